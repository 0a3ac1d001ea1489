import { BanTermsDto } from '../../core/access/bans.js';
import { Username } from '../../core/users/user.rules.js';
import { Id, Omittable } from '../../platform/errors/text.js';

/** Whom to keep out, by id or by username, in the team or not. */
export class BanTeamMemberDto extends BanTermsDto {
  @Omittable()
  @Id()
  userId?: string;

  @Omittable()
  @Username()
  username?: string;
}

/** Who may come again. */
export class UnbanTeamMemberCommandDto {
  @Id()
  userId: string;
}
