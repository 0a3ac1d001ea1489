import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Somebody who said something in a thread that stands, and what of it is newest. */
interface Replier {
  channelId: string;
  authorId: string;
  latest: number;
}

/** As many as the server keeps of each thread. */
const KEPT = 5;

/** Who answered lately in a thread, so that its line shows their faces. */
export class ThreadRepliers1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // As statements: TypeORM's own way builds the SQLite table anew.
    await runner.query(`ALTER TABLE threads ADD COLUMN replierIds varchar(200) NOT NULL DEFAULT '[]'`);
    const repliers = (await runner.query(
      `SELECT m.channelId, m.authorId, MAX(m.seq) AS latest FROM messages m JOIN threads t ON t.channelId = m.channelId
       WHERE m.kind = 'text' AND m.deletedAt IS NULL GROUP BY m.channelId, m.authorId ORDER BY m.channelId, latest DESC`,
    )) as Replier[];
    const threads = new Map<string, string[]>();
    for (const { channelId, authorId } of repliers)
      threads.set(channelId, [...(threads.get(channelId) ?? []), authorId].slice(0, KEPT));
    for (const [channelId, replierIds] of threads)
      await runner.query('UPDATE threads SET replierIds = ? WHERE channelId = ?', [
        JSON.stringify(replierIds),
        channelId,
      ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE threads DROP COLUMN replierIds');
  }
}
