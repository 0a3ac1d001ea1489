import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { fact, FactRegistry, type LoggedChange } from '../../platform/changes/facts.js';
import { Message, Thread, toThread } from './message.wire.js';
import { MessagesQueries } from './messages.queries.js';
import { ThreadEntity } from './thread.entity.js';

export const messageCreated = fact('message.created', Message, 'channel');
export const messageUpdated = fact('message.updated', Message, 'channel');
export const messageDeleted = fact('message.deleted', Message, 'channel');
export const messagePinned = fact('message.pinned', Message, 'channel');
export const messageUnpinned = fact('message.unpinned', Message, 'channel');

/** Told to the channel that the thread hangs under. */
export const threadUpdated = fact('thread.updated', Thread, 'channel');

/** What Messages tells the members of a channel. */
@Injectable()
export class MessagesBroadcaster {
  constructor(
    facts: FactRegistry,
    private readonly queries: MessagesQueries,
  ) {
    facts.register({
      name: 'message',
      facts: [messageCreated, messageUpdated, messageDeleted, messagePinned, messageUnpinned],
      load: (reader, changes) => this.load(reader, changes),
    });
    facts.register({ name: 'thread', facts: [threadUpdated], load: loadThreads });
  }

  private async load(reader: EntityManager, changes: LoggedChange[]): Promise<Message[]> {
    const messages = await this.queries.byIds(
      reader,
      changes.map(({ subjectId }) => subjectId),
    );
    return changes.map(({ subjectId }) => messages.get(subjectId)!); // messages are never removed while their stream lives
  }
}

async function loadThreads(reader: EntityManager, changes: LoggedChange[]): Promise<(Thread | undefined)[]> {
  const threads = await reader.findBy(ThreadEntity, { channelId: In(changes.map(({ subjectId }) => subjectId)) });
  const byId = new Map(threads.map((thread) => [thread.channelId, toThread(thread)]));
  return changes.map(({ subjectId }) => byId.get(subjectId));
}
