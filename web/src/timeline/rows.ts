import type { Message, PendingMessage } from '@parley/client';
import { dayOf } from '../ui/time.js';
import { isTogether } from './messages.js';

/** One row of a conversation. */
export type Row =
  | { readonly key: 'beginning'; readonly kind: 'beginning' }
  | {
      readonly key: string;
      readonly kind: 'message';
      readonly message: Message;
      /** The day, where it begins with this message. */
      readonly day: string | undefined;
      /** Whether name and picture are shown. */
      readonly leads: boolean;
      /** Whether what is new begins here. */
      readonly isFirstNew: boolean;
    }
  | { readonly key: string; readonly kind: 'pending'; readonly pending: PendingMessage; readonly leads: boolean };

interface Conversation {
  messages: readonly Message[];
  pending: readonly PendingMessage[];
  /** Whether nothing is before these messages. */
  isWhole: boolean;
  /** The `seq` after which everything is new to this person; undefined when nothing is. */
  newAfter: number | undefined;
  userId: string | undefined;
}

const BEGINNING: Row = { key: 'beginning', kind: 'beginning' };

/** Finds out where days and groups begin, and what is new. */
export function rowsOf({ messages, pending, isWhole, newAfter, userId }: Conversation): readonly Row[] {
  const rows: Row[] = isWhole ? [BEGINNING] : [];
  const firstNew =
    newAfter === undefined ? undefined : messages.find((message) => isNew(message, newAfter, userId))?.id;
  let before: Message | undefined;
  for (const message of messages) {
    const begins = before === undefined || calendarDay(before.createdAt) !== calendarDay(message.createdAt);
    const isFirstNew = message.id === firstNew;
    const leads = begins || isFirstNew || !isTogether(before!, message);
    rows.push({
      ...{ key: message.id, kind: 'message', message, leads, isFirstNew },
      day: begins ? dayOf(message.createdAt) : undefined,
    });
    before = message;
  }
  pending.forEach((one, index) => {
    const follows =
      index > 0 || (before && isTogether(before, { author: { id: userId ?? '' }, createdAt: one.createdAt }));
    rows.push({ key: one.nonce, kind: 'pending', pending: one, leads: !follows });
  });
  return rows;
}

function isNew({ seq, kind, author }: Message, newAfter: number, userId: string | undefined): boolean {
  return seq > newAfter && kind === 'text' && author.id !== userId;
}

/** Compared for every row, where words for the day would take a hundred times as long. */
function calendarDay(at: string): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
