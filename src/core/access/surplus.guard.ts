import { Injectable, type CanActivate, type ExecutionContext, type Type } from '@nestjs/common';
import type { Request } from 'express';
import { INPUT, unknownFields } from '../../platform/errors/input.pipe.js';
import type { IncomingCommand } from '../../platform/realtime/incoming-command.js';
import { PERMISSION } from './decorators.js';

/** Where Nest keeps what a method's parameter decorators said, and by which numbers it tells `@Body()` and `@Query()` there. */
const PARAMETERS = '__routeArguments__';
const BODY = '3:';
const QUERY = '4:';

/** What a handler takes. What it takes is checked by the input pipe. */
interface Takes {
  body: boolean;
  query: boolean;
  input: boolean;
}

/**
 * Refuses input that nobody would look at: the pipe names surplus fields of what a handler takes, and this those of a handler that takes
 * nothing. Otherwise `channel.join {userId}` would seem to bring in somebody else. Comes after the access guard, so that strangers are told no more
 * than before.
 */
@Injectable()
export class SurplusGuard implements CanActivate {
  private readonly known = new WeakMap<object, Takes>();

  /** @throws Problem `validation.failed`. */
  canActivate(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    if (!Reflect.hasMetadata(PERMISSION, handler)) return true; // public pages may be asked with anything
    let takes = this.known.get(handler);
    if (!takes) {
      takes = takesOf(context.getClass(), handler.name);
      this.known.set(handler, takes);
    }
    if (context.getType() === 'ws') {
      if (!takes.input) refuseAny(context.switchToWs().getData<IncomingCommand>().input);
      return true;
    }
    const { body, query } = context.switchToHttp().getRequest<Request>();
    if (!takes.body) refuseAny(body);
    if (!takes.query) refuseAny(query);
    return true;
  }
}

function takesOf(of: Type, method: string): Takes {
  const parameters = (Reflect.getMetadata(PARAMETERS, of, method) ?? {}) as Record<string, { data?: unknown }>;
  const kinds = Object.keys(parameters);
  return {
    body: kinds.some((kind) => kind.startsWith(BODY)),
    query: kinds.some((kind) => kind.startsWith(QUERY)),
    input: Object.values(parameters).some(({ data }) => data === INPUT),
  };
}

function refuseAny(input: unknown): void {
  const names = typeof input === 'object' && input !== null ? Object.keys(input) : [];
  if (names.length > 0) throw unknownFields(names);
}
