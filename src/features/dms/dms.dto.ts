import { ApiProperty, IntersectionType, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsObject, ValidateNested } from 'class-validator';
import { Usernames } from '../../core/users/user.rules.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Id, Omittable } from '../../platform/errors/text.js';
import { QueryBoolean } from '../channels/channels.dto.js';
import { SendMessageDto } from '../messages/messages.dto.js';

/** Names that one request may hold, repeats included; how many people they may mean is the service's to say. */
const MAX_NAMES = 50;

/** With whom, by id or by username or some of each; oneself is always one of them. With nobody named it is a place for notes to oneself. */
export class PeopleDto {
  @Omittable()
  @IsArray()
  @ArrayMaxSize(MAX_NAMES)
  @Id({ each: true })
  userIds?: string[];

  @Omittable()
  @Usernames({ max: MAX_NAMES })
  usernames?: string[];
}

/** The first message of a conversation, or one more. */
export class DmMessageDto extends OmitType(SendMessageDto, ['replyToId']) {}

/** The conversation to open. */
export class OpenDmDto extends PeopleDto {
  /** The message that it grows from: everybody in it must be able to read that. Another one than without. */
  @Omittable()
  @Id()
  originMessageId?: string;

  /** Is sent at once, so that a conversation can begin in one request. */
  @Omittable()
  @IsObject()
  @ValidateNested()
  @Type(() => DmMessageDto)
  @ApiProperty({ type: () => DmMessageDto })
  message?: DmMessageDto;
}

/** A message for people. */
export class SendDmDto extends IntersectionType(PeopleDto, SendMessageDto) {}

/** A page of one's conversations. */
export class ListDmsDto extends PageDto {
  /** `true`: also those that one has closed, and those in which others have not said anything yet. */
  @Omittable()
  @QueryBoolean()
  @IsBoolean()
  @ApiProperty({ type: Boolean, default: false })
  closed?: boolean;
}

/** Whether to close a conversation or to show it again. */
export class CloseDmDto {
  /** `true` when left out; `false` shows it again. */
  @Omittable()
  @IsBoolean()
  @ApiProperty({ type: Boolean, default: true })
  closed?: boolean;
}
