import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { column } from '../src/platform/database/migration-columns.js';

/** The record of what the owners of the installation do, and the stream whose lock decides who is one. */
export class Administration1763900300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'installation_audit_entries',
        columns: [
          column.key('id'),
          column.time('at'),
          column.ref('actorId', true),
          column.text('action', 48),
          column.ref('userId', true),
          column.body('detail'),
        ],
        indices: [{ name: 'ix_installation_audit_entries_at', columnNames: ['at', 'id'] }],
      }),
    );
    await runner.query(
      "INSERT INTO streams (id, position, seq, counted, movedAt) VALUES ('installation:owners', 0, 0, 0, '2026-01-01 00:00:00.000')",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM streams WHERE id = 'installation:owners'");
    await runner.dropTable('installation_audit_entries');
  }
}
