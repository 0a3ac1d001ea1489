import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { KeyColumn, NumberColumn, RefColumn, TextColumn, TimeColumn } from '../../platform/database/columns.js';
import type { Departure } from './voice.wire.js';

/**
 * Where somebody is, and was last: one row a person, so nobody is in two calls. It stays when they go, because what is told of them carries a version
 * that only grows.
 */
@Entity('voice_participants')
@Index('ix_voice_participants_channelId', ['channelId'])
@Index('ix_voice_participants_connectionId', ['connectionId'])
@Index('uq_voice_participants_peerId', ['peerId'], { unique: true })
export class VoiceParticipantEntity {
  @ForeignKey('users', { name: 'fk_voice_participants_userId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @KeyColumn()
  userId: string;

  /** Null for who is in no call. */
  @ForeignKey('channels', { name: 'fk_voice_participants_channelId', onDelete: 'SET NULL', onUpdate: 'CASCADE' })
  @RefColumn({ nullable: true })
  channelId: string | null;

  /** Of this stay: what others address signals to. */
  @RefColumn()
  peerId: string;

  /** Of the device: where signals go. It is never told to anybody. */
  @RefColumn()
  connectionId: string;

  @RefColumn()
  sessionId: string;

  @Column({ type: 'boolean', default: false })
  muted: boolean;

  @Column({ type: 'boolean', default: false })
  deafened: boolean;

  @Column({ type: 'boolean', default: false })
  camera: boolean;

  @Column({ type: 'boolean', default: false })
  screen: boolean;

  /** Ids of the channels in which a moderator has turned their microphone off, as JSON: leaving and coming back does not turn it on. */
  @Column({ type: 'text' })
  silencedIn: string;

  /** How the last stay ended; null during one. */
  @TextColumn(16, { nullable: true })
  endedBy: Departure | null;

  @TimeColumn()
  joinedAt: Date;

  /** Whoever is not heard of until then counts as lost. The node that holds the connection puts it off. */
  @TimeColumn()
  aliveUntil: Date;

  @NumberColumn()
  version: number;
}

/** A call in a DM. */
@Entity('voice_calls')
@Index('ix_voice_calls_channelId_endedAt', ['channelId', 'endedAt'])
export class VoiceCallEntity {
  @KeyColumn()
  id: string;

  @ForeignKey('channels', { name: 'fk_voice_calls_channelId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @RefColumn()
  channelId: string;

  @RefColumn()
  callerId: string;

  @TimeColumn()
  startedAt: Date;

  @TimeColumn()
  ringUntil: Date;

  @TimeColumn({ nullable: true })
  answeredAt: Date | null;

  @TimeColumn({ nullable: true })
  endedAt: Date | null;

  /** Ids of those who will not come, as JSON. */
  @Column({ type: 'text' })
  declinedBy: string;

  @NumberColumn()
  version: number;
}
