import { IsBoolean, IsIn } from 'class-validator';
import { Omittable, Text } from '../../platform/errors/text.js';
import { MAX_LENGTH } from '../auth/passwords.js';

/** Where a browser that goes to Google wants to arrive. */
export class StartGoogleDto {
  /** A path of the web app; whatever else stands here leads to its beginning. @example "/difference-engine/general" */
  @Omittable()
  @Text({ max: 500 })
  next?: string;

  /** To link instead of signing in: after `POST /me/identities/google/link`, in the same browser. */
  @Omittable()
  @IsIn(['true'])
  link?: 'true';
}

/** What a browser brought back from Google. */
export class ExchangeDto {
  /** Good once, within five minutes. */
  @Text({ min: 1, max: 128 })
  code: string;

  /** For web pages: set the refresh token as an HttpOnly cookie instead of answering it in the body. */
  @Omittable()
  @IsBoolean()
  cookie?: boolean;
}

/** Who links proves again that they are who they are, unless they signed in a few minutes ago. */
export class LinkGoogleDto {
  @Omittable()
  @Text({ min: 1, max: 4 * MAX_LENGTH, multiline: true })
  password?: string;

  /** Where to go afterwards: a path of the web app. */
  @Omittable()
  @Text({ max: 500 })
  next?: string;
}
