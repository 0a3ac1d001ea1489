import { Module } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Config } from '../../platform/config/config.js';
import { REDIS } from '../../platform/redis/redis.module.js';
import { ConnectedDevices } from './connected-devices.js';
import { LastSeen } from './last-seen.js';
import { MemoryPresenceStore } from './memory-presence.store.js';
import { PresenceFeed } from './presence-feed.js';
import { PresenceBroadcaster } from './presence.broadcaster.js';
import { PresenceController } from './presence.controller.js';
import { PresenceGateway } from './presence.gateway.js';
import { PresenceQueries } from './presence.queries.js';
import { PresenceService } from './presence.service.js';
import { PresenceStore } from './presence.store.js';
import { RedisPresenceStore } from './redis-presence.store.js';
import { ToldPresence } from './told-presence.js';
import { TypingBroadcaster } from './typing.broadcaster.js';
import { TypingGateway } from './typing.gateway.js';
import { TypingService } from './typing.service.js';

/** Who is there, and who writes something just now. */
@Module({
  controllers: [PresenceController],
  providers: [
    {
      provide: PresenceStore,
      inject: [REDIS, Config],
      useFactory: (redis: Redis | undefined, { redisPrefix }: Config) =>
        redis ? new RedisPresenceStore(redis, redisPrefix) : new MemoryPresenceStore(),
    },
    ...[ConnectedDevices, LastSeen, PresenceFeed, PresenceQueries, PresenceService, ToldPresence],
    ...[PresenceBroadcaster, PresenceGateway],
    ...[TypingService, TypingBroadcaster, TypingGateway],
  ],
  exports: [PresenceQueries, PresenceStore],
})
export class PresenceModule {}
