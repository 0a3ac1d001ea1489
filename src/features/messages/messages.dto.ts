import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsInt,
  Max,
  Min,
  ValidateBy,
  type ValidationArguments,
} from 'class-validator';
import { digits } from '../../platform/errors/page.dto.js';
import { Id, Omittable, Text } from '../../platform/errors/text.js';

/** Long enough for a page of text; four bytes a character still fit the column. */
const MAX_BODY = 10_000;
const MAX_MEDIA = 10;
const MAX_SEQ = 2_147_483_647;

const hasItems = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

/** A text that is not blank, unless something is attached. */
const SaysSomething = (): PropertyDecorator =>
  ValidateBy({
    name: 'notBlank',
    validator: {
      validate: (value, { object } = {} as ValidationArguments) =>
        typeof value !== 'string' || saysSomething(value) || hasItems((object as SendMessageDto).mediaIds),
      defaultMessage: () => '$property must not be blank where nothing is attached',
    },
  });

/** Whether a text has a character that is not blank. */
export const saysSomething = (body: string): boolean => /\S/u.test(body);

export class SendMessageDto {
  /** Markdown, kept as written. May be empty, or left out, where something is attached. @example "Good morning!" */
  @SaysSomething()
  @Text({ max: MAX_BODY, multiline: true })
  @ApiProperty({ required: false, default: '' })
  body: string = '';

  /** What was uploaded and goes along, in this order; at most 10. Each thing goes with one message. */
  @Omittable()
  @IsArray()
  @ArrayMaxSize(MAX_MEDIA)
  @ArrayUnique()
  @Id({ each: true })
  mediaIds?: string[];

  /** A UUID that the client makes once per message and sends again with every repeat: the message is stored once. */
  @Id()
  nonce: string;

  /** The message of the same channel that this one answers. */
  @Omittable()
  @Id()
  replyToId?: string;
}

export class EditMessageDto {
  /** The new text, kept as written. May be empty where something is attached. @example "Good evening!" */
  @Text({ max: MAX_BODY, multiline: true })
  body: string;
}

/** A cursor of a channel's messages: a `seq`. */
const SeqCursor = (): PropertyDecorator => (target, property) => {
  Transform(({ value }) => digits(value))(target, property);
  Omittable()(target, property);
  IsInt()(target, property);
  Min(0)(target, property);
  Max(MAX_SEQ)(target, property);
  ApiProperty({ type: 'integer', minimum: 0, maximum: MAX_SEQ, required: false })(target, property);
};

/** At most one of the three cursors; without one the newest page. */
export class ListMessagesDto {
  /** The messages just before this `seq`. */
  @SeqCursor()
  before?: number;

  /** The messages just after this `seq`. */
  @SeqCursor()
  after?: number;

  /** The messages on both sides of this `seq`, itself included. */
  @SeqCursor()
  around?: number;

  /** How many messages at most. */
  @Transform(({ value }) => digits(value))
  @IsInt()
  @Min(1)
  @Max(100)
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 100, default: 50, required: false })
  limit: number = 50;
}
