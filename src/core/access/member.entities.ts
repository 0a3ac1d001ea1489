import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { NumberColumn, RefColumn, TextColumn, TimeColumn } from '../../platform/database/columns.js';
import type { ChannelRole, TeamRole } from './roles.js';

/**
 * `banned` is removed and kept out, until `bannedUntil` or for ever.
 * `joined`; `left` by one's own will, which is remembered: joining the team again does not bring a left channel back;
 * `removed` by somebody; `parted` from a channel because the team was left. Rows stay, so that `version` never runs backwards.
 */
export type MemberState = 'joined' | 'left' | 'removed' | 'parted' | 'banned';

/** What somebody wants to be notified of in a channel. */
export const notifyLevels = ['all', 'mentions', 'none'] as const;
export type NotifyLevel = (typeof notifyLevels)[number];

/** A person in a team. */
@Entity('team_members')
export class TeamMemberEntity {
  @ForeignKey('teams', { name: 'fk_team_members_teamId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @PrimaryColumn({ type: 'varchar', length: 36 })
  teamId: string;

  @ForeignKey('users', { name: 'fk_team_members_userId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @Index('ix_team_members_userId')
  @PrimaryColumn({ type: 'varchar', length: 36 })
  userId: string;

  @TextColumn(16)
  role: TeamRole;

  @TextColumn(16)
  state: MemberState;

  /** Of who is banned: since when. */
  @TimeColumn()
  joinedAt: Date;

  @NumberColumn()
  version: number;

  /** End of a ban; null for one without. */
  @TimeColumn({ nullable: true })
  bannedUntil: Date | null;

  @TextColumn(200, { nullable: true })
  banReason: string | null;

  @RefColumn({ nullable: true })
  bannedBy: string | null;

  /** Kept out of what is in the team until they have the second factor that it asks for. */
  @Column({ type: 'boolean', default: false })
  withheld: boolean;
}

/** A person in a channel, with how far they have read. */
@Entity('channel_members')
export class ChannelMemberEntity {
  @ForeignKey('channels', { name: 'fk_channel_members_channelId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @PrimaryColumn({ type: 'varchar', length: 36 })
  channelId: string;

  @ForeignKey('users', { name: 'fk_channel_members_userId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @Index('ix_channel_members_userId')
  @PrimaryColumn({ type: 'varchar', length: 36 })
  userId: string;

  @TextColumn(16)
  role: ChannelRole;

  @TextColumn(16)
  state: MemberState;

  /** Of who is banned: since when. */
  @TimeColumn()
  joinedAt: Date;

  @NumberColumn()
  version: number;

  /** Newest message read. Only grows. */
  @NumberColumn()
  readSeq: number;

  /** How many of the messages up to `readSeq` count as unread for others: unread is the stream's `counted` minus this. */
  @NumberColumn()
  readCounted: number;

  /** Grows when the mark is set back by hand: of two marks the higher version stands, of equal ones the further. */
  @NumberColumn({ default: 0 })
  readVersion: number;

  /** Where the channel stood when the mark was set back last: own messages up to there do not move it. */
  @NumberColumn({ default: 0 })
  readResetSeq: number;

  /** What the person wants to be notified of. */
  @TextColumn(16, { default: 'all' })
  notify: NotifyLevel;

  @Column({ type: 'boolean', default: false })
  muted: boolean;

  /** A DM is hidden as long as nothing is said after this `seq`. */
  @NumberColumn({ nullable: true })
  closedSeq: number | null;

  /** Of `notify`, `muted` and `closedSeq`: grows with every change. */
  @NumberColumn({ default: 0 })
  preferencesVersion: number;

  /** End of a ban; null for one without. */
  @TimeColumn({ nullable: true })
  bannedUntil: Date | null;

  @TextColumn(200, { nullable: true })
  banReason: string | null;

  @RefColumn({ nullable: true })
  bannedBy: string | null;
}
