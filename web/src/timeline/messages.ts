import type { Message } from '@parley/client';

/** Messages of one person within so many milliseconds stand under one name. */
const TOGETHER = 5 * 60_000;

type Following = { author: Pick<Message['author'], 'id'>; createdAt: string };

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
