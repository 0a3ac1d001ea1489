import { fail, type Problem } from './problem.js';

/** Nothing a client sends is meant to be deeper or longer; class-transformer recurses and would take seconds over more. */
const MAX_DEPTH = 32;
const MAX_ITEMS = 10_000;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

function refused(rule: string, message: string): Problem {
  return fail('validation.failed', { fields: [{ field: '', rule, message }] });
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer);
}

/**
 * Refuses input that is too deep, too large, or has keys that would reach an object's prototype, before anything walks it.
 * The work is bounded: it stops at the 10,000th item, and keeps a stack of its own instead of recursing.
 * @throws Problem `validation.failed`
 */
export function checkBounds(input: unknown): void {
  const stack: { value: unknown; depth: number }[] = [{ value: input, depth: 1 }];
  let items = 0;
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, depth } = next;
    if (!isContainer(value)) continue;
    if (depth > MAX_DEPTH) throw refused('depth', `the input must not be nested deeper than ${MAX_DEPTH} levels`);
    if (Array.isArray(value) && value.length > MAX_ITEMS) throw tooMany();
    const keys = Object.keys(value);
    items += keys.length;
    if (items > MAX_ITEMS) throw tooMany();
    const isArray = Array.isArray(value);
    for (const key of keys) {
      if (!isArray && FORBIDDEN_KEYS.has(key)) throw refused('key', `the input must not have a key named ${key}`);
      stack.push({ value: (value as Record<string, unknown>)[key], depth: depth + 1 });
    }
  }
}

function tooMany(): Problem {
  return refused('items', `the input must not have more than ${MAX_ITEMS} values`);
}
