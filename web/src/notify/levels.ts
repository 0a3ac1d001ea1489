import type { Channel, ChannelPreferences } from '@parley/client';

export type Level = ChannelPreferences['notify'];

/** In a channel only mentions call, so of what the server knows no more is offered. */
const ofChannels = { mentions: 'Mentions of me', none: 'Nothing' };
/** What is written in a DM is written to oneself. */
const ofDirect = { all: 'Every message', ...ofChannels };

/** What one can choose to be notified of in a conversation, in words. */
export function levelsOf({ kind }: Pick<Channel, 'kind'>): Readonly<Partial<Record<Level, string>>> {
  return kind === 'direct' ? ofDirect : ofChannels;
}

/** Which of those holds: channels begin with `all`, which calls no more often there than `mentions`. */
export function levelIn({ kind }: Pick<Channel, 'kind'>, { notify }: Pick<ChannelPreferences, 'notify'>): Level {
  return kind !== 'direct' && notify === 'all' ? 'mentions' : notify;
}
