import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { fact, FactRegistry, type LoggedChange } from '../../platform/changes/facts.js';
import { MessagesQueries } from '../messages/messages.queries.js';
import { ReactionEntity } from './reaction.entity.js';
import { ReactionChange, toReactionChange } from './reaction.wire.js';

export const reactionAdded = fact('reaction.added', ReactionChange, 'channel');
export const reactionRemoved = fact('reaction.removed', ReactionChange, 'channel');

/** What Reactions tells the members of a channel. */
@Injectable()
export class ReactionsBroadcaster {
  constructor(
    facts: FactRegistry,
    private readonly messages: MessagesQueries,
  ) {
    facts.register({
      name: 'reaction',
      facts: [reactionAdded, reactionRemoved],
      load: (reader, changes) => this.load(reader, changes),
    });
  }

  private async load(reader: EntityManager, changes: LoggedChange[]): Promise<(ReactionChange | undefined)[]> {
    const rows = await reader.findBy(ReactionEntity, { id: In(changes.map(({ subjectId }) => subjectId)) });
    const reactions = new Map(rows.map((row) => [row.id, row]));
    const messages = await this.messages.byIds(reader, [...new Set(rows.map(({ messageId }) => messageId))]);
    return changes.map(({ subjectId }) => {
      const reaction = reactions.get(subjectId)!; // rows stay as long as their message
      return toReactionChange(reaction, messages.get(reaction.messageId)!);
    });
  }
}
