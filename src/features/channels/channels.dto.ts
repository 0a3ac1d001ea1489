import { ApiProperty, OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { notifyLevels, type NotifyLevel } from '../../core/access/member.entities.js';
import {
  channelRoles,
  roomKinds,
  visibilities,
  type ChannelRole,
  type RoomKind,
  type Visibility,
} from '../../core/access/roles.js';
import { Username } from '../../core/users/user.rules.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Id, Name, Omittable, Slug, Text } from '../../platform/errors/text.js';
import { channelIncludes, type ChannelInclude } from './channel-includes.js';

/** A query knows texts only: `true` and `false` are read, the rest is left for the rules to refuse. */
export const QueryBoolean = () =>
  Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value));

/** A new channel. */
export class CreateChannelDto {
  @Id()
  teamId: string;

  /** @example "Engine room" */
  @Name()
  name: string;

  /** For addresses, unique in the team; made of the name, with a number where taken, when left out. @example "engine-room" */
  @Omittable()
  @Slug()
  slug?: string;

  @Omittable()
  @Text({ max: 250 })
  topic?: string;

  /** `text` when left out. */
  @Omittable()
  @IsIn(roomKinds)
  @ApiProperty({ enum: roomKinds, enumName: 'RoomKind', default: 'text' })
  kind?: RoomKind;

  /** `public` when left out. */
  @Omittable()
  @IsIn(visibilities)
  @ApiProperty({ enum: visibilities, enumName: 'Visibility', default: 'public' })
  visibility?: Visibility;

  /** Answers the channel that has this short name already, as it is, instead of making another. */
  @Omittable()
  @IsBoolean()
  @ApiProperty({ type: Boolean, default: false })
  ifAbsent?: boolean;
}

/** What to change about a channel; what is left out stays. */
export class UpdateChannelDto {
  @Omittable()
  @Name()
  name?: string;

  @Omittable()
  @Slug()
  slug?: string;

  @Omittable()
  @Text({ max: 250 })
  topic?: string;

  /** `public` lets in whoever comes and brings in nobody; of a `private` channel all who are not in it forget. */
  @Omittable()
  @IsIn(visibilities)
  @ApiProperty({ enum: visibilities, enumName: 'Visibility' })
  visibility?: Visibility;

  /** Seconds that a plain member waits between two messages, up to six hours; 0 for none. */
  @Omittable()
  @IsInt()
  @Min(0)
  @Max(6 * 3600)
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 6 * 3600 })
  slowModeSeconds?: number;
}

/** Whether to archive or to restore. */
export class ArchiveChannelDto {
  /** `true` when left out; `false` restores. */
  @Omittable()
  @IsBoolean()
  @ApiProperty({ type: Boolean, default: true })
  archived?: boolean;
}

/** What comes along with an opened channel. */
export class OpenChannelDto {
  /** What to answer in the same round trip, of lists the first page; repeated or by comma in a query. @example ["messages", "members"] */
  @Omittable()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray()
  @ArrayMaxSize(channelIncludes.length)
  @ArrayUnique()
  @IsIn(channelIncludes, { each: true })
  @ApiProperty({ enum: channelIncludes, enumName: 'ChannelInclude', isArray: true })
  include?: ChannelInclude[];
}

/** A page of the channels that one may see, oldest first. */
export class ListChannelsDto extends PageDto {
  /** Only those of this team. */
  @Omittable()
  @Id()
  teamId?: string;

  /** `true`: only those that one is a member of; `false`: only the others. */
  @Omittable()
  @QueryBoolean()
  @IsBoolean()
  @ApiProperty({ type: Boolean })
  mine?: boolean;

  @Omittable()
  @IsIn(visibilities)
  @ApiProperty({ enum: visibilities, enumName: 'Visibility' })
  visibility?: Visibility;
}

/** The same where the path names the team. */
export class ListTeamChannelsDto extends OmitType(ListChannelsDto, ['teamId']) {}

/** How far one has read. */
export class ReadChannelDto {
  /** `seq` of the newest message read. Marks only grow: an older one changes nothing. */
  @IsInt()
  @Min(0)
  @Max(2 ** 31 - 1)
  @ApiProperty({ type: 'integer', minimum: 0 })
  seq: number;
}

/** Which message becomes the first unread one. */
export class UnreadChannelDto {
  /** Its `seq`; everything before it counts as read. */
  @IsInt()
  @Min(1)
  @Max(2 ** 31 - 1)
  @ApiProperty({ type: 'integer', minimum: 1 })
  seq: number;
}

/** What one wants of a channel; what is left out stays. */
export class ChannelPreferencesDto {
  /** What to be notified of. */
  @Omittable()
  @IsIn(notifyLevels)
  @ApiProperty({ enum: notifyLevels, enumName: 'NotifyLevel' })
  notify?: NotifyLevel;

  /** Muted channels show no unread count. */
  @Omittable()
  @IsBoolean()
  @ApiProperty({ type: Boolean })
  muted?: boolean;
}

/** Whom to make a member: somebody of the team, by id or by username. */
export class AddChannelMemberDto {
  @Omittable()
  @Id()
  userId?: string;

  @Omittable()
  @Username()
  username?: string;
}

/** The role that a member gets. */
export class UpdateChannelMemberDto {
  /** `host` hands the channel over. */
  @IsIn(channelRoles)
  @ApiProperty({ enum: channelRoles, enumName: 'ChannelRole' })
  role: ChannelRole;
}

/** The same as a command, which has no path for the member's id. */
export class UpdateChannelMemberCommandDto extends UpdateChannelMemberDto {
  @Id()
  userId: string;
}

/** Why somebody is removed. */
export class RemoveChannelMemberDto {
  /** Stands in the channel's timeline. */
  @Omittable()
  @Text({ min: 1, max: 200 })
  reason?: string;
}

/** The same as a command, which has no path for the member's id. */
export class RemoveChannelMemberCommandDto extends RemoveChannelMemberDto {
  @Id()
  userId: string;
}
