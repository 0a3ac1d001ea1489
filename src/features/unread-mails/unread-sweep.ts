import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { InstallationEntity } from '../../platform/changes/stream.entity.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { PresenceStore } from '../presence/presence.store.js';
import { UnreadMailEntity } from './unread-mail.entity.js';
import { unreadMail } from './unread-mails.js';
import { peopleWaitedFor, type Stretch } from './unread-mails.queries.js';

/** The row that says up to when all nodes together have looked. */
const KEY = 'unread-mails';
const DAY_MS = 86_400_000;
/** After a longer stop of all nodes nobody is told of what was said at its beginning. */
const MAX_STRETCH_MS = DAY_MS;
/** Whoever gets the first such mail is told of what waits since then, and of nothing older. */
const FIRST_MS = 30 * DAY_MS;

/**
 * Looks for what has waited unread for UNREAD_MAIL_SECONDS. The nodes take turns: a look goes from where the last one ended, whoever made it, and where
 * it ends is written with the jobs that come of it. So everything is looked at once, however many nodes there are and however they die.
 */
@Injectable()
export class UnreadSweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(UnreadSweep.name);
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly presence: PresenceStore,
    private readonly http: HttpAdapterHost,
  ) {}

  /** Not in a worker, which has no connections and knows late who is there. */
  onApplicationBootstrap(): void {
    if (this.config.unreadMailSeconds > 0 && this.isNode) this.schedule();
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.looking;
  }

  /** A worker is made of the same modules and has no HTTP server, which Nest's type does not say. */
  private get isNode(): boolean {
    return (this.http.httpAdapter as unknown) !== undefined;
  }

  private schedule(): void {
    const pause = Math.min(60_000, this.config.unreadMailSeconds * 250);
    this.timer = setTimeout(() => {
      this.looking = this.look()
        .catch((error: Error) =>
          this.logger.warn(`Could not look for what is unread, will try again: ${error.message}`),
        )
        .then(() => {
          if (this.timer) this.schedule();
        });
    }, pause);
    this.timer.unref();
  }

  private async look(): Promise<void> {
    const now = await this.database.now();
    const until = new Date(now.getTime() - this.config.unreadMailSeconds * 1000);
    await this.database.write([], async (tx) => {
      const stretch = await claim(tx, until);
      if (!stretch) return;
      for (const userId of await peopleWaitedFor(tx.manager, stretch))
        if (this.presence.devicesOf(userId) === undefined) await tell(tx, userId, now);
    });
  }
}

/** Takes what nobody has looked at, for this transaction's node alone: another one waits for the row and then finds it moved. */
async function claim({ manager }: WriteTx, until: Date): Promise<Stretch | undefined> {
  const row = await manager.findOneBy(InstallationEntity, { key: KEY });
  const value = until.toISOString();
  if (!row) {
    await manager
      .createQueryBuilder()
      .insert()
      .into(InstallationEntity)
      .values({ key: KEY, value })
      .orIgnore()
      .execute();
    return undefined;
  }
  if (row.value >= value) return undefined;
  const { affected } = await manager.update(InstallationEntity, { key: KEY, value: row.value }, { value });
  const after = new Date(Math.max(Date.parse(row.value), until.getTime() - MAX_STRETCH_MS));
  return affected === 1 ? { after, until } : undefined;
}

/** Everything that waits goes into one mail, also what has waited less long; what was told before does not. */
async function tell(tx: WriteTx, userId: string, now: Date): Promise<void> {
  const told = await tx.manager.findOneBy(UnreadMailEntity, { userId });
  const after = told?.toldUntil ?? new Date(now.getTime() - FIRST_MS);
  await tx.manager.upsert(UnreadMailEntity, { userId, toldUntil: now }, ['userId']);
  tx.enqueue(unreadMail, { userId, after: after.toISOString(), until: now.toISOString() });
}
