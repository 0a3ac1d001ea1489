import { Injectable } from '@nestjs/common';
import type { UserAccess } from '../../core/access/grants.js';
import { changeUser } from '../../core/users/user-change.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { writeFound } from '../../platform/database/write-found.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { AccountReclaim } from '../auth/account-reclaim.js';
import { Confirmation } from '../auth/confirmation.js';
import type { Device } from '../auth/device.js';
import { SignInLimits } from '../auth/sign-in.limits.js';
import { newsOf } from '../auth/sign-in.mails.js';
import { waysInMail } from '../auth/ways-in.mail.js';
import { TeamWithholding } from '../teams/team-withholding.js';
import { makeRecoveryCodes, useAppCode, useCode } from './codes.js';
import { forgetSecondFactor } from './forgetting.js';
import type { ProveDto } from './second-factor.dto.js';
import { RecoveryCodeEntity, SecondFactorEntity } from './second-factor.entities.js';
import type { RecoveryCodes, SecondFactor, SecondFactorEnrolment } from './second-factor.wire.js';
import { newSecret, uriOf } from './totp.js';

/** Turns a person's second factor on and off. Everything about it happens under the lock of their stream. */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly database: Database,
    private readonly confirmation: Confirmation,
    private readonly limits: SignInLimits,
    private readonly withholding: TeamWithholding,
    reclaim: AccountReclaim,
  ) {
    reclaim.register((tx, userId) => forgetSecondFactor(tx, userId, withholding));
  }

  async open({ userId }: UserAccess): Promise<SecondFactor> {
    return this.database.read(async (reader) => ({
      enabled: await reader.findOneByOrFail(UserEntity, { id: userId }).then((user) => user.secondFactorAt !== null),
      recoveryCodesLeft: await reader.countBy(RecoveryCodeEntity, { userId }),
    }));
  }

  /**
   * Begins: nothing is asked of the person before `confirm`. A later one takes its place.
   * @throws Problem `second_factor.on`, `auth.password_wrong`, `auth.proof_required`, `rate.limited`.
   */
  async enrol(caller: UserAccess, password: string | undefined, device: Device): Promise<SecondFactorEnrolment> {
    const { userId } = caller;
    await this.confirmation.requireRecent(caller, password, device);
    const secret = newSecret();
    return this.database.write([`user:${userId}`], async (tx) => {
      const user = await tx.manager.findOneByOrFail(UserEntity, { id: userId });
      if (user.secondFactorAt) throw fail('second_factor.on');
      await tx.manager.upsert(SecondFactorEntity, { userId, secret, lastStep: 0 }, ['userId']);
      return { secret, uri: uriOf(secret, user.username) };
    });
  }

  /** Turns it on: the app shows the right codes. @throws Problem `second_factor.on`, `auth.code_wrong`, `rate.limited`. */
  confirm({ userId }: UserAccess, code: string, device: Device): Promise<RecoveryCodes> {
    return this.limits.countingCode(userId, () =>
      this.database.write([`user:${userId}`], async (tx) => {
        if (await isOn(tx, userId)) throw fail('second_factor.on');
        if (!(await useAppCode(tx, userId, code))) throw fail('auth.code_wrong');
        await changeUser(tx, userId, { secondFactorAt: tx.now });
        await this.withholding.release(tx, userId);
        tx.enqueue(waysInMail, { ...newsOf(userId, tx.now, device), what: 'second_factor_on' });
        return { codes: await makeRecoveryCodes(tx, userId) };
      }),
    );
  }

  /** @throws Problem as `disable`. */
  renewCodes({ userId }: UserAccess, proof: ProveDto, device: Device): Promise<RecoveryCodes> {
    return this.proven(userId, proof, device, (prove) =>
      this.database.write([`user:${userId}`], async (tx) => {
        await prove(tx);
        tx.enqueue(waysInMail, { ...newsOf(userId, tx.now, device), what: 'recovery_codes_renewed' });
        return { codes: await makeRecoveryCodes(tx, userId) };
      }),
    );
  }

  /**
   * Turns it off; teams that ask for one keep the person out from now on.
   * @throws Problem `second_factor.off`, `auth.password_wrong`, `auth.code_wrong`, `auth.proof_required`, `rate.limited`.
   */
  disable({ userId }: UserAccess, proof: ProveDto, device: Device): Promise<void> {
    return this.proven(userId, proof, device, (prove) =>
      writeFound(
        this.database,
        [`user:${userId}`],
        (reader) => this.withholding.teamsOf(reader, userId),
        async (tx) => {
          await prove(tx);
          await forgetSecondFactor(tx, userId, this.withholding);
          tx.enqueue(waysInMail, { ...newsOf(userId, tx.now, device), what: 'second_factor_off' });
        },
      ),
    );
  }

  /** Runs a write that calls `prove` first. The password is checked before, for it takes its time; a code inside, for it is used up. */
  private async proven<T>(
    userId: string,
    { password, code }: ProveDto,
    device: Device,
    write: (prove: (tx: WriteTx) => Promise<void>) => Promise<T>,
  ): Promise<T> {
    if (password === undefined && code === undefined) throw fail('auth.proof_required');
    if (password !== undefined) await this.confirmation.requirePassword(userId, password, device);
    const work = () =>
      write(async (tx) => {
        if (!(await isOn(tx, userId))) throw fail('second_factor.off');
        if (code !== undefined) await useCode(tx, userId, code);
      });
    return code === undefined ? work() : this.limits.countingCode(userId, work);
  }
}

async function isOn({ manager }: WriteTx, userId: string): Promise<boolean> {
  return (await manager.findOneByOrFail(UserEntity, { id: userId })).secondFactorAt !== null;
}
