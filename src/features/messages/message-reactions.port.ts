import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Reaction } from './message.wire.js';

/** Loads what stands on these messages, in one query; a message without any is missing in the answer. */
export type ReactionLoader = (reader: EntityManager, messageIds: string[]) => Promise<Map<string, Reaction[]>>;

/** Where Reactions, which lies above Messages, says how they are loaded, so that a page shows them. */
@Injectable()
export class MessageReactions {
  private loader: ReactionLoader | undefined;

  register(loader: ReactionLoader): void {
    this.loader = loader;
  }

  async load(reader: EntityManager, messageIds: string[]): Promise<Map<string, Reaction[]>> {
    if (messageIds.length === 0) return new Map();
    if (!this.loader) throw new Error('Reactions has not registered how they are loaded.');
    return this.loader(reader, messageIds);
  }
}
