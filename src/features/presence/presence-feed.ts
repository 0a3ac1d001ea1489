import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { groupBy } from '../../platform/changes/group-by.js';
import { Database } from '../../platform/database/database.js';
import { LastSeen } from './last-seen.js';
import { PresenceBroadcaster } from './presence.broadcaster.js';
import { presenceRows, teamsOf } from './presence.queries.js';
import { PresenceStore } from './presence.store.js';
import { toPresence, type Devices, type PresenceRow } from './presence.wire.js';
import { ToldPresence } from './told-presence.js';

/** A team hears of its people once in this time at most: a thousand who come within ten seconds cost each client some ten frames. */
const WINDOW_MS = 1_000;
/** So many people are told of at once; the others with the next window. */
const PEOPLE_A_WINDOW = 500;

/** Tells this node's connections whose presence changed anywhere, gathered by team, and only where it looks different from what was told. */
@Injectable()
export class PresenceFeed implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(PresenceFeed.name);
  /** People of whom something may have changed. */
  private readonly waiting = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private telling: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly store: PresenceStore,
    private readonly lastSeen: LastSeen,
    private readonly told: ToldPresence,
    private readonly broadcaster: PresenceBroadcaster,
  ) {}

  /** Before the first connection comes it knows of all who are there. */
  async onApplicationBootstrap(): Promise<void> {
    this.store.onMoved((userIds) => {
      for (const userId of userIds) this.waiting.add(userId);
      this.schedule();
    });
    await this.store.start();
    for (let left = Infinity; this.waiting.size > 0 && this.waiting.size < left; await this.tell())
      left = this.waiting.size;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.telling;
  }

  private schedule(): void {
    if (this.timer || this.stopping || this.waiting.size === 0) return;
    this.timer = setTimeout(() => {
      this.telling = this.tell().then(() => {
        this.timer = undefined;
        this.schedule();
      });
    }, WINDOW_MS);
    this.timer.unref();
  }

  /** Never rejects: whoever could not be looked up waits for the next window. */
  private async tell(): Promise<void> {
    const userIds = [...this.waiting].slice(0, PEOPLE_A_WINDOW);
    for (const userId of userIds) this.waiting.delete(userId);
    try {
      await this.tellOf(userIds);
    } catch (error) {
      for (const userId of userIds) this.waiting.add(userId);
      this.logger.warn(`Could not look whose presence changed, will try again: ${(error as Error).message}`);
    }
  }

  private async tellOf(userIds: string[]): Promise<void> {
    const devices = new Map(userIds.map((userId) => [userId, this.store.devicesOf(userId)]));
    const rows = await this.rows(userIds, devices);
    const changes = rows
      .map((row) => toPresence(row, devices.get(row.id)))
      .filter(({ userId, presence }) => presence !== this.told.of(userId));
    const changed = new Map(changes.map((change) => [change.userId, change]));
    const memberships = await this.database.read((reader) => teamsOf(reader, [...changed.keys()]));
    for (const [teamId, members] of groupBy(memberships, ({ teamId }) => teamId)) {
      const ofTeam = members.map(({ userId }) => changed.get(userId)!);
      this.broadcaster.changed(teamId, ofTeam);
    }
    for (const change of changes) this.told.note(change);
  }

  /** Of those who have gone with the time of it. */
  private async rows(userIds: string[], devices: Map<string, Devices | undefined>): Promise<PresenceRow[]> {
    const gone = userIds.filter((userId) => this.told.of(userId) !== 'offline' && devices.get(userId) === undefined);
    if (gone.length > 0) await this.lastSeen.keep(gone);
    return this.database.read((reader) => presenceRows(reader, userIds));
  }
}
