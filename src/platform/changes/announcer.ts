import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import type { StreamId } from '../database/ids.js';
import type { Commit } from '../database/write-tx.js';
import { Realtime } from '../realtime/realtime.js';

/** What a commit wrote to one stream, in one frame: always this shape, also for one event. */
interface ChangesFrame {
  stream: StreamId;
  from: number;
  to: number;
  events: { position: number; type: string; data: object }[];
}

/**
 * Tells the world what a commit did: audiences first, so that a newcomer hears and a leaver does not, then one frame a stream.
 * A hint and nothing more: whoever misses it learns the position from `Heads` and asks `sync`.
 */
@Injectable()
export class Announcer implements OnModuleInit {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly realtime: Realtime,
  ) {}

  onModuleInit(): void {
    this.database.onCommit((commit) => this.announce(commit));
  }

  private announce({ facts, moves }: Commit): void {
    if (facts.size > 0) this.failpoint();
    for (const move of moves) this.realtime.move(move);
    for (const [stream, written] of facts) {
      const events = written.map(({ position, type, data }) => ({ position, type, data }));
      const frame: ChangesFrame = { stream, from: events[0]!.position, to: events.at(-1)!.position, events };
      this.realtime.publish(stream, 'changes', frame);
    }
  }

  /** The crash that a test needs most, and the pause: after the commit, before anybody heard of it. */
  private failpoint(): void {
    if (this.config.failpoint === 'crash-before-announce') process.kill(process.pid, 'SIGKILL');
    if (this.config.failpoint === 'stop-before-announce') process.kill(process.pid, 'SIGSTOP');
  }
}
