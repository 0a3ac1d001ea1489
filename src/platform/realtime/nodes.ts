import type { INestApplicationContext } from '@nestjs/common';
import { createAdapter } from '@socket.io/redis-adapter';
import type { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { Config } from '../config/config.js';
import { REDIS } from '../redis/redis.module.js';
import { Realtime, type ConnectionServer } from './realtime.js';
import { publishOnly } from './redis-publisher.js';

/** How long a node waits for what it asked the others, in milliseconds. */
const ANSWER_MS = 2_000;

/** Joins a server to those of the other nodes. Answers the connection that listens to them, which its owner ends. */
export function joinNodes(server: ConnectionServer, redis: Redis, { redisPrefix }: Config): Redis {
  // A subscription waits for Redis instead of failing: without it this node would hear nothing for ever.
  const subscriber = redis.duplicate({ enableOfflineQueue: true, commandTimeout: undefined });
  subscriber.on('error', () => undefined); // the main connection reports; without a listener the process would end
  server.adapter(createAdapter(publishOnly(redis), subscriber, { key: redisPrefix, requestsTimeout: ANSWER_MS }));
  return subscriber;
}

/**
 * Lets a process without sockets of its own, a worker, speak to those of the nodes, so that what its jobs did is heard at once and not only when
 * `Heads` tells of it. Answers how to leave again.
 */
export function joinAsWorker(app: INestApplicationContext): () => void {
  const redis = app.get<Redis | undefined>(REDIS);
  if (!redis) throw new Error('A worker needs Redis.');
  const server: ConnectionServer = new Server({ serveClient: false });
  const subscriber = joinNodes(server, redis, app.get(Config));
  app.get(Realtime).attach(server, { alone: false });
  return () => subscriber.disconnect();
}
