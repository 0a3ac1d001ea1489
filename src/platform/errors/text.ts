import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { buildMessage, IsString, ValidateBy, ValidateIf } from 'class-validator';

/** The lengths of a text in code points: what people count as characters, nearly, and the same on both databases. */
interface TextLimits {
  min?: number;
  max: number;
  /** Whether it needs a character that is not blank. */
  notBlank?: boolean;
  /** Whether line breaks, tabs and other control characters may stand in it. NUL never may. */
  multiline?: boolean;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/;
// oxlint-disable-next-line no-control-regex -- finding control characters is its purpose
const CONTROL = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/;

/** Whether `value` is an id or a nonce: a UUID of any version, lower-case, 36 characters. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length === 36 && UUID.test(value);
}

/** One rule over texts. What is no text passes here, for `IsString` says so already. */
function rule(name: string, holds: (text: string) => boolean, message: string): PropertyDecorator {
  return ValidateBy({
    name,
    validator: {
      validate: (value) => typeof value !== 'string' || holds(value),
      defaultMessage: () => `$property ${message}`,
    },
  });
}

/** Counts code points, but never further than `max + 1`, so that a huge text costs no more than a long one. */
function codePoints(text: string, max: number): number {
  if (text.length > 2 * max) return max + 1;
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * A text of `min` to `max` code points. It is kept byte for byte: nothing is trimmed or normalised. Refused are NUL (MySQL's
 * tools and C libraries end a text there), lone surrogates (they have no UTF-8 form, so they would not come back equal) and,
 * unless `multiline`, control characters.
 */
export function Text({ min = 0, max, notBlank = false, multiline = false }: TextLimits): PropertyDecorator {
  const rules = [
    IsString({ message: '$property must be a text' }),
    rule('maxLength', (text) => codePoints(text, max) <= max, `must have at most ${max} characters`),
    rule('wellFormed', isWellFormed, 'must not hold half a character (a lone surrogate)'),
    multiline
      ? rule('noNul', (text) => !text.includes('\0'), 'must not hold the character NUL')
      : rule('singleLine', (text) => !CONTROL.test(text), 'must not hold line breaks or control characters'),
    ApiProperty({ type: String, minLength: min, maxLength: max }),
  ];
  if (min > 0) {
    const message = min === 1 ? 'must not be empty' : `must have at least ${min} characters`;
    rules.push(rule('minLength', (text) => codePoints(text, min) >= min, message));
  }
  if (notBlank) rules.push(rule('notBlank', (text) => text === '' || /\S/u.test(text), 'must not be blank'));
  return applyDecorators(...rules);
}

/** What something or somebody is called: 1 to 80 characters, not blank. */
export const Name = (): PropertyDecorator => Text({ min: 1, max: 80, notBlank: true });

/** An id or a nonce: a lower-case UUID. With `each` every item of a list is one; `IsArray` and `ArrayMaxSize` go beside it. */
export function Id(options: { each?: boolean } = {}): PropertyDecorator {
  return applyDecorators(
    ValidateBy(
      {
        name: 'isId',
        validator: {
          validate: isId,
          defaultMessage: buildMessage((each) => `${each}$property must be a lower-case UUID`, options),
        },
      },
      options,
    ),
    ApiProperty({ type: String, format: 'uuid', isArray: options.each ?? false }),
  );
}

/** A short name for addresses: 1 to 48 of a–z, 0–9 and hyphens, no hyphen at either end. */
export function Slug(): PropertyDecorator {
  return applyDecorators(
    IsString({ message: '$property must be a text' }),
    rule('slug', (text) => SLUG.test(text), 'must be 1 to 48 of a–z, 0–9 and hyphens, with no hyphen at either end'),
    ApiProperty({ type: String, pattern: SLUG.source, maxLength: 48 }),
  );
}

/** The field may be left out. Unlike `IsOptional` it does not let null through, which no service expects. */
export function Omittable(): PropertyDecorator {
  return applyDecorators(
    ValidateIf((_object, value) => value !== undefined),
    ApiProperty({ required: false }),
  );
}

/** The field may be left out or null; what each means stands beside it. */
export function Nullable(): PropertyDecorator {
  return applyDecorators(
    ValidateIf((_object, value) => value !== undefined && value !== null),
    ApiProperty({ required: false, nullable: true }),
  );
}

// Node 20 has String.prototype.isWellFormed, the ES2023 library types do not.
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
