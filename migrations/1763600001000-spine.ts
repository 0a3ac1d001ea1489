import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { cascade, column, primary } from '../src/platform/database/migration-columns.js';

/** People and their sessions, teams, invitations, channels and messages. */
export class Spine1763600001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const tables = [users(), ...sessions(), ...teams(), ...invitations(), ...channels(), messages()];
    for (const table of tables) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = [users(), ...sessions(), ...teams(), ...invitations(), ...channels(), messages()];
    for (const table of tables.reverse()) await runner.dropTable(table);
  }
}

const users = () =>
  new Table({
    name: 'users',
    columns: [
      column.key('id'),
      column.text('username', 32),
      column.text('displayName', 80),
      column.text('email', 254),
      column.text('passwordHash', 200, true),
      column.flag('isOwner'),
      column.time('disabledAt', true),
      column.time('lastLoginAt', true),
      column.text('lastChannelId', 36, true),
      column.text('status', 600, true),
      column.text('availability', 16, false, 'auto'),
      column.time('lastSeenAt', true),
      column.time('createdAt'),
      column.number('version'),
    ],
    indices: [
      { name: 'uq_users_username', columnNames: ['username'], isUnique: true },
      { name: 'uq_users_email', columnNames: ['email'], isUnique: true },
    ],
  });

const sessions = () => [
  new Table({
    name: 'sessions',
    columns: [
      column.key('id'),
      column.ref('userId'),
      column.text('userAgent', 255),
      column.text('address', 45),
      column.time('createdAt'),
      column.time('lastUsedAt'),
      column.time('expiresAt'),
      column.time('endedAt', true),
      column.text('endReason', 16, true),
    ],
    indices: [{ name: 'ix_sessions_userId', columnNames: ['userId'] }],
    foreignKeys: [cascade('sessions', 'userId', 'users')],
  }),
  new Table({
    name: 'refresh_tokens',
    columns: [
      column.key('id'),
      column.ref('sessionId'),
      column.text('hash', 64),
      column.ref('parentId', true),
      column.time('createdAt'),
      column.time('rotatedAt', true),
    ],
    indices: [
      { name: 'ix_refresh_tokens_sessionId', columnNames: ['sessionId'] },
      { name: 'uq_refresh_tokens_hash', columnNames: ['hash'], isUnique: true },
    ],
    foreignKeys: [cascade('refresh_tokens', 'sessionId', 'sessions')],
  }),
];

/** How a membership tells of a ban. */
const ban = () => [column.time('bannedUntil', true), column.text('banReason', 200, true), column.ref('bannedBy', true)];

const teams = () => [
  new Table({
    name: 'teams',
    columns: [
      column.key('id'),
      column.text('name', 80),
      column.text('slug', 48),
      column.text('description', 500),
      column.text('channelCreation', 16, false, 'members'),
      column.time('createdAt'),
      column.number('version'),
    ],
    indices: [{ name: 'uq_teams_slug', columnNames: ['slug'], isUnique: true }],
  }),
  new Table({
    name: 'team_members',
    columns: [
      primary(column.ref('teamId')),
      primary(column.ref('userId')),
      column.text('role', 16),
      column.text('state', 16),
      column.time('joinedAt'),
      column.number('version'),
      ...ban(),
    ],
    indices: [{ name: 'ix_team_members_userId', columnNames: ['userId'] }],
    foreignKeys: [cascade('team_members', 'teamId', 'teams'), cascade('team_members', 'userId', 'users')],
  }),
];

const invitations = () => [
  new Table({
    name: 'invitations',
    columns: [
      column.key('id'),
      column.ref('teamId'),
      column.text('code', 32),
      column.text('role', 16),
      column.ref('createdBy'),
      column.time('createdAt'),
      column.time('expiresAt', true),
      column.number('maxUses', true),
      column.number('uses'),
      column.time('revokedAt', true),
      column.number('version'),
    ],
    indices: [
      { name: 'ix_invitations_teamId', columnNames: ['teamId'] },
      { name: 'uq_invitations_code', columnNames: ['code'], isUnique: true },
    ],
    foreignKeys: [cascade('invitations', 'teamId', 'teams')],
  }),
  new Table({
    name: 'invitation_uses',
    columns: [column.key('id'), column.ref('invitationId'), column.ref('userId'), column.time('at')],
    indices: [
      {
        name: 'uq_invitation_uses_invitationId_userId',
        columnNames: ['invitationId', 'userId'],
        isUnique: true,
      },
    ],
    foreignKeys: [cascade('invitation_uses', 'invitationId', 'invitations')],
  }),
];

const channels = () => [
  new Table({
    name: 'channels',
    columns: [
      column.key('id'),
      column.ref('teamId', true),
      column.text('kind', 16),
      column.text('visibility', 16),
      column.text('name', 80),
      column.text('slug', 48),
      column.text('topic', 250),
      column.flag('isGeneral'),
      column.ref('hostId'),
      column.time('archivedAt', true),
      column.time('createdAt'),
      column.number('slowModeSeconds', false, 0),
      column.ref('parentId', true),
      column.ref('rootMessageId', true),
      column.ref('originMessageId', true),
      column.text('dmKey', 64, true),
      column.number('version'),
    ],
    indices: [
      { name: 'uq_channels_teamId_slug', columnNames: ['teamId', 'slug'], isUnique: true },
      { name: 'uq_channels_dmKey', columnNames: ['dmKey'], isUnique: true },
      { name: 'uq_channels_rootMessageId', columnNames: ['rootMessageId'], isUnique: true },
      { name: 'ix_channels_parentId', columnNames: ['parentId'] },
    ],
    foreignKeys: [cascade('channels', 'teamId', 'teams'), cascade('channels', 'parentId', 'channels')],
  }),
  new Table({
    name: 'channel_members',
    columns: [
      primary(column.ref('channelId')),
      primary(column.ref('userId')),
      column.text('role', 16),
      column.text('state', 16),
      column.time('joinedAt'),
      column.number('version'),
      column.number('readSeq'),
      column.number('readCounted'),
      column.number('readVersion', false, 0),
      column.number('readResetSeq', false, 0),
      column.text('notify', 16, false, 'all'),
      column.flag('muted'),
      column.number('closedSeq', true),
      column.number('preferencesVersion', false, 0),
      ...ban(),
    ],
    indices: [{ name: 'ix_channel_members_userId', columnNames: ['userId'] }],
    foreignKeys: [cascade('channel_members', 'channelId', 'channels'), cascade('channel_members', 'userId', 'users')],
  }),
];

const messages = () =>
  new Table({
    name: 'messages',
    columns: [
      column.key('id'),
      column.ref('channelId'),
      column.number('seq'),
      column.number('counted'),
      column.ref('authorId'),
      column.text('kind', 16),
      column.body('body'),
      column.ref('replyToId', true),
      column.ref('nonce', true),
      column.text('requestHash', 64, true),
      column.time('createdAt'),
      column.time('editedAt', true),
      column.time('deletedAt', true),
      column.body('mentions', true),
      column.number('reactionCount', false, 0),
      column.time('pinnedAt', true),
      column.ref('pinnedBy', true),
      column.number('version'),
    ],
    indices: [
      { name: 'uq_messages_channelId_seq', columnNames: ['channelId', 'seq'], isUnique: true },
      { name: 'uq_messages_authorId_nonce', columnNames: ['authorId', 'nonce'], isUnique: true },
      { name: 'ix_messages_channelId_createdAt', columnNames: ['channelId', 'createdAt'] },
      { name: 'ix_messages_channelId_pinnedAt', columnNames: ['channelId', 'pinnedAt'] },
    ],
    foreignKeys: [cascade('messages', 'channelId', 'channels')],
  });
