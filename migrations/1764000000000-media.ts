import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { cascade, column } from '../src/platform/database/migration-columns.js';

/** What people upload, what lies in storage for it, and how many of it hang on a message. */
export class Media1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(media());
    await runner.createTable(files());
    await runner.query('ALTER TABLE messages ADD COLUMN mediaCount integer NOT NULL DEFAULT 0');
    await runner.query('ALTER TABLE users ADD COLUMN avatarId varchar(36) NULL');
    await runner.query('ALTER TABLE teams ADD COLUMN iconId varchar(36) NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE teams DROP COLUMN iconId');
    await runner.query('ALTER TABLE users DROP COLUMN avatarId');
    await runner.query('ALTER TABLE messages DROP COLUMN mediaCount');
    await runner.dropTable('media_files');
    await runner.dropTable('media');
  }
}

const media = () =>
  new Table({
    name: 'media',
    columns: [
      column.key('id'),
      column.ref('ownerId'),
      column.text('purpose', 16),
      column.ref('subjectId', true),
      column.ref('messageId', true),
      column.number('place', false, 0),
      column.text('kind', 16),
      column.text('state', 16),
      column.text('reason', 32, true),
      column.text('scanStatus', 16),
      column.text('name', 200),
      column.text('contentType', 127),
      column.number('size'),
      column.number('width', true),
      column.number('height', true),
      column.number('durationMs', true),
      column.text('waveform', 1100, true),
      column.text('placeholder', 1000, true),
      column.ref('jobId', true),
      column.time('createdAt'),
      column.time('removedAt', true),
      column.number('version'),
    ],
    indices: [
      { name: 'ix_media_messageId_createdAt', columnNames: ['messageId', 'createdAt'] },
      { name: 'ix_media_ownerId', columnNames: ['ownerId', 'removedAt'] },
      { name: 'ix_media_state', columnNames: ['state', 'createdAt'] },
      { name: 'ix_media_removedAt', columnNames: ['removedAt'] },
    ],
    foreignKeys: [{ ...cascade('media', 'messageId', 'messages'), onDelete: 'SET NULL' }],
  });

const files = () =>
  new Table({
    name: 'media_files',
    columns: [
      column.key('id'),
      column.ref('mediaId'),
      column.text('role', 16),
      column.text('contentType', 127),
      column.number('size'),
    ],
    indices: [{ name: 'uq_media_files_mediaId_role', columnNames: ['mediaId', 'role'], isUnique: true }],
    foreignKeys: [cascade('media_files', 'mediaId', 'media')],
  });
