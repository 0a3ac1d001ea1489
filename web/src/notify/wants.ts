import type { Channel, ChannelPreferences, Message } from '@parley/client';

/** What decides whether a message is worth calling somebody. */
interface Heard {
  message: Pick<Message, 'kind' | 'author' | 'mentions' | 'createdAt'>;
  me: string;
  /** Where it was said; undefined for what is not known here. */
  channel: Pick<Channel, 'kind'> | undefined;
  preferences: Pick<ChannelPreferences, 'notify' | 'muted'> | undefined;
  now: number;
}

/** Milliseconds after which a message is no news: it was heard late, after a pause. */
const STALE = 2 * 60_000;

/**
 * Whether a message calls: mentions and what is written to oneself, unless one wants to hear less of it. That every message counts (`all`) is what
 * channels begin with, so nobody has asked to be called for each: only in a DM it means that.
 */
export function calls({ message, me, channel, preferences, now }: Heard): boolean {
  const { kind, author, mentions, createdAt } = message;
  if (kind !== 'text' || author.id === me || now - Date.parse(createdAt) > STALE) return false;
  if (preferences?.muted || preferences?.notify === 'none') return false;
  const isMentioned = mentions.everyone !== null || mentions.userIds.includes(me);
  return isMentioned || (channel?.kind === 'direct' && preferences?.notify !== 'mentions');
}
