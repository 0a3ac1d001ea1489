import { BanTermsDto } from '../../core/access/bans.js';
import { Username } from '../../core/users/user.rules.js';
import { Id, Omittable } from '../../platform/errors/text.js';

/** Whom to keep out of a channel, by id or by username, for how long and why. */
export class BanChannelMemberDto extends BanTermsDto {
  @Omittable()
  @Id()
  userId?: string;

  @Omittable()
  @Username()
  username?: string;
}

/** Whom to let back in. */
export class UnbanChannelMemberCommandDto {
  @Id()
  userId: string;
}
