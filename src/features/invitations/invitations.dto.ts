import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, IsIn, IsInt, Max, Min, ValidateIf } from 'class-validator';
import { teamRoles, type TeamRole } from '../../core/access/roles.js';
import { LowerCase } from '../../core/users/user.rules.js';
import { Id, Nullable, Omittable, Text } from '../../platform/errors/text.js';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** How long an invitation lasts when nothing is said: the week that Discord and Slack settled at, or nearly. */
const DEFAULT_SECONDS = 7 * DAY;

/** A new invitation. */
export class CreateInvitationDto {
  /** What those who accept become: a role below one's own; `member` when left out. */
  @Omittable()
  @IsIn(teamRoles)
  @ApiProperty({ enum: teamRoles, enumName: 'TeamRole', default: 'member' })
  role?: TeamRole;

  /** Seconds until it expires, 60 to 30 days; null for never. */
  @ValidateIf((_object, value) => value !== null)
  @IsInt()
  @Min(MINUTE)
  @Max(30 * DAY)
  @ApiProperty({
    ...{ type: 'integer', nullable: true, required: false },
    ...{ minimum: MINUTE, maximum: 30 * DAY, default: DEFAULT_SECONDS },
  })
  expiresIn: number | null = DEFAULT_SECONDS;

  /** Who is sent the invitation by mail. It then lets in one person, unless `maxUses` says otherwise. @example "ben@example.org" */
  @Omittable()
  @LowerCase()
  @Text({ max: 254 })
  @IsEmail({ allow_utf8_local_part: false }, { message: 'email must be an address such as ada@example.com' })
  email?: string;

  /** How many people it lets in; null or left out for any number. */
  @Nullable()
  @IsInt()
  @Min(1)
  @Max(1000)
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 1000 })
  maxUses?: number | null;
}

/** The invitation to withdraw. */
export class RevokeInvitationCommandDto {
  @Id()
  invitationId: string;
}

/** The invitation to accept. */
export class AcceptInvitationCommandDto {
  @Text({ min: 1, max: 64 })
  code: string;
}
