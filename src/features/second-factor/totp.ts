import { Secret, TOTP } from 'otpauth';

/** RFC 6238 as every authenticator app speaks it: SHA-1, six digits, thirty seconds. Apps ignore other settings in the address. */
const PERIOD = 30;
const RULES = { issuer: 'Parley', algorithm: 'SHA1', digits: 6, period: PERIOD };
/** RFC 6238, 5.2: one step either way, for clocks that are off and people who type slowly. */
const WINDOW = 1;

/** 160 random bits (RFC 4226, 4), in base32. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The address that authenticator apps read from a QR code. */
export function uriOf(secret: string, username: string): string {
  return new TOTP({ ...RULES, label: username, secret: Secret.fromBase32(secret) }).toString();
}

/** The time step whose code this is, or undefined when it is wrong, or no newer than the last one that was taken (RFC 6238, 5.2). */
export function stepOf({ secret, lastStep }: { secret: string; lastStep: number }, code: string, at: Date) {
  const totp = new TOTP({ ...RULES, secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token: code, timestamp: at.getTime(), window: WINDOW });
  if (delta === null) return undefined;
  const step = totp.counter({ timestamp: at.getTime() }) + delta;
  return step > lastStep ? step : undefined;
}
