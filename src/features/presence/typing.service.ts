import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { ChannelAccess } from '../../core/access/grants.js';
import { Database } from '../../platform/database/database.js';
import { streamSubject } from '../../platform/database/ids.js';
import type { Commit } from '../../platform/database/write-tx.js';
import { Realtime, type Connection, type ConnectionWatcher } from '../../platform/realtime/realtime.js';
import type { Message } from '../messages/message.wire.js';
import { messageCreated } from '../messages/messages.broadcaster.js';
import { presenceRows } from './presence.queries.js';
import { TypingBroadcaster } from './typing.broadcaster.js';
import type { TypingStarted, TypingStopped } from './typing.wire.js';

/** It is over by itself after this, unless the client says again that it goes on. */
const EXPIRES_MS = 8_000;
/** What is said again within this is not told again. */
const QUIET_MS = 3_000;

interface Running {
  event: TypingStarted;
  connectionId: string;
  since: number;
  /** Whether anybody was told, so that the end is told as well. */
  told: boolean;
  timer: NodeJS.Timeout;
}

/** Who writes something just now, as far as this node’s connections go. Nothing of it is stored. */
@Injectable()
export class TypingService implements ConnectionWatcher, OnModuleInit, BeforeApplicationShutdown {
  private readonly running = new Map<string, Running>();

  constructor(
    private readonly database: Database,
    private readonly realtime: Realtime,
    private readonly broadcaster: TypingBroadcaster,
  ) {}

  onModuleInit(): void {
    this.realtime.watchConnections(this);
    this.database.onCommit((commit) => this.onCommit(commit));
  }

  beforeApplicationShutdown(): void {
    for (const { timer } of this.running.values()) clearTimeout(timer);
    this.running.clear();
  }

  /** Of somebody who is invisible nobody is told. */
  async start({ channelId, userId }: ChannelAccess, connectionId: string): Promise<TypingStarted> {
    const key = keyOf({ channelId, userId });
    const before = this.running.get(key);
    if (before && Date.now() - before.since < QUIET_MS) return before.event;
    clearTimeout(before?.timer);
    const expiresAt = new Date(this.database.time.getTime() + EXPIRES_MS).toISOString();
    const event = { channelId, userId, expiresAt };
    const timer = setTimeout(() => this.end(key), EXPIRES_MS).unref();
    const running = { event, connectionId, since: Date.now(), told: before?.told ?? false, timer };
    this.running.set(key, running);
    const [person] = await this.database.read((reader) => presenceRows(reader, [userId]));
    if (this.running.get(key) !== running) return event; // it is over already
    if (person?.availability === 'invisible') return event;
    running.told = true;
    this.broadcaster.started(event);
    return event;
  }

  stop({ channelId, userId }: ChannelAccess): TypingStopped {
    this.end(keyOf({ channelId, userId }));
    return { channelId, userId };
  }

  /** Everywhere: who becomes invisible seems to have gone. */
  stopAll(userId: string): void {
    for (const [key, { event }] of this.running) if (event.userId === userId) this.end(key);
  }

  ended({ id }: Pick<Connection, 'id'>): void {
    for (const [key, { connectionId }] of this.running) if (connectionId === id) this.end(key);
  }

  /** Whoever has sent their message has stopped writing it. */
  private onCommit({ facts }: Commit): void {
    if (this.running.size === 0) return;
    for (const [stream, written] of facts) {
      for (const { type, data } of written) {
        if (type !== messageCreated.name) continue;
        this.end(keyOf({ channelId: streamSubject(stream), userId: (data as Message).author.id }));
      }
    }
  }

  private end(key: string): void {
    const running = this.running.get(key);
    if (!running) return;
    clearTimeout(running.timer);
    this.running.delete(key);
    const { channelId, userId } = running.event;
    if (running.told) this.broadcaster.stopped({ channelId, userId });
  }
}

function keyOf({ channelId, userId }: TypingStopped): string {
  return `${channelId} ${userId}`;
}
