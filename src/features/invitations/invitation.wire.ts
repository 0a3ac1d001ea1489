import { ApiProperty } from '@nestjs/swagger';
import { teamRoles, type TeamRole } from '../../core/access/roles.js';
import { User } from '../../core/users/user.wire.js';
import { PageCursors } from '../../platform/errors/page.dto.js';
import type { InvitationEntity } from './invitation.entity.js';

const invitationStates = ['open', 'expired', 'revoked', 'used_up'] as const;
export type InvitationState = (typeof invitationStates)[number];

/** A link that lets people into a team. */
export class Invitation {
  id: string;
  teamId: string;
  /** 144 random bits, URL-safe. @example "bXk5V0p5d2h0c0FzY2Rl" */
  code: string;
  /** What to hand on. @example "https://chat.example.org/invite/bXk5V0p5d2h0c0FzY2Rl" */
  url: string;
  /** What those who accept become. */
  @ApiProperty({ enum: teamRoles, enumName: 'TeamRole' })
  role: TeamRole;
  createdBy: User;
  /** RFC 3339, UTC, milliseconds. */
  createdAt: string;
  /** RFC 3339; null when it never expires. */
  @ApiProperty({ type: String, nullable: true })
  expiresAt: string | null;
  /** How many people it lets in; null for any number. */
  @ApiProperty({ type: 'integer', nullable: true })
  maxUses: number | null;
  /** How many people it has let in. */
  uses: number;
  @ApiProperty({ type: String, nullable: true })
  revokedAt: string | null;
  @ApiProperty({ enum: invitationStates, enumName: 'InvitationState' })
  state: InvitationState;
  /** Grows with every change: of two copies the higher is the newer. */
  version: number;
}

/** A page of a team's invitations, the newest at the beginning. */
export class InvitationPage extends PageCursors {
  @ApiProperty({ type: () => [Invitation] })
  items: Invitation[];
}

/** The team as those see it who hold a code and are not in it. */
export class InvitingTeam {
  id: string;
  name: string;
  slug: string;
}

/** What an invitation leads to, for everybody who holds its code, signed in or not. */
export class InvitationPreview {
  team: InvitingTeam;
  inviter: User;
  memberCount: number;
  /** What those who accept become. */
  @ApiProperty({ enum: teamRoles, enumName: 'TeamRole' })
  role: TeamRole;
  /** RFC 3339; null when it never expires. */
  @ApiProperty({ type: String, nullable: true })
  expiresAt: string | null;
  @ApiProperty({ enum: invitationStates, enumName: 'InvitationState' })
  state: InvitationState;
}

/** What becomes of somebody who would accept at this time. Who withdrew an invitation is told first, then the clock, then the count. */
export function stateAt({ revokedAt, expiresAt, maxUses, uses }: InvitationEntity, time: Date): InvitationState {
  if (revokedAt) return 'revoked';
  if (expiresAt && expiresAt <= time) return 'expired';
  return maxUses !== null && uses >= maxUses ? 'used_up' : 'open';
}

export function toInvitation(invitation: InvitationEntity, createdBy: User, publicUrl: string, time: Date): Invitation {
  const { id, teamId, code, role, maxUses, uses, version } = invitation;
  return {
    ...{ id, teamId, code, role, createdBy, maxUses, uses, version },
    url: `${publicUrl}/invite/${code}`,
    createdAt: invitation.createdAt.toISOString(),
    expiresAt: invitation.expiresAt?.toISOString() ?? null,
    revokedAt: invitation.revokedAt?.toISOString() ?? null,
    state: stateAt(invitation, time),
  };
}
