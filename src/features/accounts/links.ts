import { Injectable } from '@nestjs/common';
import { peekToken, redeemToken, type Purpose, type Redeemed } from '../../core/one-time-tokens/one-time-tokens.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import type { Device } from '../auth/device.js';
import { SignInLimits } from '../auth/sign-in.limits.js';

type Addressed = Purpose<{ email: string }>;

/** What secrets in links lead to. */
@Injectable()
export class Links {
  constructor(
    private readonly database: Database,
    private readonly limits: SignInLimits,
  ) {}

  /** Whom a link is about, without using it up. Guesses count for the address they come from. @throws Problem `link.invalid`, `rate.limited`. */
  async look<P extends object>(purpose: Purpose<P>, token: string, device: Device): Promise<Redeemed<P>> {
    const found = await this.find(purpose, token, device);
    if (!found) throw fail('link.invalid');
    return found;
  }

  /** The same of a link that may be for something else: undefined then, which has cost one try. */
  async find<P extends object>(purpose: Purpose<P>, token: string, device: Device): Promise<Redeemed<P> | undefined> {
    await this.limits.countLink(device);
    const found = await this.database.read((reader) => peekToken(reader, purpose, token, this.database.time));
    if (found) await this.limits.giveBackLink(device);
    return found;
  }
}

/** Uses up a link that was sent to an account's address, under the lock of its stream. @throws Problem `link.invalid`, `user.disabled`. */
export async function useLink(tx: WriteTx, purpose: Addressed, token: string): Promise<UserEntity> {
  const { userId, payload } = await useAnyLink(tx, purpose, token);
  const user = await tx.manager.findOneByOrFail(UserEntity, { id: userId });
  if (user.email !== payload.email) throw fail('link.invalid');
  if (user.disabledAt) throw fail('user.disabled');
  return user;
}

/** Uses up a link, under the lock of its person's stream: of many at once one gets through. @throws Problem `link.invalid`. */
export async function useAnyLink<P extends object>(tx: WriteTx, purpose: Purpose<P>, token: string) {
  const redeemed = await redeemToken(tx, purpose, token);
  if (!redeemed) throw fail('link.invalid');
  return redeemed;
}
