import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, Matches } from 'class-validator';
import { fail } from '../../platform/errors/problem.js';
import { Text } from '../../platform/errors/text.js';

const USERNAME = /^[a-z0-9][a-z0-9._-]{1,31}$/;

const lowered = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);

/** What is compared without case is stored in lower case, because `=` ignores case on MySQL only. */
export const LowerCase = (): PropertyDecorator => Transform(({ value }: { value: unknown }) => lowered(value));

/** A username: 2 to 32 of a–z, 0–9, dot, underscore and hyphen, beginning with a letter or digit. Capitals are lowered. */
export const Username = (): PropertyDecorator =>
  applyDecorators(
    LowerCase(),
    Text({ max: 32 }),
    Matches(USERNAME, {
      message:
        '$property must have 2 to 32 characters out of a–z, 0–9, dot, underscore and hyphen, and begin with a letter or digit',
    }),
  );

/** A list of usernames, capitals lowered. */
export const Usernames = ({ max }: { max: number }): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(lowered) : value)),
    IsArray(),
    ArrayMaxSize(max),
    Matches(USERNAME, { each: true, message: 'each value in $property must be a username' }),
    ApiProperty({ type: [String], maxItems: max, example: ['ben'] }),
  );

/** Whom an input means: somebody by id or by username, and not by both. @throws Problem `validation.failed`. */
export function requireOneName({ userId, username }: { userId?: string; username?: string }): void {
  if ((userId === undefined) !== (username === undefined)) return;
  const message = 'either userId or username must be given';
  throw fail('validation.failed', {
    fields: ['userId', 'username'].map((field) => ({ field, rule: 'oneOf', message })),
  });
}
