import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { newId } from '../src/platform/database/ids.js';
import { column } from '../src/platform/database/migration-columns.js';

/** Streams, the change log, jobs with their dead letters, and the installation's own facts. */
export class Platform1763600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    if (runner.dataSource.options.type !== 'better-sqlite3') {
      // Under the other collations 👍 equals 😂; what must compare without case is stored normalised.
      await runner.query('ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
    }
    await runner.createTable(
      new Table({
        name: 'streams',
        columns: [
          { ...column.text('id', 50), isPrimary: true },
          column.number('position'),
          column.number('seq'),
          column.number('counted'),
          column.time('movedAt'),
        ],
        indices: [{ name: 'ix_streams_movedAt', columnNames: ['movedAt'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'changes',
        columns: [
          { ...column.text('stream', 50), isPrimary: true },
          { ...column.number('position'), isPrimary: true },
          column.text('type', 48),
          column.text('subjectId', 80),
          column.time('at'),
        ],
        indices: [{ name: 'ix_changes_at', columnNames: ['at'] }],
      }),
    );
    const jobColumns = [
      column.key('id'),
      column.text('queue', 24),
      column.text('name', 48),
      column.body('payload'),
      column.number('attempts'),
    ];
    await runner.createTable(
      new Table({
        name: 'jobs',
        columns: [
          ...jobColumns,
          column.time('runAt'),
          column.time('lockedUntil', true),
          column.body('lastError', true),
          column.time('createdAt'),
        ],
        indices: [{ name: 'ix_jobs_runAt', columnNames: ['runAt'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'dead_letters',
        columns: [...jobColumns, column.body('error'), column.time('createdAt'), column.time('failedAt')],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'installation',
        columns: [{ ...column.text('key', 48), isPrimary: true }, column.text('value', 200)],
      }),
    );
    await runner.query(`INSERT INTO installation VALUES ('epoch', '${newId()}')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['installation', 'dead_letters', 'jobs', 'changes', 'streams']) await runner.dropTable(table);
  }
}
