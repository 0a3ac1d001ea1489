import type { Message } from '../messages/message.wire.js';
import { hasKinds, type HasKind } from './search-query.js';

const LINK = /\bhttps?:\/\/\S/i;

/** What tells whether a message has something, as its row has it. */
export interface Having {
  body: string;
  reactionCount: number;
  pinnedAt: unknown;
  mentions: string | null;
  threads: number;
  /** Kinds of what hangs on it, with commas between; null for nothing. */
  attached: string | null;
}

/** What the row of a message has, as the index keeps it. */
export function kindsOf({ body, reactionCount, pinnedAt, mentions, threads, attached }: Having): HasKind[] {
  const kinds = attached?.split(',') ?? [];
  const has: Record<HasKind, boolean> = {
    link: LINK.test(body),
    reaction: reactionCount > 0,
    pin: pinnedAt !== null,
    thread: Number(threads) > 0,
    mention: mentions !== null,
    file: kinds.length > 0,
    image: kinds.includes('image'),
    voice: kinds.includes('voice'),
  };
  return hasKinds.filter((kind) => has[kind]);
}

/** Whether a message, as it now is, has all of these. */
export function hasAll(message: Message, kinds: HasKind[]): boolean {
  const { body, reactions, pinnedAt, thread, mentions, attachments } = message;
  const has: Record<HasKind, boolean> = {
    link: LINK.test(body),
    reaction: reactions.length > 0,
    pin: pinnedAt !== null,
    thread: thread !== null,
    mention: mentions.everyone !== null || mentions.userIds.length > 0,
    file: attachments.length > 0,
    image: attachments.some(({ kind }) => kind === 'image'),
    voice: attachments.some(({ kind }) => kind === 'voice'),
  };
  return kinds.every((kind) => has[kind]);
}
