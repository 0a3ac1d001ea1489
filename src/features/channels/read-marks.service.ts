import { Injectable } from '@nestjs/common';
import type { ChannelAccess } from '../../core/access/grants.js';
import { Database } from '../../platform/database/database.js';
import type { StreamId } from '../../platform/database/ids.js';
import { fail } from '../../platform/errors/problem.js';
import type { ReadMark } from './channel.wire.js';
import { keyOf, markUnread, moveMarks, type MarkStanding } from './read-mark-batch.js';

interface Asked {
  seq: number;
  resolve: (mark: ReadMark) => void;
  reject: (refusal: unknown) => void;
}

/** All that one person asks for one channel while a write is on its way: the furthest of it is written, once. */
interface Waiting {
  userId: string;
  channelId: string;
  asked: Asked[];
}

/**
 * The other hot write: who scrolls moves a mark with every message seen. Marks are coalesced per person and channel, and everything that waits
 * is written in one transaction as soon as the previous one is done.
 */
@Injectable()
export class ReadMarksService {
  private readonly waiting = new Map<string, Waiting>();
  private writing = false;

  constructor(private readonly database: Database) {}

  /** Resolves, when it is committed, to the mark as it then stands. @throws Problem `validation.failed` for a message that does not exist yet. */
  move({ userId, channelId }: ChannelAccess, seq: number): Promise<ReadMark> {
    return new Promise((resolve, reject) => {
      const key = keyOf({ userId, channelId });
      const waiting = this.waiting.get(key) ?? { userId, channelId, asked: [] };
      waiting.asked.push({ seq, resolve, reject });
      this.waiting.set(key, waiting);
      if (!this.writing) void this.drain();
    });
  }

  /** Sets the mark back, or on, so that this message is the first unread. @throws Problem `not_found`, `validation.failed`. */
  async unread(access: ChannelAccess, seq: number): Promise<ReadMark> {
    const { userId, channelId } = access;
    const standing = await this.database.write([access, `user:${userId}`], (tx) =>
      markUnread(tx, { userId, channelId }, seq),
    );
    if (!standing) throw fail('not_found', { detail: 'Only who follows a thread has a mark in it.' });
    if (seq > standing.newest.seq) throw beyond();
    return standing.mark;
  }

  private async drain(): Promise<void> {
    this.writing = true;
    try {
      while (this.waiting.size > 0) {
        const batch = [...this.waiting.values()].slice(0, this.database.maxBatch);
        for (const waiting of batch) this.waiting.delete(keyOf(waiting));
        await this.write(batch);
      }
    } finally {
      this.writing = false;
    }
  }

  /** Never rejects: each who asked is answered. */
  private async write(batch: Waiting[]): Promise<void> {
    const streams = batch.map(({ userId }): StreamId => `user:${userId}`);
    try {
      const standings = await this.database.write(streams, (tx) =>
        moveMarks(
          tx,
          batch.map(({ userId, channelId, asked }) => ({ userId, channelId, seqs: asked.map(({ seq }) => seq) })),
        ),
      );
      for (const waiting of batch) answer(waiting, standings.get(keyOf(waiting)));
    } catch (error) {
      for (const { reject } of batch.flatMap(({ asked }) => asked)) reject(error);
    }
  }
}

function answer({ asked }: Waiting, standing: MarkStanding | undefined): void {
  for (const { seq, resolve, reject } of asked) {
    if (!standing) reject(fail('not_found'));
    else if (seq > standing.newest.seq) reject(beyond());
    else resolve(standing.mark);
  }
}

function beyond() {
  const message = 'seq must not be above the newest message of the channel';
  return fail('validation.failed', { fields: [{ field: 'seq', rule: 'max', message }] });
}
