import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, Global, Module, Post, Query } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { ChangesModule } from '../../src/platform/changes/changes.module.js';
import { Config, loadConfig } from '../../src/platform/config/config.js';
import { ConfigModule } from '../../src/platform/config/config.module.js';
import { ContractModule } from '../../src/platform/contract/contract.module.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { PageDto } from '../../src/platform/errors/page.dto.js';
import { fail } from '../../src/platform/errors/problem.js';
import { Text } from '../../src/platform/errors/text.js';
import { HealthModule } from '../../src/platform/health/health.module.js';
import { appOptions, configureApp } from '../../src/platform/http/bootstrap.js';
import { HttpModule } from '../../src/platform/http/http.module.js';
import { Authenticator, type Caller, type SessionHolder } from '../../src/platform/realtime/authenticator.js';
import { RealtimeModule } from '../../src/platform/realtime/realtime.module.js';
import { StreamDirectory } from '../../src/platform/realtime/stream-directory.js';
import { RedisModule } from '../../src/platform/redis/redis.module.js';
import { schema } from '../../src/schema.js';

class EchoDto {
  @Text({ max: 200_000, multiline: true })
  body!: string;
}

/** A feature of the tests' own: the platform has none. */
@Controller('echo')
class EchoController {
  @Post()
  echo(@Body() input: EchoDto): EchoDto {
    return input;
  }

  @Get()
  page(@Query() page: PageDto): PageDto {
    return page;
  }

  @Get('crash')
  crash(): never {
    throw new Error('s3cret ada@example.org');
  }

  @Get('archived')
  archived(): never {
    throw fail('channel.archived');
  }

  @Get('slow')
  slow(): Promise<{ done: true }> {
    return new Promise((resolve) => setTimeout(() => resolve({ done: true }), 500));
  }
}

/** Takes `user-<name>` for a token of that user, and nothing else. */
class NameAuthenticator extends Authenticator {
  authenticate(accessToken: string): Promise<Caller> {
    const userId = /^user-(\w+)$/.exec(accessToken)?.[1];
    if (!userId) return Promise.reject(fail('auth.invalid_token'));
    return Promise.resolve({ userId, sessionId: `session-${userId}`, expiresAt: Date.now() + 300_000 });
  }

  holder(sessionId: string): Promise<SessionHolder> {
    return Promise.resolve({ userId: sessionId.replace('session-', ''), sessionId });
  }

  standing(sessionIds: string[]): Promise<Set<string>> {
    return Promise.resolve(new Set(sessionIds));
  }
}

class NoStreams extends StreamDirectory {
  streamsOf(): Promise<Map<string, []>> {
    return Promise.resolve(new Map<string, []>());
  }
}

@Global()
@Module({
  controllers: [EchoController],
  providers: [
    { provide: Authenticator, useClass: NameAuthenticator },
    { provide: StreamDirectory, useClass: NoStreams },
  ],
  exports: [Authenticator, StreamDirectory],
})
class EchoModule {}

const folders: string[] = [];
process.once('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** The platform with one small feature on it, assembled as the server is, on a database file of its own. Not listening yet. */
export async function platformApp(env: Record<string, string> = {}): Promise<NestExpressApplication> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-platform-'));
  folders.push(dataDir);
  const config = loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: dataDir, ...env });
  const modules = [
    ConfigModule,
    DatabaseModule.forRoot(schema),
    RedisModule,
    HttpModule,
    HealthModule,
    ChangesModule,
    RealtimeModule,
    ContractModule,
    EchoModule,
  ];
  const built = await Test.createTestingModule({ imports: modules })
    .overrideProvider(Config)
    .useValue(config)
    .compile();
  const app = configureApp(built.createNestApplication<NestExpressApplication>(appOptions));
  await app.init();
  return app;
}
