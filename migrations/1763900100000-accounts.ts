import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { column, primary } from '../src/platform/database/migration-columns.js';

const TIMES = ['emailVerifiedAt', 'deletedAt'];

/** Whose address is proven, whose account is gone, and who does not want which mails. */
export class Accounts1763900100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // As statements: TypeORM's own way builds the SQLite table anew.
    for (const name of TIMES) await runner.query(`ALTER TABLE users ADD COLUMN ${name} datetime(3) NULL`);
    // For everything that is stored of one person.
    await runner.query('CREATE INDEX ix_reactions_userId ON reactions (userId)');
    await runner.createTable(
      new Table({
        name: 'mail_refusals',
        columns: [primary(column.text('recipient', 64)), primary(column.text('kind', 16)), column.time('at')],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('mail_refusals');
    await runner.dropIndex('reactions', 'ix_reactions_userId');
    for (const name of TIMES) await runner.query(`ALTER TABLE users DROP COLUMN ${name}`);
  }
}
