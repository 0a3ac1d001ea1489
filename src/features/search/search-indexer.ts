import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { isUnavailable } from '../../platform/database/errors.js';
import type { StreamId } from '../../platform/database/ids.js';
import { sqlTime } from '../../platform/database/sql.js';
import { MessageIndexing } from './message-indexing.js';

/** How far each look reaches back behind the last: longer than any transaction, which is stamped before it commits. */
const OVERLAP_MS = 30_000;
/** After a commit of this node: what is said in one breath is indexed together. */
const HINT_MS = 150;
/** Work on the index is followed by a rest of twice its length: whoever talks or reads goes first, and the index catches up when they pause. */
const REST = 2;

/**
 * Brings what was said into the index, after its commit and never within it. Every node looks every few seconds, by the database's clock, which
 * channels moved beyond what the index has of them, and soon after a commit of its own; the first look goes over all, so that nothing is
 * missed after a crash, and what was there before there was an index comes into it.
 */
@Injectable()
export class SearchIndexer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(SearchIndexer.name);
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private since: Date | undefined;
  private hinted = false;
  private stopped = false;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly indexing: MessageIndexing,
  ) {}

  onApplicationBootstrap(): void {
    this.database.onCommit(({ facts }) => {
      if (![...facts.keys()].some((stream) => stream.startsWith('channel:'))) return;
      if (this.hinted) return;
      this.hinted = true;
      if (!this.looking) this.schedule(HINT_MS);
    });
    this.schedule(0);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private schedule(inMs: number): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.hinted = false;
      this.looking = this.look()
        .catch((error: Error) =>
          this.logger.warn(`Could not bring messages into the index, will try again: ${error.message}`),
        )
        .then(() => {
          this.looking = undefined;
          this.schedule(this.hinted ? HINT_MS : this.config.headsIntervalMs);
        });
    }, inMs);
  }

  /**
   * One look. A failed one is repeated whole, because only the end of it remembers the time. After each batch it is everybody else's turn: SQLite answers
   * at once, so that a million messages would otherwise be one long wait for all who ask something meanwhile.
   */
  private async look(): Promise<void> {
    const now = await this.database.now();
    const from = this.since && new Date(this.since.getTime() - OVERLAP_MS);
    const behind: { id: StreamId }[] = await this.database.read((reader) =>
      reader.query(
        `SELECT s.id FROM streams s LEFT JOIN search_progress p ON p.stream = s.id
         WHERE s.id LIKE 'channel:%' AND (p.stream IS NULL OR s.position > p.position OR s.seq > p.seq) ${from ? 'AND s.movedAt >= ?' : ''}`,
        from ? [sqlTime(from)] : [],
      ),
    );
    let failed = false;
    for (const { id } of behind) if (!(await this.bringOn(id))) failed = true;
    if (!this.stopped && !failed) this.since = now;
  }

  private async advance(stream: StreamId): Promise<'more' | 'done'> {
    const begun = performance.now();
    const answer = await this.indexing.advance(stream);
    if (!this.stopped) await sleep((performance.now() - begun) * REST);
    return answer;
  }

  /** Answers whether it went well: a channel that cannot be indexed holds up no other. */
  private async bringOn(stream: StreamId): Promise<boolean> {
    try {
      while (!this.stopped && (await this.advance(stream)) === 'more');
      return true;
    } catch (error) {
      if (isUnavailable(error)) throw error; // so are all others
      this.logger.warn(`Could not bring ${stream} into the index, will try again: ${(error as Error).message}`);
      return false;
    }
  }
}
