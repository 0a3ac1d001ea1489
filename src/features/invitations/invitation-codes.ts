import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { InvitationEntity } from './invitation.entity.js';

const CODE = /^[\w-]{24}$/;

/** A new code: 144 random bits, 24 URL-safe characters. */
export function newCode(): string {
  return randomBytes(18).toString('base64url');
}

/** Finds invitations by their codes, and slows down who guesses. */
@Injectable()
export class InvitationCodes {
  constructor(
    private readonly database: Database,
    private readonly limits: RateLimits,
  ) {}

  /**
   * `who` is whose guesses are counted: an address, or a person who is signed in. Only unknown codes count: the point is taken first and given
   * back, so that no thousand guesses race past a look.
   * @throws Problem `not_found`, `rate.limited`.
   */
  async find(code: string, who: string): Promise<InvitationEntity> {
    await this.limits.consume('invitation.address', who);
    const invitation = CODE.test(code)
      ? await this.database.read((reader) => reader.findOneBy(InvitationEntity, { code }))
      : null;
    if (!invitation) throw fail('not_found');
    await this.limits.giveBack('invitation.address', who);
    return invitation;
  }
}
