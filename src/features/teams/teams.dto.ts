import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsNotIn } from 'class-validator';
import { channelCreations, teamRoles, type ChannelCreation, type TeamRole } from '../../core/access/roles.js';
import { Username } from '../../core/users/user.rules.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Id, Name, Omittable, Slug, Text } from '../../platform/errors/text.js';
import { reservedSlugs } from './slugs.js';

const TeamSlug = (): PropertyDecorator =>
  applyDecorators(Slug(), IsNotIn(reservedSlugs, { message: '$property must not be an address of the server itself' }));

/** A new team. */
export class CreateTeamDto {
  /** @example "Difference Engine" */
  @Name()
  name: string;

  /** For addresses; made of the name when left out. @example "difference-engine" */
  @Omittable()
  @TeamSlug()
  slug?: string;

  @Omittable()
  @Text({ max: 500, multiline: true })
  description?: string;
}

/** What to change about a team; what is left out stays. */
export class UpdateTeamDto {
  @Omittable()
  @Name()
  name?: string;

  @Omittable()
  @TeamSlug()
  slug?: string;

  @Omittable()
  @Text({ max: 500, multiline: true })
  description?: string;

  /** Who may make channels; guests and students never. */
  @Omittable()
  @IsIn(channelCreations)
  @ApiProperty({ enum: channelCreations, enumName: 'ChannelCreation' })
  channelCreation?: ChannelCreation;

  /** Whether members need a second factor to get in. Who asks for it has one. */
  @Omittable()
  @IsBoolean()
  requiresSecondFactor?: boolean;
}

/** A page of a team's members, those who joined first at its beginning. */
export class ListTeamMembersDto extends PageDto {
  /** Only those with this role. */
  @Omittable()
  @IsIn(teamRoles)
  @ApiProperty({ enum: teamRoles, enumName: 'TeamRole' })
  role?: TeamRole;
}

/** Whom to make a member: somebody by id or by username. */
export class AddTeamMemberDto {
  @Omittable()
  @Id()
  userId?: string;

  @Omittable()
  @Username()
  username?: string;

  /** `member` when left out. */
  @Omittable()
  @IsIn(teamRoles)
  @ApiProperty({ enum: teamRoles, enumName: 'TeamRole', default: 'member' })
  role?: TeamRole;
}

/** The role that a member gets. */
export class UpdateTeamMemberDto {
  @IsIn(teamRoles)
  @ApiProperty({ enum: teamRoles, enumName: 'TeamRole' })
  role: TeamRole;
}

/** The same as a command, which has no path for the member's id. */
export class UpdateTeamMemberCommandDto extends UpdateTeamMemberDto {
  @Id()
  userId: string;
}

/** Who becomes the owner. */
export class HandOverTeamDto {
  @Id()
  userId: string;
}

/** Who leaves the team. */
export class RemoveTeamMemberCommandDto {
  @Id()
  userId: string;
}
