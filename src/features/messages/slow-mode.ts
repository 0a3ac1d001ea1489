import { judge } from '../../core/access/rules.js';
import type { ChannelStanding } from '../../core/access/standing.js';
import { fromSqlTime, placeholders, sqlTime } from '../../platform/database/sql.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { groupBy } from '../../platform/changes/group-by.js';
import { fail } from '../../platform/errors/problem.js';

/** Whether the person waits between two messages here: who leads the channel or moderates the team does not. */
export function isSlowed(standing: ChannelStanding): boolean {
  return standing.slowModeSeconds > 0 && judge('message.skip_slow_mode', standing) !== 'granted';
}

/** When people who wait between two messages may send the next, for one set of messages. */
export class SlowMode {
  private constructor(
    private readonly now: Date,
    private readonly last: Map<string, Date>,
  ) {}

  /**
   * Looks up who of them sent something lately, in one query, and in none when nobody has to wait. It reads what was said in the channel within its
   * pause, which is at most one message of each.
   */
  static async of(tx: WriteTx, standings: ChannelStanding[]): Promise<SlowMode> {
    const channels = [...groupBy(standings.filter(isSlowed), ({ channelId }) => channelId).values()];
    if (channels.length === 0) return new SlowMode(tx.now, new Map());
    const recent = channels.map(
      (people) => `SELECT channelId, authorId, MAX(createdAt) AS createdAt FROM messages
       WHERE channelId = ? AND createdAt > ? AND kind = 'text' AND authorId IN ${placeholders(1, people.length)} GROUP BY channelId, authorId`,
    );
    const rows: { channelId: string; authorId: string; createdAt: Date | string }[] = await tx.manager.query(
      recent.join(' UNION ALL '),
      channels.flatMap((people) => {
        const { channelId, slowModeSeconds } = people[0]!;
        const since = new Date(tx.now.getTime() - slowModeSeconds * 1_000);
        return [channelId, sqlTime(since), ...people.map(({ userId }) => userId)];
      }),
    );
    return new SlowMode(
      tx.now,
      new Map(rows.map(({ channelId, authorId, createdAt }) => [`${channelId} ${authorId}`, fromSqlTime(createdAt)])),
    );
  }

  /** Lets a message through, and after it none of the person's for the pause. @throws Problem `channel.slow_mode`. */
  admit(standing: ChannelStanding): void {
    if (!isSlowed(standing)) return;
    const key = `${standing.channelId} ${standing.userId}`;
    const last = this.last.get(key);
    const wait = last ? last.getTime() + standing.slowModeSeconds * 1_000 - this.now.getTime() : 0;
    if (wait > 0) throw fail('channel.slow_mode', { retryAfter: Math.ceil(wait / 1_000) });
    this.last.set(key, this.now);
  }
}
