import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsEmail } from 'class-validator';
import { LowerCase, Username } from '../../core/users/user.rules.js';
import { Id, Name, Omittable, Text } from '../../platform/errors/text.js';
import { MAX_LENGTH, MIN_LENGTH } from './passwords.js';

/** How the refresh token comes back. */
class DeliveryDto {
  /** For web pages: set the refresh token as an HttpOnly cookie instead of answering it in the body. */
  @Omittable()
  @IsBoolean()
  cookie?: boolean;
}

export class RegisterDto extends DeliveryDto {
  /** @example "ada" */
  @Username()
  username: string;

  /** What others see; the username when left out. @example "Ada Lovelace" */
  @Omittable()
  @Name()
  displayName?: string;

  /** Compared without case. @example "ada@example.org" */
  @LowerCase()
  @Text({ max: 254 })
  @IsEmail({ allow_utf8_local_part: false }, { message: 'email must be an address such as ada@example.com' })
  email: string;

  /** Any characters; what is common or easily guessed is refused. @example "correct horse battery staple" */
  @Text({ min: MIN_LENGTH, max: MAX_LENGTH, multiline: true })
  password: string;
}

export class LoginDto extends DeliveryDto {
  /** The username or the email address. @example "ada" */
  @LowerCase()
  @Text({ min: 1, max: 254 })
  login: string;

  /** @example "correct horse battery staple" */
  @Text({ min: 1, max: 4 * MAX_LENGTH, multiline: true }) // another keyboard may spell the same characters with more code points
  password: string;
}

export class RefreshDto extends DeliveryDto {
  /** The newest refresh token; left out when it is in the cookie. */
  @Omittable()
  @Text({ min: 1, max: 128 })
  refreshToken?: string;
}

/** A fresh access token for the socket that sends it. */
export class RefreshSessionDto {
  @Text({ min: 1, max: 1024 })
  @ApiProperty({ description: 'A fresh access token of the same session.' })
  accessToken: string;
}

/** Which session to end. */
export class RevokeSessionDto {
  @Id()
  sessionId: string;
}
