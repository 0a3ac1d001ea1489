import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { streamKind, streamSubject } from '../database/ids.js';
import { Mutex } from '../database/mutex.js';
import { placeholders, sqlTime } from '../database/sql.js';
import { Realtime } from '../realtime/realtime.js';
import { Rooms } from '../realtime/rooms.js';
import { Epoch } from './epoch.js';

/** How far each look reaches back behind the last: longer than any transaction, which is stamped before it commits. */
const OVERLAP_MS = 30_000;

interface Head {
  id: string;
  position: number;
  /** Of a user's or a team's stream: how often it changed what its sockets hear. */
  seq: number;
}

/**
 * The safety net under the broadcast: every few seconds each node tells its own sockets where the streams that moved stand, read from the
 * database by the database's clock. A crash between commit and broadcast, or a dead Redis, so delays a fact by seconds and loses none.
 */
@Injectable()
export class Heads implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Heads.name);
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private since: Date | undefined;
  /** Rooms whose sockets hear other streams than before, until that was looked up. */
  private readonly moved = new Set<string>();
  /** One after the other, or an old answer would undo what a newer one did. */
  private readonly turns = new Mutex();
  /** What was told of each stream, so that the overlap is not told again and again. */
  private readonly told = new LRUCache<string, Head>({ max: 100_000 });

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly epoch: Epoch,
    private readonly realtime: Realtime,
    private readonly rooms: Rooms,
  ) {}

  onApplicationBootstrap(): void {
    this.realtime.onMoved((room) => {
      this.moved.add(room);
      this.follow().catch((error: Error) => this.logger.warn(`Could not look who hears what: ${error.message}`));
    });
    this.schedule();
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.looking;
    await this.turns.run(() => Promise.resolve());
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look()
        .catch((error: Error) => this.logger.warn(`Could not look for moved streams, will try again: ${error.message}`))
        .then(() => {
          if (this.timer) this.schedule();
        });
    }, this.config.headsIntervalMs);
  }

  /** One look. A failed one is repeated whole, because only the end of it remembers what was told. */
  private async look(): Promise<void> {
    const now = await this.database.now();
    const from = new Date((this.since ?? now).getTime() - OVERLAP_MS);
    const rows: Head[] = await this.database.read((reader) =>
      reader.query('SELECT id, position, seq FROM streams WHERE movedAt >= ?', [sqlTime(from)]),
    );
    const epoch = await this.epoch.current();
    const moved = rows.filter(({ id, position }) => this.told.get(id)?.position !== position);
    for (const { id, position } of moved) {
      if (this.realtime.connections(id).length > 0) {
        this.realtime.publishLocally(id, 'sync.heads', { epoch, positions: { [id]: position } });
      }
    }
    for (const { id, seq } of rows) if (this.told.get(id)?.seq !== seq) this.moved.add(id);
    await this.follow();
    for (const row of rows) this.told.set(row.id, row);
    this.since = now;
  }

  /** Looks who hears what in all rooms that moved. Those of a failed look are looked at again with the next. */
  private follow(): Promise<void> {
    return this.turns.run(async () => {
      const rooms = [...this.moved];
      if (rooms.length === 0) return;
      this.moved.clear();
      try {
        await this.setRoomsRight(rooms);
      } catch (error) {
        for (const room of rooms) this.moved.add(room);
        throw error;
      }
    });
  }

  /** A connection that hears a stream only from now on is told where it stands: it may have missed what came between. */
  private async setRoomsRight(changed: string[]): Promise<void> {
    const added = await this.rooms.reconcile(this.peopleOf(changed));
    const ids = [...new Set([...added.values()].flat())];
    if (ids.length === 0) return;
    const heads: Head[] = await this.database.read((reader) =>
      reader.query(`SELECT id, position, seq FROM streams WHERE id IN ${placeholders(1, ids.length)}`, ids),
    );
    const epoch = await this.epoch.current();
    const positionOf = new Map(heads.map(({ id, position }) => [id, position]));
    for (const [connection, streams] of added) {
      const known = streams.filter((id) => positionOf.has(id));
      const positions = Object.fromEntries(known.map((id) => [id, positionOf.get(id)]));
      connection.emit('sync.heads', { epoch, positions });
    }
  }

  /** Who is connected here and hears a user's or a team's stream whose audience changed something. */
  private peopleOf(changed: string[]): string[] {
    const people = changed.flatMap((id) => {
      if (streamKind(id) === 'user') return [streamSubject(id)];
      if (streamKind(id) !== 'team') return [];
      return this.realtime.connections(id).map(({ data }) => data.caller.userId);
    });
    return [...new Set(people)];
  }
}
