import { IsBoolean } from 'class-validator';
import { Omittable, Text } from '../../platform/errors/text.js';
import { MAX_LENGTH } from '../auth/passwords.js';

/** Proof of who asks: the password, unless one signed in within the last ten minutes. */
export class EnrolDto {
  @Omittable()
  @Text({ min: 1, max: 4 * MAX_LENGTH, multiline: true })
  password?: string;
}

/** The first code that the app shows. */
export class ConfirmDto {
  /** @example "123456" */
  @Text({ min: 1, max: 64 })
  code: string;
}

/** Proof of who asks: the password or a code, of the app or for recovery. */
export class ProveDto {
  @Omittable()
  @Text({ min: 1, max: 4 * MAX_LENGTH, multiline: true })
  password?: string;

  /** @example "123456" */
  @Omittable()
  @Text({ min: 1, max: 64 })
  code?: string;
}

/** The second step of a sign-in. */
export class PassSecondFactorDto {
  /** As `auth.second_factor_required` brought it. */
  @Text({ min: 1, max: 128 })
  ticket: string;

  /** What the authenticator app shows, or a recovery code. @example "123456" */
  @Text({ min: 1, max: 64 })
  code: string;

  /** For web pages: set the refresh token as an HttpOnly cookie instead of answering it in the body. */
  @Omittable()
  @IsBoolean()
  cookie?: boolean;
}
