import { Injectable, ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { checkBounds } from './input.bounds.js';
import { fail, type BrokenRule, type Problem } from './problem.js';

/** The `data` of a parameter decorator whose value is a DTO although it is no `@Body()`: the input of a socket command. */
export const INPUT = 'parley:input';

/** An answer names this many broken rules at most, and no part of a path longer than this: a refusal stays small. */
const MAX_FIELDS = 50;
const MAX_NAME = 64;

const UNKNOWN = { rule: 'unknown', message: 'this field is not known here' };
/** class-validator's words for surplus fields repeat the sender's key in full; ours do not. */
const OWN_WORDS: Record<string, { rule: string; message: string }> = { whitelistValidation: UNKNOWN };

/** The problem with fields where none are taken. */
export function unknownFields(names: string[]): Problem {
  const fields = names.slice(0, MAX_FIELDS).map((name) => ({ field: name.slice(0, MAX_NAME), ...UNKNOWN }));
  return fail('validation.failed', { fields });
}

function collect(errors: ValidationError[], parent: string, found: BrokenRule[]): BrokenRule[] {
  for (const error of errors) {
    const name = String(error.property).slice(0, MAX_NAME);
    const field = parent === '' ? name : `${parent}.${name}`;
    for (const [rule, message] of Object.entries(error.constraints ?? {})) {
      if (found.length >= MAX_FIELDS) return found;
      found.push({ field, ...(OWN_WORDS[rule] ?? { rule, message }) });
    }
    collect(error.children ?? [], field, found);
  }
  return found;
}

function invalid(errors: ValidationError[]): Problem {
  return fail('validation.failed', { fields: collect(errors, '', []) });
}

/**
 * The one gate for input, on both doors: a body, query or command input becomes an instance of its DTO, or is refused with
 * `validation.failed`, which names every field and rule and repeats nothing of the input. A missing body counts as `{}`.
 */
@Injectable()
export class InputPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      stopAtFirstError: false,
      validationError: { target: false, value: false },
      exceptionFactory: invalid,
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    // Other custom parameters are made by guards (a grant, a session) and are no input.
    if (metadata.type === 'custom' && metadata.data !== INPUT) return value;
    const source: ArgumentMetadata =
      metadata.type === 'custom' ? { ...metadata, type: 'body', data: undefined } : metadata;
    if (!this.toValidate(source)) return super.transform(value, source);
    const input = value === undefined ? {} : value;
    if (typeof input !== 'object' || input === null || Array.isArray(input) || ArrayBuffer.isView(input)) {
      throw fail('validation.failed', {
        fields: [{ field: '', rule: 'object', message: 'the input must be an object' }],
      });
    }
    checkBounds(input);
    return super.transform(input, source);
  }
}
