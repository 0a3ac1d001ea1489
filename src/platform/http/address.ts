import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * What stands for an address in rate limits: an IPv4 address, or the /64 network of an IPv6 address, because one household
 * or server is given a whole /64 (RFC 6177).
 */
export function addressKey(address: string | undefined): string {
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (isIPv4(plain)) return plain;
  if (!isIPv6(plain)) return 'unknown';
  const [head = '', tail] = plain.split('::');
  const start = head === '' ? [] : head.split(':');
  const end = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(tail === undefined ? 0 : Math.max(0, 8 - start.length - end.length)).fill('0');
  return `${[...start, ...zeros, ...end]
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/**
 * The address that a connection comes from, past `proxies` proxies of our own: what Express tells of a request as `ip`, for those that Express
 * does not see. With 0 what `X-Forwarded-For` says is not believed.
 */
export function addressBehind(
  proxies: number,
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
): string {
  const told = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const nearestFirst = [
    socket.remoteAddress ?? '',
    ...told
      .map((address) => address.trim())
      .filter(Boolean)
      .reverse(),
  ];
  return nearestFirst[Math.min(proxies, nearestFirst.length - 1)]!;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const PROXY_HEADERS = ['forwarded', 'via', 'x-real-ip', 'cf-connecting-ip', 'true-client-ip'];

/**
 * Whether somebody on this very machine asks: the connection comes from here, through no proxy that shows itself, to a name of this machine
 * (another name would be DNS rebinding).
 */
export function isFromThisMachine({ headers, socket }: IncomingMessage): boolean {
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const isLocal = loopback.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
  const isNamedLocal = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(headers.host ?? '');
  const isProxied = Object.keys(headers).some((name) => name.startsWith('x-forwarded') || PROXY_HEADERS.includes(name));
  return isLocal && isNamedLocal && !isProxied;
}
