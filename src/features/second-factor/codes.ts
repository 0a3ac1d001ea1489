import { createHash } from 'node:crypto';
import { Secret } from 'otpauth';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { RecoveryCodeEntity, SecondFactorEntity } from './second-factor.entities.js';
import { stepOf } from './totp.js';

const RECOVERY_CODES = 10;

/** Uses up a code of the app or a recovery code, and answers which it was. The caller has locked the person's stream: of two at once one is too late. @throws Problem `auth.code_wrong`. */
export async function useCode(tx: WriteTx, userId: string, code: string): Promise<'app' | 'recovery'> {
  const kind = /^\d{6}$/.test(code) ? 'app' : 'recovery';
  const use = kind === 'app' ? useAppCode : useRecoveryCode;
  if (!(await use(tx, userId, code))) throw fail('auth.code_wrong');
  return kind;
}

export async function useAppCode({ manager, now }: WriteTx, userId: string, code: string): Promise<boolean> {
  const factor = await manager.findOneBy(SecondFactorEntity, { userId });
  const step = factor && stepOf(factor, code, now);
  if (typeof step !== 'number') return false;
  await manager.update(SecondFactorEntity, { userId }, { lastStep: step });
  return true;
}

async function useRecoveryCode({ manager }: WriteTx, userId: string, code: string): Promise<boolean> {
  const { affected } = await manager.delete(RecoveryCodeEntity, { hash: hashOf(userId, code), userId });
  return affected === 1;
}

/** Makes ten recovery codes in the place of those before. They can be told once, now. */
export async function makeRecoveryCodes({ manager }: WriteTx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => grouped(new Secret({ size: 10 }).base32));
  await manager.delete(RecoveryCodeEntity, { userId });
  await manager.insert(
    RecoveryCodeEntity,
    codes.map((code) => ({ hash: hashOf(userId, code), userId })),
  );
  return codes;
}

/** `abcd-efgh-ijkl-mnop`: sixteen characters of base32. */
function grouped(code: string): string {
  return code.toLowerCase().match(/.{4}/g)!.join('-');
}

/** However it is typed: capitals, blanks and hyphens do not count. */
function hashOf(userId: string, code: string): string {
  const plain = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return createHash('sha256').update(`${userId} ${plain}`).digest('hex');
}
