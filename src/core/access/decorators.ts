import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext, type Type } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiOperation } from '@nestjs/swagger';
import { SubscribeMessage } from '@nestjs/websockets';
import type { Request } from 'express';
import { INPUT } from '../../platform/errors/input.pipe.js';
import type { IncomingCommand } from '../../platform/realtime/incoming-command.js';
import type { Grant } from './grants.js';
import type { Permission } from './policies.js';

export const PERMISSION = 'parley:permission';
/** The metadata key of what a command without a REST operation answers. */
export const ANSWERS = 'parley:answers';

/** A request that the guard has let through. */
export interface GrantedRequest extends Request {
  grant?: Grant;
}

/** What a route is documented as, beside its permission. */
interface RouteDocs {
  summary: string;
}

/** This route needs this permission. The name is also the operation's id, so one permission has one REST route; further routes take `as`. */
export const Can = (permission: Permission, { summary, as }: RouteDocs & { as?: string }): MethodDecorator =>
  applyDecorators(
    SetMetadata(PERMISSION, permission),
    ApiOperation({ operationId: as ?? permission, summary }),
    ApiExtension('x-permission', permission),
    ApiBearerAuth(),
  );

/**
 * This method receives the socket command of this name, which needs the permission of the same name. It answers what the REST operation of the
 * same name does; `answers` documents one that has no such operation.
 */
export const Command = (permission: Permission, { answers }: { answers?: Type } = {}): MethodDecorator =>
  applyDecorators(SubscribeMessage(permission), SetMetadata(PERMISSION, permission), SetMetadata(ANSWERS, answers));

/** The grant that the guard made, on either door. Type the parameter as the class of the policy's `on`. */
export const Access = createParamDecorator((_: unknown, context: ExecutionContext): Grant | undefined =>
  context.getType() === 'ws'
    ? (context.switchToWs().getData<IncomingCommand>().grant as Grant)
    : context.switchToHttp().getRequest<GrantedRequest>().grant,
);

const inputOf = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToWs().getData<IncomingCommand>().input,
);

/** What a socket command brings besides the ids that the guard has taken out, checked as its DTO class. */
export const Input = (): ParameterDecorator => inputOf(INPUT);

/** The command itself, for the few handlers that do something to the connection it came by. */
export const Incoming = createParamDecorator((_: unknown, context: ExecutionContext): IncomingCommand =>
  context.switchToWs().getData<IncomingCommand>(),
);
