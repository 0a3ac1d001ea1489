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
/** So many people are looked up at once. */
const PEOPLE_A_QUERY = 200;

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
  private lookTimer: NodeJS.Timeout | undefined;
  private holdTimer: NodeJS.Timeout | undefined;
  private holding: Promise<void> = Promise.resolve();
  private heldAt = -Infinity;
  /** Since when this node could say in time whom it holds. After an outage of the database all nodes first have to say so again. */
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
    this.scheduleLook();
    this.scheduleHold();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.lookTimer);
    clearTimeout(this.holdTimer);
    this.lookTimer = this.holdTimer = undefined;
    await this.holding;
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
    if (concerns && this.lookTimer) void this.look();
  }

  private scheduleLook(): void {
    this.lookTimer = setTimeout(() => {
      void this.look().then(() => {
        if (this.lookTimer) this.scheduleLook();
      });
    }, LOOK_MS);
  }

  /** Apart from looking, which may have to wait for somebody's lock: nobody is lost for that. */
  private scheduleHold(): void {
    this.holdTimer = setTimeout(() => {
      this.holding = this.putOff().then(() => {
        if (this.holdTimer) this.scheduleHold();
      });
    }, LOOK_MS);
  }

  /** Never rejects: what failed is done with the next look. */
  private look(): Promise<void> {
    return (this.next ??= this.turns.run(async () => {
      this.next = undefined;
      try {
        for (const ending of await this.endings()) await this.end(ending);
      } catch (error) {
        this.logger.warn(`Could not look who is in calls, will try again: ${(error as Error).message}`);
      }
    }));
  }

  /** Never rejects. */
  private async putOff(): Promise<void> {
    const connections = [...this.held];
    try {
      await this.database.write([], async ({ manager, now }) => {
        const aliveUntil = new Date(now.getTime() + LEASE_MS);
        const theirs = { connectionId: In(connections), channelId: Not(IsNull()) };
        if (connections.length > 0) await manager.update(VoiceParticipantEntity, theirs, { aliveUntil });
        else await manager.query('SELECT 1');
      });
      const now = performance.now();
      if (now - this.heldAt > LEASE_MS / 2) this.steadySince = undefined; // was late: so may the others be
      this.heldAt = now;
      this.steadySince ??= now;
    } catch (error) {
      this.steadySince = undefined;
      this.logger.warn(`Could not say who is in calls here, will try again: ${(error as Error).message}`);
    }
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
    const ended = this.database.write([`channel:${channelId}`, `user:${userId}`], async (tx) => {
      const row = await tx.manager.findOneBy(VoiceParticipantEntity, { userId, peerId });
      if (isInside(row, channelId) && stillSo(row, tx.now)) await this.stays.end(tx, row, reason);
    });
    // The others are not to wait for it: the next look tries again.
    await ended.catch((error: Error) => this.logger.warn(`Could not end somebody’s part in a call: ${error.message}`));
  }
}

/** Those whom the policy table would refuse today: not in the channel any more, banned, or it was archived. */
async function unwelcomeOf(reader: EntityManager, rows: Inside[]): Promise<Set<Inside>> {
  const found = new Set<Inside>();
  for (let start = 0; start < rows.length; start += PEOPLE_A_QUERY) {
    const some = rows.slice(start, start + PEOPLE_A_QUERY);
    const people = await peopleInChannels(reader, some);
    for (const [index, row] of some.entries())
      if (judge('voice.state', people[index]?.standing) !== 'granted') found.add(row);
  }
  return found;
}
