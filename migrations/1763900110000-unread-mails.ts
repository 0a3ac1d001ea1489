import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { column, primary } from '../src/platform/database/migration-columns.js';

/** Up to when somebody was told by mail of what waits for them. */
export class UnreadMails1763900110000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX ix_mentions_createdAt ON mentions (createdAt)');
    await runner.createTable(
      new Table({ name: 'unread_mails', columns: [primary(column.ref('userId')), column.time('toldUntil')] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('unread_mails');
    await runner.dropIndex('mentions', 'ix_mentions_createdAt');
  }
}
