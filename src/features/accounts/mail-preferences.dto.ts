import { IsBoolean } from 'class-validator';
import { Omittable } from '../../platform/errors/text.js';

/** Which mails one wants; what is left out stays. */
export class SetMailPreferencesDto {
  /** News of sign-outs. */
  @Omittable()
  @IsBoolean()
  signOut?: boolean;

  /** What waits unread while one is away. */
  @Omittable()
  @IsBoolean()
  unread?: boolean;

  /** Invitations to teams. */
  @Omittable()
  @IsBoolean()
  invitations?: boolean;
}
