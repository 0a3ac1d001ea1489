import { Entity, ForeignKey, Index } from 'typeorm';
import type { TeamRole } from '../../core/access/roles.js';
import { KeyColumn, NumberColumn, RefColumn, TextColumn, TimeColumn } from '../../platform/database/columns.js';

/** A link that lets people into a team. */
@Entity('invitations')
export class InvitationEntity {
  @KeyColumn()
  id: string;

  @ForeignKey('teams', { name: 'fk_invitations_teamId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @Index('ix_invitations_teamId')
  @RefColumn()
  teamId: string;

  /** 128 random bits or more, URL-safe. */
  @Index('uq_invitations_code', { unique: true })
  @TextColumn(32)
  code: string;

  @TextColumn(16)
  role: TeamRole;

  @RefColumn()
  createdBy: string;

  @TimeColumn()
  createdAt: Date;

  @TimeColumn({ nullable: true })
  expiresAt: Date | null;

  @NumberColumn({ nullable: true })
  maxUses: number | null;

  @NumberColumn()
  uses: number;

  @TimeColumn({ nullable: true })
  revokedAt: Date | null;

  @NumberColumn()
  version: number;
}

/** Who came in by which invitation: accepting again is answered with the first acceptance and counts once. */
@Entity('invitation_uses')
@Index('uq_invitation_uses_invitationId_userId', ['invitationId', 'userId'], { unique: true })
export class InvitationUseEntity {
  @KeyColumn()
  id: string;

  @ForeignKey('invitations', { name: 'fk_invitation_uses_invitationId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @RefColumn()
  invitationId: string;

  @RefColumn()
  userId: string;

  @TimeColumn()
  at: Date;
}
