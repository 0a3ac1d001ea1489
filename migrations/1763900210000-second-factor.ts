import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { cascade, column, primary } from '../src/platform/database/migration-columns.js';

/** A second factor, and teams that ask for one. */
export class SecondFactor1763900210000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'second_factors',
        columns: [primary(column.ref('userId')), column.text('secret', 64), column.number('lastStep')],
        foreignKeys: [cascade('second_factors', 'userId', 'users')],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'recovery_codes',
        columns: [primary(column.text('hash', 64)), column.ref('userId')],
        foreignKeys: [cascade('recovery_codes', 'userId', 'users')],
        indices: [{ name: 'ix_recovery_codes_userId', columnNames: ['userId'] }],
      }),
    );
    // The Table API would make the tables anew on SQLite.
    await runner.query('ALTER TABLE users ADD COLUMN secondFactorAt datetime(3) NULL');
    await runner.query('ALTER TABLE teams ADD COLUMN requiresSecondFactor boolean NOT NULL DEFAULT 0');
    await runner.query('ALTER TABLE team_members ADD COLUMN withheld boolean NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE team_members DROP COLUMN withheld');
    await runner.query('ALTER TABLE teams DROP COLUMN requiresSecondFactor');
    await runner.query('ALTER TABLE users DROP COLUMN secondFactorAt');
    await runner.dropTable('recovery_codes');
    await runner.dropTable('second_factors');
  }
}
