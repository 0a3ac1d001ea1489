import type { LoggerService } from '@nestjs/common';
import { Redis } from 'ioredis';

/** Milliseconds. A send may wait for Redis, and its ack is promised within a second even with Redis cut off. */
const COMMAND_TIMEOUT = 500;
const WATCH_INTERVAL = 1000;
const MAX_RECONNECT_DELAY = 2000;

/**
 * Opens a connection that outlives its server: it reconnects for ever, fails commands at once while Redis is away, logs the
 * loss once and the return once. Returns before the connection stands.
 */
export function openRedis(url: string, log: Pick<LoggerService, 'log' | 'warn'>): Redis {
  const redis = new Redis(url, {
    // With the default of 20 the failure of a queued command is thrown where nobody catches it, and the process ends.
    maxRetriesPerRequest: null,
    enableOfflineQueue: false,
    // What was published before Redis went quiet would be published again, late and out of order.
    autoResendUnfulfilledCommands: false,
    commandTimeout: COMMAND_TIMEOUT,
    connectTimeout: 2000,
    retryStrategy: (attempt) => Math.min(100 * attempt, MAX_RECONNECT_DELAY),
  });
  let away = false;
  const lost = (reason: string) => {
    if (away) return;
    away = true;
    log.warn(`Redis is away (${reason}); this node goes on alone until it is back.`);
  };
  redis.on('error', (error: Error & { code?: string }) => lost(error.code ?? error.name));
  redis.on('close', () => lost('connection closed'));
  redis.on('ready', () => {
    if (away) log.log?.('Redis is back.');
    away = false;
  });
  redis.on('end', () => {
    away = true;
  });
  return redis;
}

/**
 * Notices a Redis that keeps its connection and says nothing (cut off, stopped), which no socket event tells: a ping that is
 * not answered closes the connection, so commands fail at once instead of after their time-out. Returns how to stop it.
 */
export function watchRedis(redis: Redis): () => void {
  const timer = setInterval(() => {
    if (redis.status !== 'ready') return;
    redis.ping().catch(() => {
      if (redis.status === 'ready') redis.disconnect(true);
    });
  }, WATCH_INTERVAL);
  timer.unref();
  return () => clearInterval(timer);
}
