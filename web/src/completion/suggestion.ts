import type { ReactNode } from 'react';

/** One way to go on with what is being written. */
export interface Suggestion {
  key: string;
  /** What takes the place of the sign and what follows it. */
  text: string;
  picture: ReactNode;
  name: string;
  /** What else tells it from others. */
  detail?: string;
}
