import type { Message } from '@parley/client';
import { dayOf } from '../ui/time.js';

/** Messages of one person within so many milliseconds stand under one name. */
const TOGETHER = 5 * 60_000;

/** How a message is set among its neighbours. */
export interface Placed {
  message: Message;
  /** The day, where it begins with this message. */
  day?: string;
  /** Whether name and picture are shown. */
  leads: boolean;
}

type Following = { author: Pick<Message['author'], 'id'>; createdAt: string };

/** Finds out where days and groups begin. */
export function placed(messages: readonly Message[]): Placed[] {
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const day = dayOf(message.createdAt);
    if (!before || dayOf(before.createdAt) !== day) return { message, day, leads: true };
    return { message, leads: !isTogether(before, message) };
  });
}

/** Whether a message stands under the name of the one before it. */
export function isTogether(before: Message, message: Following): boolean {
  return (
    before.kind === 'text' &&
    before.author.id === message.author.id &&
    Date.parse(message.createdAt) - Date.parse(before.createdAt) < TOGETHER
  );
}

/** The newest message that this person may still edit. */
export function lastOwn(messages: readonly Message[], userId: string | undefined): Message | undefined {
  return messages.findLast(
    ({ author, kind, deletedAt }) => author.id === userId && kind === 'text' && deletedAt === null,
  );
}
