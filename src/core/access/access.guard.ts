import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Callers } from '../../platform/http/callers.js';
import { PUBLIC } from '../../platform/http/public.js';
import type { IncomingCommand } from '../../platform/realtime/incoming-command.js';
import { AccessService, namedInInput, namesOf, type Names } from './access.service.js';
import { PERMISSION, type GrantedRequest } from './decorators.js';
import type { Permission } from './policies.js';

/** The one guard of both doors. What declares neither `@Can`, `@Command` nor `@Public` is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: Callers,
    private readonly access: AccessService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    if (this.reflector.get<boolean | undefined>(PUBLIC, handler)) return true;
    const permission = this.reflector.get<Permission | undefined>(PERMISSION, handler);
    if (!permission) throw new Error(`${context.getClass().name}.${handler.name} declares no permission.`);
    if (context.getType() === 'ws')
      await this.admitCommand(context.switchToWs().getData<IncomingCommand>(), permission);
    else await this.admitRequest(context.switchToHttp().getRequest<GrantedRequest>(), permission);
    return true;
  }

  private async admitCommand(command: IncomingCommand, permission: Permission): Promise<void> {
    const { caller } = command.connection.data;
    command.grant = await this.access.grant(permission, caller, command.input);
    const taken = new Set(namesOf(permission));
    command.input = Object.fromEntries(Object.entries(command.input).filter(([name]) => !taken.has(name)));
  }

  private async admitRequest(request: GrantedRequest, permission: Permission): Promise<void> {
    const caller = await this.callers.of(request);
    const body: unknown = request.body;
    const names = namedInInput(permission) ? (body as Names | undefined) : request.params;
    request.grant = await this.access.grant(permission, caller, names ?? {});
  }
}
