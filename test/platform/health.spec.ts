import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { Config } from '../../src/platform/config/config.js';
import { Database } from '../../src/platform/database/database.js';
import { Readiness } from '../../src/platform/health/readiness.js';
import { RateLimits } from '../../src/platform/http/rate-limits.js';
import { openWaitingRoom } from '../../src/platform/http/waiting-room.js';
import { platformApp } from './platform.app.js';

let app: NestExpressApplication;
const http = () => request(app.getHttpServer());
const open = async (env?: Record<string, string>) => {
  app = await platformApp(env);
};

describe('health', () => {
  afterEach(() => app.close());

  it('is alive and ready when all is well', async () => {
    await open();
    expect((await http().get('/health/live')).body).toEqual({ status: 'alive' });
    const ready = await http().get('/health/ready');
    expect(ready.status).toBe(200);
    expect(ready.body).toEqual({ status: 'ready', database: 'up', redis: 'not_used', stopping: false });
  });

  it('is alive but not ready while stopping', async () => {
    await open();
    app.get(Readiness).stop();
    expect((await http().get('/health/ready')).status).toBe(503);
    expect((await http().get('/health/live')).status).toBe(200);
  });

  it('is alive but not ready without its database', async () => {
    await open();
    const real = app.get(Database);
    await real.close();
    const ready = await http().get('/health/ready');
    expect(ready.status).toBe(503);
    expect(ready.body.database).toBe('down');
    expect((await http().get('/health/live')).status).toBe(200);
    // The app closes its database again below, which a closed one must bear.
    real.close = () => Promise.resolve();
  });

  it('shows metrics to this machine only, or to the holder of the token', async () => {
    await open();
    await http().get('/api/v1/echo/nothing-here');
    const own = await http().get('/metrics');
    expect(own.headers['content-type']).toMatch(/^text\/plain/);
    expect(own.text).toMatch(/nodejs_eventloop_lag_seconds/);
    expect(own.text).toMatch(/parley_http_request_seconds_count\{method="GET",route="none",status="404"\}/);
    expect((await http().get('/metrics').set('X-Forwarded-For', '192.0.2.1')).status).toBe(404);
    await app.close();
    await open({ METRICS_TOKEN: 'sixteen-characters' });
    expect((await http().get('/metrics')).status).toBe(401);
    expect((await http().get('/metrics').set('Authorization', 'Bearer wrong')).status).toBe(401);
    expect((await http().get('/metrics').set('Authorization', 'Bearer sixteen-characters')).status).toBe(200);
  });
});

describe('before the app', () => {
  it('a waiting room answers alive and not ready, and finds a taken port', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    await expect(openWaitingRoom(port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE', port });
    taken.close();
    await once(taken, 'close');
    const close = await openWaitingRoom(port, '127.0.0.1');
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(503);
    await close();
    await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow('fetch failed');
  });
});

const redisUrl = process.env.PARLEY_TEST_REDIS;

function withRedis(): void {
  /** Stands between the app and Redis, so that Redis can be cut off, silenced and given back. */
  let gate: Server;
  let port: number;
  let silent = false;
  const sockets = new Set<Socket>();

  const openGate = async () => {
    const { hostname, port: redisPort } = new URL(redisUrl as string);
    gate = createServer((client) => {
      const upstream = connect(Number(redisPort || 6379), hostname);
      for (const socket of [client, upstream]) sockets.add(socket.on('error', () => undefined));
      client.on('data', (chunk) => !silent && upstream.write(chunk));
      upstream.on('data', (chunk) => !silent && client.write(chunk));
      client.on('close', () => upstream.destroy());
      upstream.on('close', () => client.destroy());
    }).listen(port ?? 0, '127.0.0.1');
    await once(gate, 'listening');
    port = (gate.address() as AddressInfo).port;
  };
  const closeGate = async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    gate.close();
    await once(gate, 'close');
  };
  const redisState = async () => (await http().get('/health/ready')).body.redis as string;
  const until = async (state: string) => {
    const end = Date.now() + 30_000;
    while ((await redisState()) !== state) {
      if (Date.now() > end) throw new Error(`Redis was not seen ${state}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  beforeEach(async () => {
    silent = false;
    await openGate();
    await open({
      REDIS_URL: `redis://127.0.0.1:${port}/9`,
      REDIS_PREFIX: `parley-health-${process.pid}-${Date.now()}`,
      RATE_LIMIT_REST_ADDRESS: '40/60',
    });
    await until('up');
  });
  afterEach(async () => {
    await app.close();
    await closeGate();
  });

  it('stays ready and goes on answering when Redis dies, and finds it again', async () => {
    await closeGate();
    await until('down');
    expect((await http().get('/health/ready')).status).toBe(200);
    const start = performance.now();
    expect((await http().get('/api/v1/echo')).status).toBe(200);
    expect(performance.now() - start).toBeLessThan(500);
    await openGate();
    await until('up');
  });

  it('notices a Redis that keeps its connection and says nothing', async () => {
    silent = true;
    const start = performance.now();
    expect((await http().get('/api/v1/echo')).status).toBe(200);
    expect(performance.now() - start).toBeLessThan(1000);
    await until('down');
    silent = false;
    await until('up');
  });

  it('shares allowances between nodes', async () => {
    const other = app.get(RateLimits);
    let granted = 0;
    const ask = (limits: RateLimits) =>
      limits.consume('auth.account', 'ada|192.0.2.1').then(
        () => (granted += 1),
        () => 0,
      );
    const second = await platformApp({
      REDIS_URL: `redis://127.0.0.1:${port}/9`,
      REDIS_PREFIX: app.get(Config).redisPrefix,
    });
    while ((await second.get(Readiness).look()).redis !== 'up') await new Promise((resolve) => setTimeout(resolve, 20));
    for (let i = 0; i < 10; i += 1) await Promise.all([ask(other), ask(second.get(RateLimits))]);
    await second.close();
    expect(granted).toBe(10);
  });

  it('hands out a person’s commands by the handful without granting more', async () => {
    const limits = app.get(RateLimits);
    const results = await Promise.allSettled(
      Array.from({ length: 100 }, () => limits.consume('rest.address', '192.0.2.9')),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(40);
  });
}

// Where none answers: with CI=true that is a failure before any test runs (scripts/test.mjs).
if (redisUrl) {
  describe('with Redis', () => {
    withRedis();
  });
}
