import { isIP } from 'node:net';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { addressKey } from '../../platform/http/address.js';
import type { IncomingCommand } from '../../platform/realtime/incoming-command.js';

/** Where a request or a command comes from, as a session remembers it. */
export interface Device {
  /** At most 255 characters, as the program calls itself. */
  userAgent: string;
  /** An IP address, or empty when a proxy passed on something else. */
  address: string;
  /** What stands for the address in rate limits. */
  addressKey: string;
}

/** The device that a REST request or a socket command comes from. */
export const FromDevice = createParamDecorator((_: unknown, context: ExecutionContext): Device => {
  if (context.getType() === 'ws') {
    const { data, request } = context.switchToWs().getData<IncomingCommand>().connection;
    return deviceAt(data.address, request.headers['user-agent']);
  }
  const { ip = '', headers } = context.switchToHttp().getRequest<Request>();
  return deviceAt(ip, headers['user-agent']);
});

function deviceAt(address: string, userAgent = ''): Device {
  return {
    userAgent: userAgent.slice(0, 255),
    address: isIP(address) ? address.slice(0, 45) : '',
    addressKey: addressKey(address),
  };
}
