import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { fail, type Problem } from '../../platform/errors/problem.js';
import { Omittable, Text } from '../../platform/errors/text.js';
import { Time } from '../../platform/errors/time.js';
import type { MemberState } from './member.entities.js';

const MINUTE = 60;
const YEAR = 366 * 86_400;

/** For how long somebody is kept out, and why: by one of `expiresAt` and `expiresIn`, or for ever. */
export class BanTermsDto {
  /** Told to the person. */
  @Omittable()
  @Text({ min: 1, max: 200 })
  reason?: string;

  /** When it ends, RFC 3339. */
  @Omittable()
  @Time()
  expiresAt?: string;

  /** Seconds until it ends, from a minute to a year. */
  @Omittable()
  @IsInt()
  @Min(MINUTE)
  @Max(YEAR)
  @ApiProperty({ type: 'integer', minimum: MINUTE, maximum: YEAR })
  expiresIn?: number;
}

/** What a membership's row keeps of a ban. */
export interface Ban {
  bannedUntil: Date | null;
  banReason: string | null;
  bannedBy: string | null;
}

/** Of a row that is banned no more. */
export const noBan: Ban = { bannedUntil: null, banReason: null, bannedBy: null };

/** @throws Problem `validation.failed` for both ends, or one that has passed. */
export function banOf({ reason, expiresAt, expiresIn }: BanTermsDto, by: string, now: Date): Ban {
  if (expiresAt !== undefined && expiresIn !== undefined)
    throw broken('oneOf', 'only one of expiresAt and expiresIn may be given', 'expiresAt', 'expiresIn');
  const until = expiresAt === undefined ? inSeconds(expiresIn, now) : new Date(expiresAt);
  if (until && until <= now) throw broken('future', 'expiresAt must lie ahead', 'expiresAt');
  return { bannedUntil: until, banReason: reason ?? null, bannedBy: by };
}

/** Whether a row keeps its person out at this time. */
export function isBanned(
  { state, bannedUntil }: Pick<Ban, 'bannedUntil'> & { state: MemberState },
  now: Date,
): boolean {
  return state === 'banned' && (bannedUntil === null || bannedUntil > now);
}

/** What whoever is banned is told, wherever they knock, with the reason and the end. */
export function refuseBanned(code: 'team.banned' | 'channel.banned', { banReason, bannedUntil }: Ban): Problem {
  return fail(code, {
    ...(banReason !== null && { reason: banReason }),
    ...(bannedUntil && { expiresAt: bannedUntil.toISOString() }),
  });
}

function inSeconds(seconds: number | undefined, now: Date): Date | null {
  return seconds === undefined ? null : new Date(now.getTime() + seconds * 1000);
}

function broken(rule: string, message: string, ...fields: string[]): Problem {
  return fail('validation.failed', { fields: fields.map((field) => ({ field, rule, message })) });
}
