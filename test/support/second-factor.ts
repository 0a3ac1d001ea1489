import { Secret, TOTP } from 'otpauth';
import { SecondFactorEntity } from '../../src/features/second-factor/second-factor.entities.js';
import type { TestApp } from './app.js';
import { expectOk, type Person } from './people.js';

/** What an authenticator app shows that holds this secret, now or `steps` times thirty seconds later. */
export function shownBy(secret: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
}

/** Makes a code good again that was used: for tests that cannot wait thirty seconds. */
export async function forgetUsed({ database }: TestApp, userId: string): Promise<void> {
  await database.write([], ({ manager }) => manager.update(SecondFactorEntity, { userId }, { lastStep: 0 }));
}

/** Turns somebody's second factor on. */
export async function turnOn(app: TestApp, who: Person): Promise<{ secret: string; codes: string[] }> {
  const { secret } = expectOk(await who.rest('POST', '/me/second-factor', { password: who.password }));
  const { codes } = expectOk(await who.rest('POST', '/me/second-factor/confirm', { code: shownBy(secret) }));
  await forgetUsed(app, who.id);
  return { secret, codes };
}

/** Turns it off again. */
export async function turnOff(who: Person): Promise<void> {
  expectOk(await who.rest('POST', '/me/second-factor/disable', { password: who.password }));
}
