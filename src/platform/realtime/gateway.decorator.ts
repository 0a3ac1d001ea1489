import { applyDecorators, Catch, UseFilters, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import type { IncomingCommand } from './incoming-command.js';

/** Answers the acknowledgement of a command whose guard, pipe or handler threw: Nest by itself never would, and global filters do not reach gateways. */
@Catch()
class CommandFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    host.switchToWs().getData<IncomingCommand>().fail(error);
  }
}

/** A class that receives commands. All gateways share the one server and its one connection a client. */
export const Gateway = (): ClassDecorator => applyDecorators(WebSocketGateway(), UseFilters(CommandFilter));
