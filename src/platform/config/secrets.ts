import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** OWASP ASVS 5.0 (11.2.3) asks for 128 bits at least; 32 characters hold that in any usual alphabet. */
const MIN_LENGTH = 32;

/** What examples in documentation and compose files say; a random secret holds none of it. */
const PLACEHOLDER =
  /change.?(?:me|this|it)|changeit|your.?(?:jwt.?)?secret|example|placeholder|insecure|(?<word>secret|password|parley|default).?\k<word>/i;

/** Says in half a sentence why `secret` is too weak for production, or `undefined` when it will do. */
export function weakness(secret: string): string | undefined {
  if (secret.length < MIN_LENGTH) return `has ${secret.length} characters and needs at least ${MIN_LENGTH}`;
  if (PLACEHOLDER.test(secret)) return 'looks like a well-known example value';
  if (new Set(secret).size < 8) return 'repeats a few characters only';
  return undefined;
}

interface Kept {
  jwtSecret: string;
}

function read(path: string): Kept | undefined {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const kept = JSON.parse(content) as Partial<Kept>;
  if (typeof kept.jwtSecret !== 'string' || kept.jwtSecret.length < MIN_LENGTH) {
    throw new Error('it holds no usable jwtSecret (delete it to have a new one made; everybody signs in again)');
  }
  return { jwtSecret: kept.jwtSecret };
}

/**
 * The secrets that an embedded server makes for itself and keeps in `dataDir/secrets.json`, readable by its owner only.
 * Throws when the file cannot be read, written or understood.
 */
export function keptSecrets(dataDir: string): Kept {
  const path = join(dataDir, 'secrets.json');
  const kept = read(path);
  if (kept) return kept;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const made: Kept = { jwtSecret: randomBytes(48).toString('base64url') };
  // A link appears whole or not at all, and never over an existing file: of two processes that start at once, one wins.
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return read(path) ?? made;
  } finally {
    rmSync(draft, { force: true });
  }
}
