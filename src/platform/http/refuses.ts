import { ApiExtension } from '@nestjs/swagger';
import type { ErrorCode } from '../errors/errors.catalogue.js';

/** The part of an operation's document that lists its problem codes. */
export const PROBLEMS = 'x-problems';

/**
 * Documents the problems that this route may answer of its own: a short name that is taken, a wrong password. What follows from its permission,
 * its input and the limits on everybody is documented without being named.
 */
export function Refuses(...codes: ErrorCode[]): MethodDecorator {
  return ApiExtension(PROBLEMS, codes) as MethodDecorator;
}
