import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, IsIn } from 'class-validator';
import { LowerCase } from '../../core/users/user.rules.js';
import { Omittable, Text } from '../../platform/errors/text.js';
import { MAX_LENGTH, MIN_LENGTH } from '../auth/passwords.js';

/** What a link in a mail carries behind `#token=`. */
export class LinkDto {
  @Text({ min: 1, max: 128 })
  token: string;
}

/** A link, and that whoever opens it knows the account: by its password, unless the request comes from a session of it. */
export class OwnLinkDto extends LinkDto {
  @Omittable()
  @Text({ min: 1, max: 4 * MAX_LENGTH, multiline: true })
  password?: string;
}

/** Whose password is forgotten. */
export class ForgotPasswordDto {
  /** @example "ada@example.org" */
  @LowerCase()
  @Text({ max: 254 })
  @IsEmail({ allow_utf8_local_part: false }, { message: 'email must be an address such as ada@example.com' })
  email: string;
}

export class ResetPasswordDto extends LinkDto {
  /** The new one. Any characters; what is common or easily guessed is refused. */
  @Text({ min: MIN_LENGTH, max: MAX_LENGTH, multiline: true })
  password: string;
}

export class ChangePasswordDto {
  /** Only an account that has none may leave it out, soon after a sign-in. */
  @Omittable()
  @Text({ min: 1, max: 4 * MAX_LENGTH, multiline: true })
  currentPassword?: string;

  /** The new one. */
  @Text({ min: MIN_LENGTH, max: MAX_LENGTH, multiline: true })
  password: string;
}

export class ChangeEmailDto extends ForgotPasswordDto {
  /** The present password. Only an account that has none may leave it out, soon after a sign-in. */
  @Omittable()
  @Text({ min: 1, max: 4 * MAX_LENGTH, multiline: true })
  password?: string;
}

const messageFates = ['keep', 'erase'] as const;
export type MessageFate = (typeof messageFates)[number];

export class DeleteAccountDto {
  /** The present password. Only an account that has none may leave it out, soon after a sign-in. */
  @Omittable()
  @Text({ min: 1, max: 4 * MAX_LENGTH, multiline: true })
  password?: string;

  /** What becomes of what one said: `keep` leaves it under the name of a deleted user, `erase` leaves blanks in its place. */
  @IsIn(messageFates)
  @ApiProperty({ enum: messageFates, enumName: 'MessageFate' })
  messages: MessageFate;
}
