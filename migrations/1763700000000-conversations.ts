import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { cascade, column, primary } from '../src/platform/database/migration-columns.js';

/** What people do in channels beside talking, and the record of what those in power do. */
export class Conversations1763700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables()) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables().reverse()) await runner.dropTable(table);
  }
}

const tables = () => [reactions(), threads(), edits(), mentions(), joinRequests(), audit(), notifications()];

const reactions = () =>
  new Table({
    name: 'reactions',
    columns: [
      column.key('id'),
      column.ref('messageId'),
      column.ref('userId'),
      column.text('emoji', 64),
      column.time('createdAt'),
      column.time('removedAt', true),
      column.number('version'),
    ],
    indices: [
      {
        name: 'uq_reactions_messageId_userId_emoji',
        columnNames: ['messageId', 'userId', 'emoji'],
        isUnique: true,
      },
    ],
    foreignKeys: [cascade('reactions', 'messageId', 'messages')],
  });

const threads = () =>
  new Table({
    name: 'threads',
    columns: [
      column.key('channelId'),
      column.ref('parentId'),
      column.ref('rootMessageId'),
      column.number('replyCount'),
      column.time('lastReplyAt', true),
      column.number('version'),
    ],
    indices: [
      { name: 'ix_threads_parentId', columnNames: ['parentId'] },
      { name: 'uq_threads_rootMessageId', columnNames: ['rootMessageId'], isUnique: true },
    ],
    foreignKeys: [cascade('threads', 'channelId', 'channels')],
  });

const edits = () =>
  new Table({
    name: 'message_edits',
    columns: [
      column.key('id'),
      column.ref('messageId'),
      column.number('version'),
      column.body('body'),
      column.time('writtenAt'),
    ],
    indices: [{ name: 'uq_message_edits_messageId_version', columnNames: ['messageId', 'version'], isUnique: true }],
    foreignKeys: [cascade('message_edits', 'messageId', 'messages')],
  });

const mentions = () =>
  new Table({
    name: 'mentions',
    columns: [
      primary(column.ref('channelId')),
      primary(column.ref('userId')),
      primary(column.number('seq')),
      column.ref('messageId'),
      column.time('createdAt'),
    ],
    indices: [{ name: 'ix_mentions_userId_createdAt', columnNames: ['userId', 'createdAt', 'messageId'] }],
    foreignKeys: [cascade('mentions', 'channelId', 'channels')],
  });

const joinRequests = () =>
  new Table({
    name: 'join_requests',
    columns: [
      column.key('id'),
      column.ref('channelId'),
      column.ref('userId'),
      column.ref('pendingUserId', true),
      column.text('message', 500),
      column.text('status', 16),
      column.time('createdAt'),
      column.time('processedAt', true),
      column.ref('processedBy', true),
      column.number('version'),
    ],
    indices: [
      {
        name: 'uq_join_requests_channelId_pendingUserId',
        columnNames: ['channelId', 'pendingUserId'],
        isUnique: true,
      },
      { name: 'ix_join_requests_channelId_createdAt', columnNames: ['channelId', 'createdAt'] },
    ],
    foreignKeys: [cascade('join_requests', 'channelId', 'channels')],
  });

const audit = () =>
  new Table({
    name: 'audit_entries',
    columns: [
      column.key('id'),
      column.ref('teamId'),
      column.time('at'),
      column.ref('actorId'),
      column.text('action', 48),
      column.ref('userId', true),
      column.ref('channelId', true),
      column.body('detail'),
    ],
    indices: [{ name: 'ix_audit_entries_teamId_at', columnNames: ['teamId', 'at', 'id'] }],
    foreignKeys: [cascade('audit_entries', 'teamId', 'teams')],
  });

const notifications = () =>
  new Table({
    name: 'team_notifications',
    columns: [
      column.key('id'),
      column.ref('teamId'),
      column.ref('authorId'),
      column.text('level', 16),
      column.text('title', 120),
      column.body('body'),
      column.time('createdAt'),
    ],
    indices: [{ name: 'ix_team_notifications_teamId_createdAt', columnNames: ['teamId', 'createdAt', 'id'] }],
    foreignKeys: [cascade('team_notifications', 'teamId', 'teams')],
  });
