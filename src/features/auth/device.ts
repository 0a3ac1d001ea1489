import { isIP } from 'node:net';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { addressKey } from '../../platform/http/address.js';

/** Where a request comes from, as a session remembers it. */
export interface Device {
  /** At most 255 characters, as the program calls itself. */
  userAgent: string;
  /** An IP address, or empty when a proxy passed on something else. */
  address: string;
  /** What stands for the address in rate limits. */
  addressKey: string;
}

/** The device that a REST request comes from. */
export const FromDevice = createParamDecorator((_: unknown, context: ExecutionContext): Device => {
  const { ip = '', headers } = context.switchToHttp().getRequest<Request>();
  return {
    userAgent: (headers['user-agent'] ?? '').slice(0, 255),
    address: isIP(ip) ? ip.slice(0, 45) : '',
    addressKey: addressKey(ip),
  };
});
