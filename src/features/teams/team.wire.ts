import { ApiProperty } from '@nestjs/swagger';
import type { TeamMemberEntity } from '../../core/access/member.entities.js';
import { channelCreations, teamRoles, type ChannelCreation, type TeamRole } from '../../core/access/roles.js';
import { User } from '../../core/users/user.wire.js';
import { PageCursors } from '../../platform/errors/page.dto.js';
import type { TeamEntity } from './team.entity.js';

/** A group of people with channels of its own. */
export class Team {
  id: string;
  /** @example "Difference Engine" */
  name: string;
  /** Unique in the installation, for addresses. @example "difference-engine" */
  slug: string;
  description: string;
  /** Of its picture, which `GET /teams/:teamId/icon` hands out; null for none. Another picture has another id. */
  @ApiProperty({ type: String, nullable: true })
  iconId: string | null;
  /** Who may make channels; guests and students never. */
  @ApiProperty({ enum: channelCreations, enumName: 'ChannelCreation' })
  channelCreation: ChannelCreation;
  /** Whether members need a second factor to get in. */
  requiresSecondFactor: boolean;
  /** RFC 3339, UTC, milliseconds. */
  createdAt: string;
  /** Grows with every change: of two copies the higher is the newer. */
  version: number;
}

/** A team as one of its members lists it. */
export class MyTeam extends Team {
  /** The viewer's own. */
  @ApiProperty({ enum: teamRoles, enumName: 'TeamRole' })
  role: TeamRole;
  /** Whether the viewer is kept out of what is in it until they have a second factor. */
  withheld: boolean;
}

/** The viewer's teams, the one joined first at the beginning. */
export class TeamPage extends PageCursors {
  @ApiProperty({ type: () => [MyTeam] })
  items: MyTeam[];
}

/** A person in a team. */
export class TeamMember {
  teamId: string;
  user: User;
  @ApiProperty({ enum: teamRoles, enumName: 'TeamRole' })
  role: TeamRole;
  /** RFC 3339, UTC, milliseconds. */
  joinedAt: string;
  version: number;
}

/** A page of a team's members, the one who joined first at the beginning. */
export class TeamMemberPage extends PageCursors {
  @ApiProperty({ type: () => [TeamMember] })
  items: TeamMember[];
}

/** A membership that ended: by leaving or by being removed. */
export class TeamMemberGone {
  teamId: string;
  userId: string;
  /** Of the membership: a later return has a higher one. */
  version: number;
}

/** Somebody is kept out of a team until they have a second factor; `team.member.updated` on their own stream brings it back. */
export class TeamWithheld {
  teamId: string;
}

/** A team that is no more. */
export class TeamDeleted {
  id: string;
}

export function toTeam({ createdAt, requiresSecondFactor, ...team }: TeamEntity): Team {
  const { id, name, slug, description, iconId, channelCreation, version } = team;
  const settings = { channelCreation, requiresSecondFactor: Boolean(requiresSecondFactor) };
  return { id, name, slug, description, iconId, ...settings, createdAt: createdAt.toISOString(), version };
}

export function toTeamMember({ teamId, role, joinedAt, version }: TeamMemberEntity, user: User): TeamMember {
  return { teamId, user, role, joinedAt: joinedAt.toISOString(), version };
}
