import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { cascade, column, primary } from '../src/platform/database/migration-columns.js';

/** What links in mails and codes of a sign-in stand for. */
export class OneTimeTokens1763900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'one_time_tokens',
        columns: [
          primary(column.text('hash', 64)),
          column.text('purpose', 32),
          column.ref('userId'),
          column.body('payload'),
          column.time('expiresAt'),
        ],
        foreignKeys: [cascade('one_time_tokens', 'userId', 'users')],
        indices: [
          { name: 'ix_one_time_tokens_userId', columnNames: ['userId'] },
          { name: 'ix_one_time_tokens_expiresAt', columnNames: ['expiresAt'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('one_time_tokens');
  }
}
