import { createContext, useContext } from 'react';

/** Whether one may answer and react in the conversation around here: not as a visitor, and not once it is archived. The server decides. */
export const TakingPart = createContext(false);

export function useTakingPart(): boolean {
  return useContext(TakingPart);
}
