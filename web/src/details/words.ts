import type { Channel } from '@parley/client';

/** Who can come into a channel, as a sentence. */
export const whoComesIn: Record<Channel['visibility'], string> = {
  public: 'Everybody in the team can read and join.',
  request: 'Everybody in the team sees that it is there, and asks to join.',
  private: 'Only those who were added know of it.',
};

/** How somebody gets in who was banned and is not any more. */
export const comesBack: Record<Channel['visibility'], string> = {
  public: 'They can read and join again. They are not in the channel until they do.',
  request: 'They can ask to join again. They are not in the channel until they are let in.',
  private: 'They can be added again. They are not in the channel until then.',
};

/** The same for choosing. */
export const visibilityNames: Record<Channel['visibility'], string> = {
  public: 'Public',
  request: 'By request',
  private: 'Private',
};

/** The pauses of slow mode that can be chosen, by seconds. */
export const pauses: Readonly<Record<string, string>> = {
  0: 'Off',
  5: '5 seconds',
  10: '10 seconds',
  30: '30 seconds',
  60: '1 minute',
  300: '5 minutes',
  600: '10 minutes',
  900: '15 minutes',
  3600: '1 hour',
  21600: '6 hours',
};

/** The choice with a pause in it that somebody set elsewhere. */
export function pausesWith(seconds: number): Readonly<Record<string, string>> {
  return String(seconds) in pauses ? pauses : { ...pauses, [seconds]: `${seconds} seconds` };
}
