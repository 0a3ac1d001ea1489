import type { Channel, VoiceParticipant, VoiceQuality, VoiceRoom, VoiceView } from '@parley/client';
import type { Waiting } from './ringing.js';

/** What can be said of somebody in a call besides their name, for screen readers and as titles. */
export function marksOf({ muted, deafened, silenced, camera, screen }: VoiceParticipant): string[] {
  return [
    silenced ? 'turned off by a moderator' : muted && !deafened ? 'muted' : '',
    deafened ? 'hears nobody' : '',
    camera ? 'camera on' : '',
    screen ? 'shares a screen' : '',
  ].filter((mark) => mark !== '');
}

export const qualities: Readonly<Record<VoiceQuality, string>> = {
  good: 'Good connection',
  fair: 'Fair connection',
  poor: 'Poor connection',
  unknown: 'Connection not measured yet',
};

/** How it stands with the call that one is in, in a word or two. */
export function stateOf(view: Pick<VoiceView, 'state' | 'peers'>, waiting: Waiting | undefined): string {
  if (view.state === 'joining') return 'Connecting…';
  if (view.state === 'reconnecting' || view.peers.some(({ state }) => state === 'reconnecting')) return 'Reconnecting…';
  if (waiting === 'calling') return 'Calling…';
  if (view.peers.some(({ state }) => state === 'connecting')) return 'Connecting…';
  return view.peers.length === 0 ? 'Connected, alone so far' : 'Connected';
}

/** What a call did that nobody took. */
export const endings: Readonly<Record<Exclude<Waiting, 'calling'>, string>> = {
  'no-answer': 'No answer.',
  declined: 'The call was declined.',
};

/** How many there are and may be. */
export function countOf({ participants, limit }: VoiceRoom): string {
  return participants.length === 0 ? 'Nobody is here yet' : `${participants.length} of ${limit}`;
}

export function isFull({ participants, limit }: VoiceRoom, me: string | undefined): boolean {
  return participants.filter(({ user }) => user.id !== me).length >= limit;
}

/** Why there is no more room, honestly. */
export function whyFull(limit: number): string {
  return `This call is full. Devices send sound and pictures directly to each other here, which works well with up to ${limit} people; when somebody leaves you can join.`;
}

/** Seconds of a call as a person would say them. */
export function lengthOf(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

/** Whether two people alone are in a conversation: when one of them goes their call is over. */
export function isBetweenTwo(channel: Pick<Channel, 'kind' | 'participants'> | undefined): boolean {
  return channel?.kind === 'direct' && (channel.participants?.length ?? 0) <= 2;
}
