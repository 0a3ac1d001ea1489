import { Redis } from 'ioredis';
import { clockFinding, doubtful, reason, well, wrong, type Finding } from './finding.js';

/** Looks at Redis, once and without patience. */
export async function* examineRedis(url: string): AsyncGenerator<Finding> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 3_000,
    commandTimeout: 2_000,
    enableReadyCheck: false,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  let lost: unknown;
  redis.on('error', (error: Error) => (lost = error));
  try {
    await redis.connect();
    const askedAt = Date.now();
    const [seconds, micros] = (await redis.time()).map(Number);
    const answeredAt = Date.now();
    const info = await redis.info();
    const told = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim();
    yield well('redis', `Redis ${told('redis_version')} answers`);
    yield clockFinding('redis clock', seconds! * 1000 + micros! / 1000, askedAt, answeredAt);
    const policy = told('maxmemory_policy');
    if (policy !== undefined && policy !== 'noeviction')
      yield doubtful(
        'redis',
        `its maxmemory-policy is ${policy}: it may drop queues and counters`,
        'Set maxmemory-policy noeviction.',
      );
  } catch (error) {
    yield wrong(
      'redis',
      `cannot be used (${reason(lost ?? error)})`,
      'Check host, port and password in REDIS_URL, and that the server runs and may be reached from here.',
    );
  } finally {
    redis.disconnect();
  }
}
