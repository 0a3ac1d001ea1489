import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { judge } from '../../core/access/rules.js';
import { peopleInChannels } from '../../core/access/standing.js';
import { Database } from '../../platform/database/database.js';
import { Mutex } from '../../platform/database/mutex.js';
import type { Commit } from '../../platform/database/write-tx.js';
import { Authenticator } from '../../platform/realtime/authenticator.js';
import { Realtime, type Connection, type ConnectionWatcher } from '../../platform/realtime/realtime.js';
import { channelArchived } from '../channels/channel.facts.js';
import { LEASE_MS, Stays } from './stays.js';
import { VoiceParticipantEntity } from './voice.entities.js';
import { isInside, type Inside } from './voice.facts.js';

/** How often a node says which of its connections are still there, and looks for people whom nobody holds any more. */
const LOOK_MS = 2_000;

/** Somebody who is not to be in a call any more, and whether that is still so under the lock. */
interface Ending {
  row: Inside;
  reason: 'removed' | 'lost';
  stillSo: (row: Inside, now: Date) => boolean;
}

/**
 * Keeps true who is in a call, whatever dies. A node puts off the end of those whose connections it holds; whoever is not put off, because their
 * device or their node went, is taken out by any node that looks. So are those who may not be there any more: at once where it was decided, and
 * by the next look where that was missed.
 */
@Injectable()
export class VoiceUpkeep implements ConnectionWatcher, OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(VoiceUpkeep.name);
  /** Connections of this node that were in a call with some device. */
  private readonly held = new Set<string>();
  private readonly turns = new Mutex();
  /** A look that was asked for and has not begun: it will see what happens until then. */
  private next: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** Since when every look has succeeded. After an outage of the database all nodes first have to say again whom they hold. */
  private steadySince: number | undefined;

  constructor(
    private readonly database: Database,
    private readonly realtime: Realtime,
    private readonly authenticator: Authenticator,
    private readonly stays: Stays,
  ) {}

  onModuleInit(): void {
    this.realtime.watchConnections(this);
    this.database.onCommit((commit) => this.onCommit(commit));
  }

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.turns.run(() => Promise.resolve());
  }

  /** From now on the end of this connection's stay is put off as long as it is there. */
  hold({ id, connected }: Pick<Connection, 'id' | 'connected'>): void {
    if (connected) this.held.add(id); // of one that has gone already nobody would tell us again
  }

  ended({ id }: Pick<Connection, 'id'>): void {
    this.held.delete(id);
  }

  private onCommit({ moves, facts }: Commit): void {
    const concerns =
      moves.some(({ kind }) => kind !== 'admit') ||
      [...facts.values()].some((written) => written.some(({ type }) => type === channelArchived.name));
    if (concerns && this.timer) void this.look();
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      void this.look().then(() => {
        if (this.timer) this.schedule();
      });
    }, LOOK_MS);
  }

  /** Never rejects: what failed is done with the next look. */
  private look(): Promise<void> {
    return (this.next ??= this.turns.run(async () => {
      this.next = undefined;
      try {
        await this.putOff();
        for (const ending of await this.endings()) await this.end(ending);
        this.steadySince ??= performance.now();
      } catch (error) {
        this.steadySince = undefined;
        this.logger.warn(`Could not look who is in calls, will try again: ${(error as Error).message}`);
      }
    }));
  }

  private async putOff(): Promise<void> {
    if (this.held.size === 0) return;
    const connections = [...this.held];
    await this.database.write([], async ({ manager, now }) => {
      const aliveUntil = new Date(now.getTime() + LEASE_MS);
      await manager.update(
        VoiceParticipantEntity,
        { connectionId: In(connections), channelId: Not(IsNull()) },
        { aliveUntil },
      );
    });
  }

  private async endings(): Promise<Ending[]> {
    const { rows, unwelcome } = await this.database.read(async (reader) => {
      const rows = (await reader.findBy(VoiceParticipantEntity, { channelId: Not(IsNull()) })) as Inside[];
      return { rows, unwelcome: await unwelcomeOf(reader, rows) };
    });
    const sessions = await this.authenticator.standing(rows.map(({ sessionId }) => sessionId));
    const steady = this.steadySince !== undefined && performance.now() - this.steadySince >= LEASE_MS;
    return rows.flatMap((row): Ending[] => {
      if (unwelcome.has(row)) return [{ row, reason: 'removed', stillSo: () => true }];
      if (!sessions.has(row.sessionId))
        return [{ row, reason: 'lost', stillSo: ({ sessionId }) => sessionId === row.sessionId }];
      const lapsed = steady && row.aliveUntil <= this.database.time;
      return lapsed ? [{ row, reason: 'lost', stillSo: ({ aliveUntil }, now) => aliveUntil <= now }] : [];
    });
  }

  private async end({ row: { userId, channelId, peerId }, reason, stillSo }: Ending): Promise<void> {
    await this.database.write([`channel:${channelId}`, `user:${userId}`], async (tx) => {
      const row = await tx.manager.findOneBy(VoiceParticipantEntity, { userId, peerId });
      if (isInside(row, channelId) && stillSo(row, tx.now)) await this.stays.end(tx, row, reason);
    });
  }
}

/** Those whom the policy table would refuse today: not in the channel any more, banned, or it was archived. */
async function unwelcomeOf(reader: EntityManager, rows: Inside[]): Promise<Set<Inside>> {
  if (rows.length === 0) return new Set();
  const people = await peopleInChannels(reader, rows);
  return new Set(rows.filter((_, index) => judge('voice.state', people[index]?.standing) !== 'granted'));
}
