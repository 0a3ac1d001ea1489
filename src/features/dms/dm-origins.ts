import type { EntityManager } from 'typeorm';
import { judge } from '../../core/access/rules.js';
import { peopleInChannels } from '../../core/access/standing.js';
import { fail } from '../../platform/errors/problem.js';
import type { Message } from '../messages/message.wire.js';

/** Whoever a DM grows from a message with must be able to read that message: it is shown to all of them. @throws Problem `not_found`. */
export async function requireReadableByAll(reader: EntityManager, message: Message, people: string[]): Promise<void> {
  const readable = await mayRead(
    reader,
    people.map((userId) => ({ userId, channelId: message.channelId })),
  );
  if (readable.includes(false)) throw fail('not_found');
}

/** Those of these messages that the viewer may read now: who left the channel since sees the DM and not where it began. */
export async function readableBy(
  reader: EntityManager,
  viewerId: string,
  messages: Message[],
): Promise<Map<string, Message>> {
  if (messages.length === 0) return new Map();
  const readable = await mayRead(
    reader,
    messages.map(({ channelId }) => ({ userId: viewerId, channelId })),
  );
  return new Map(messages.filter((_, index) => readable[index]).map((message) => [message.id, message]));
}

async function mayRead(reader: EntityManager, pairs: { userId: string; channelId: string }[]): Promise<boolean[]> {
  const people = await peopleInChannels(reader, pairs);
  return people.map((person) => judge('message.open', person?.standing) === 'granted');
}
