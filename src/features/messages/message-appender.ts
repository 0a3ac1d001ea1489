import { Injectable } from '@nestjs/common';
import { AccessService } from '../../core/access/access.service.js';
import type { ChannelAccess } from '../../core/access/grants.js';
import { peopleQuery } from '../../core/access/standing.js';
import { Database } from '../../platform/database/database.js';
import { duplicateKey, isLockTimeout, isRetryable, isUnavailable } from '../../platform/database/errors.js';
import { MediaAttachments } from '../media/media-attachments.js';
import { LockedSendings, type Waiting } from './locked-sendings.js';
import { storeMessages, streamsOf, type Outcome, type Sending } from './message-batch.js';
import type { Message } from './message.wire.js';
import type { SendMessageDto } from './messages.dto.js';
import { MessagesQueries } from './messages.queries.js';

/**
 * The hot write is a set: everything that waits is written as soon as the previous commit is done. A lone message goes at once; the busier
 * the node, the more share a commit (12 times a transaction each, measured on MySQL).
 */
@Injectable()
export class MessageAppender {
  private waiting: Waiting[] = [];
  private writing = false;
  /** Messages to channels whose lock another node does not give back: they wait by themselves and hold up nobody else. */
  private readonly locked = new LockedSendings((batch) => this.write(batch, 'skip'));

  constructor(
    private readonly database: Database,
    private readonly queries: MessagesQueries,
    private readonly access: AccessService,
    private readonly media: MediaAttachments,
  ) {}

  /** Resolves when the message is committed. A repeat of the nonce resolves to the message as it now stands. */
  append(access: ChannelAccess, { body, nonce, replyToId, mediaIds = [] }: SendMessageDto): Promise<Message> {
    const { userId, channelId, permission } = access;
    const { parentId } = access.channel;
    const sending: Sending = {
      ...{ permission, userId, channelId, parentId, body, nonce },
      ...{ replyToId: replyToId ?? null, mediaIds },
    };
    return new Promise((resolve, reject) => {
      const waiting = { sending, since: Date.now(), resolve, reject };
      if (this.locked.has(channelId)) return this.locked.add([waiting]);
      this.waiting.push(waiting);
      if (!this.writing) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.writing = true;
    try {
      while (this.waiting.length > 0) {
        const locked = await this.write(this.waiting.splice(0, this.database.maxBatch), 'wait');
        this.locked.add(locked);
        // What came meanwhile for those channels lines up behind, so that the order stays.
        const behind = this.waiting.filter(({ sending }) => this.locked.has(sending.channelId));
        this.locked.add(behind);
        if (behind.length > 0) this.waiting = this.waiting.filter((one) => !behind.includes(one));
      }
    } finally {
      this.writing = false;
    }
  }

  /** Never rejects: each of the batch is answered by itself, but for those whose channel is locked, which it returns. */
  private async write(batch: Waiting[], locks: 'wait' | 'skip'): Promise<Waiting[]> {
    try {
      const outcomes = await this.store(
        batch.map(({ sending }) => sending),
        locks,
      );
      return batch.filter((waiting, index) => !this.settle(waiting, outcomes[index]!));
    } catch (error) {
      if (isLockTimeout(error) && locks === 'wait') return this.write(batch, 'skip'); // finds out whose lock it is
      // A database that is away, or so busy that eight tries did not help, is the fault of none of them.
      const forAll = batch.length === 1 || isUnavailable(error) || isRetryable(error);
      if (forAll) {
        for (const { reject } of batch) reject(error);
        return [];
      }
      // Whatever one of them did to the whole, halving finds it and lets the others through.
      const middle = Math.ceil(batch.length / 2);
      const first = await this.write(batch.slice(0, middle), locks);
      return [...first, ...(await this.write(batch.slice(middle), locks))];
    }
  }

  private get parts() {
    return { database: this.database, queries: this.queries, media: this.media };
  }

  private async store(sendings: Sending[], locks: 'wait' | 'skip'): Promise<Outcome[]> {
    const streams = sendings.flatMap(streamsOf);
    const attempt = (repeats: boolean) =>
      this.database.write(streams, (tx, seen) => storeMessages(tx, seen, sendings, { ...this.parts, repeats }), {
        locks,
        patient: false,
        look: peopleQuery(sendings),
      });
    try {
      return await attempt(false);
    } catch (error) {
      if (duplicateKey(error) === 'uq_messages_authorId_nonce') return attempt(true);
      throw error;
    }
  }

  /** Answers whether it is done with. */
  private settle({ sending, resolve, reject }: Waiting, outcome: Outcome): boolean {
    if (outcome === 'locked') return false;
    if ('message' in outcome) resolve(outcome.message);
    else {
      this.access.forget(sending.userId, sending.channelId);
      reject(outcome.refusal);
    }
    return true;
  }
}
