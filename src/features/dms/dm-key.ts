import { createHash } from 'node:crypto';

/** What makes a DM the one that it is: its people, in any order, and the message that it grew from. A unique index on it keeps a second one out. */
export function dmKey(people: readonly string[], originMessageId: string | null): string {
  return createHash('sha256')
    .update(JSON.stringify([[...people].sort(), originMessageId]))
    .digest('hex');
}
