import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { cascade, column, primary } from '../src/platform/database/migration-columns.js';

/** Who is in which call, and the calls in DMs. */
export class Voice1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(participants());
    await runner.createTable(calls());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('voice_calls');
    await runner.dropTable('voice_participants');
  }
}

const participants = () =>
  new Table({
    name: 'voice_participants',
    columns: [
      primary(column.ref('userId')),
      column.ref('channelId', true),
      ...[column.ref('peerId'), column.ref('connectionId'), column.ref('sessionId')],
      ...[column.flag('muted'), column.flag('deafened'), column.flag('camera'), column.flag('screen')],
      column.body('silencedIn'),
      column.text('endedBy', 16, true),
      column.time('joinedAt'),
      column.time('aliveUntil'),
      column.number('version'),
    ],
    indices: [
      { name: 'ix_voice_participants_channelId', columnNames: ['channelId'] },
      { name: 'ix_voice_participants_connectionId', columnNames: ['connectionId'] },
      { name: 'uq_voice_participants_peerId', columnNames: ['peerId'], isUnique: true },
    ],
    foreignKeys: [
      cascade('voice_participants', 'userId', 'users'),
      { ...cascade('voice_participants', 'channelId', 'channels'), onDelete: 'SET NULL' },
    ],
  });

const calls = () =>
  new Table({
    name: 'voice_calls',
    columns: [
      ...[column.key('id'), column.ref('channelId'), column.ref('callerId')],
      ...[column.time('startedAt'), column.time('ringUntil'), column.time('answeredAt', true)],
      ...[column.time('endedAt', true), column.body('declinedBy'), column.number('version')],
    ],
    indices: [{ name: 'ix_voice_calls_channelId_endedAt', columnNames: ['channelId', 'endedAt'] }],
    foreignKeys: [cascade('voice_calls', 'channelId', 'channels')],
  });
