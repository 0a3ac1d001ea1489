import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import type { UserEntity } from '../../core/users/user.entity.js';
import { Config } from '../../platform/config/config.js';
import { fail } from '../../platform/errors/problem.js';
import { Turns } from '../../platform/turns/turns.js';

/** argon2id (2 in the library's enum, which has no values at run time) with OWASP's figures: two passes, one lane; the memory is a setting. */
const OPTIONS = { algorithm: 2, timeCost: 2, parallelism: 1 };
/** How many are hashed at once: each takes 19 MiB and one of libuv's four threads, which files and names need as well. */
const AT_ONCE = 2;
/** About four seconds of work: who comes later is told to come again, and not kept behind a flood. */
const MOST_WAITING = 100;
/** Fewer different characters than this make a pattern of their own, such as `abababababab`. */
const MIN_DIFFERENT = 4;

/** Whose password it is to be: their own names are the first to be guessed. */
type Named = Pick<UserEntity, 'username' | 'email' | 'displayName'>;

/** What people chose: checked against what attackers try first, and kept as a hash that is dear to try. */
@Injectable()
export class Passwords implements OnModuleInit {
  private readonly turns = new Turns({ atOnce: AT_ONCE, mostWaiting: MOST_WAITING });
  private decoy: string;
  private common: Promise<Set<string>> | undefined;

  constructor(private readonly config: Config) {}

  async onModuleInit(): Promise<void> {
    this.decoy = await this.hash(randomBytes(32).toString('base64'));
  }

  /** The hash to store, in PHC form. */
  hash(password: string): Promise<string> {
    return this.turns.take(() => hash(normal(password), { ...OPTIONS, memoryCost: this.config.passwordHashKib }));
  }

  /** The hash of one that somebody chose. @throws Problem `auth.password_weak`. */
  async choose(password: string, { username, email, displayName }: Named): Promise<string> {
    await this.refuseWeak(password, [username, email, email.split('@')[0]!, displayName]);
    return this.hash(password);
  }

  /** Whether it is the password of that hash. Without a hash the answer is no, after the same work. */
  async matches(password: string, stored: string | null | undefined): Promise<boolean> {
    const same = await this.turns.take(() => verify(stored ?? this.decoy, normal(password)));
    return same && typeof stored === 'string';
  }

  /** Whether a hash was made with other figures than those of today. */
  isDated(stored: string): boolean {
    const { timeCost, parallelism } = OPTIONS;
    return !stored.startsWith(`$argon2id$v=19$m=${this.config.passwordHashKib},t=${timeCost},p=${parallelism}$`);
  }

  /** @throws Problem `auth.password_weak` for what is common, too uniform, or one of the person's own names. */
  private async refuseWeak(password: string, names: string[]): Promise<void> {
    const lower = normal(password).toLowerCase();
    if (names.some((name) => name.toLowerCase() === lower)) throw weak('own', 'must not be your own name or address');
    if (new Set(lower).size < MIN_DIFFERENT) throw weak('uniform', 'must not repeat a few characters only');
    this.common ??= commonPasswords();
    if ((await this.common).has(lower)) throw weak('common', 'must not be one of the passwords that are tried first');
  }
}

/** NIST SP 800-63B-4, 3.1.1.2: the same characters may be encoded differently by another keyboard. */
function normal(password: string): string {
  return password.normalize('NFKC');
}

/** The list behind zxcvbn, without those that are too short to be accepted anyway. Loaded when the first person registers. */
async function commonPasswords(): Promise<Set<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common'].filter(({ length }) => length >= MIN_LENGTH));
}

/** OWASP ASVS 5.0, 6.2.1 asks for at least 8; Parley for 10. */
export const MIN_LENGTH = 10;
export const MAX_LENGTH = 128;

function weak(rule: string, words: string) {
  return fail('auth.password_weak', { fields: [{ field: 'password', rule, message: `password ${words}` }] });
}
