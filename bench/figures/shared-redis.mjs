// A Redis that others may use as well: the nodes of a run keep to keys of their own, which go afterwards.
import { Redis } from 'ioredis';

/** What to set for a node, or undefined when no Redis answers. */
export async function sharedRedis() {
  const url = process.env.TEST_REDIS_URL || 'redis://127.0.0.1:6379';
  const prefix = `parley_figures_${process.pid}`;
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined); // the next line says whether it answers
  const answers = await redis.connect().then(
    () => true,
    () => false,
  );
  if (!answers) {
    console.log(`No Redis answers at ${url}, so nobody comes to two nodes.`);
    return undefined;
  }
  const close = async () => {
    for await (const keys of redis.scanStream({ match: `*${prefix}*`, count: 1_000 })) {
      if (keys.length > 0) await redis.del(...keys);
    }
    redis.disconnect();
  };
  return { env: { REDIS_URL: url, REDIS_PREFIX: prefix }, close };
}
