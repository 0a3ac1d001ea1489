import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { cascade, column } from '../src/platform/database/migration-columns.js';

/** Who people are elsewhere. */
export class Identities1763900200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'identities',
        columns: [
          column.key('id'),
          column.ref('userId'),
          column.text('issuer', 190),
          column.text('subject', 255),
          column.text('email', 254),
          column.time('createdAt'),
        ],
        foreignKeys: [cascade('identities', 'userId', 'users')],
        indices: [
          { name: 'uq_identities_issuer_subject', columnNames: ['issuer', 'subject'], isUnique: true },
          { name: 'uq_identities_userId_issuer', columnNames: ['userId', 'issuer'], isUnique: true },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('identities');
  }
}
