import { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';

const logger = new Logger('Redis');

/**
 * The publishing half of the Redis adapter's connection, which drops what cannot be sent at once. A frame that waited for Redis to return would
 * only be old news: clients learn of what they missed from `Heads`. And a rejected publish nobody awaits would end the process.
 */
export function publishOnly(redis: Redis): Redis {
  return new Proxy(redis, {
    get(target, property) {
      if (property === 'publish') {
        return (channel: string, message: Buffer | string): Promise<number> =>
          target.status === 'ready'
            ? target.publish(channel, message).catch((error: Error) => {
                logger.debug(`A frame was not published: ${error.message}`);
                return 0;
              })
            : Promise.resolve(0);
      }
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}
