import { setTimeout as sleep } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { bornAt, newId } from '../../src/platform/database/ids.js';
import type { Problem } from '../../src/platform/errors/problem.js';
import { Flow } from '../../src/platform/http/flow.js';
import { FlowLimits, type Claim } from '../../src/platform/http/flow-limits.js';
import { Readiness } from '../../src/platform/health/readiness.js';
import { RateLimits } from '../../src/platform/http/rate-limits.js';
import { RedisServer, until } from '../support/processes.js';
import { platformApp } from './platform.app.js';

describe('a flow', () => {
  it('lets through all its points at once, and then as many in each period', () => {
    const flow = new Flow({ points: 5, seconds: 10 });
    const tries = (now: number) => {
      let passed = 0;
      for (let n = 0; n < 20 && flow.wait('ada', now) === 0; n++, passed++) flow.take('ada', now);
      return passed;
    };
    expect(tries(0)).toBe(5);
    expect(flow.wait('ada', 0)).toBe(2_000);
    expect(flow.wait('ben', 0)).toBe(0);
    expect(tries(1_999)).toBe(0);
    expect(tries(2_000)).toBe(1);
    expect(tries(6_000)).toBe(2);
    expect(tries(60_000)).toBe(5);
    flow.owe('ben', 0, 10_000);
    expect(flow.wait('ben', 0)).toBe(2_000);
    flow.owe('ben', 0, 1e9); // whatever the others say, nobody waits longer than two periods
    expect(flow.owed('ben', 0)).toBe(20_000);
    flow.owe('ben', 0, 1);
    expect(flow.owed('ben', 0)).toBe(20_000);
  });

  it('knows an account’s age by its id', () => {
    const before = Date.now();
    expect(bornAt(newId())).toBeGreaterThanOrEqual(before - 1);
    expect(bornAt(newId())).toBeLessThanOrEqual(Date.now() + 1);
    expect(bornAt('01890a5d-ac96-774b-bcce-b302099a8057')).toBe(0x01890a5dac96);
  });
});

const refusal = (work: () => unknown): Problem | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error as Problem;
  }
};

(process.env.PARLEY_TEST_REDIS ? describe : describe.skip)('limits of several nodes', () => {
  let redis: RedisServer;
  const nodes: NestExpressApplication[] = [];
  const node = async (): Promise<NestExpressApplication> => {
    const app = await platformApp({
      ...{ REDIS_URL: redis.url, RATE_LIMIT_MESSAGE_USER: '20/600', RATE_LIMIT_MESSAGE_CHANNEL: '2/600' },
      ...{ RATE_LIMIT_AUTH_ACCOUNT: '10/900', RATE_LIMIT_SOCKET_USER: '40/60' },
    });
    nodes.push(app);
    return app;
  };
  beforeAll(async () => {
    redis = await RedisServer.start();
    for (let n = 0; n < 2; n++) await node();
    await sleep(300); // both have reached Redis
  });
  afterAll(async () => {
    await Promise.all(nodes.map((app) => app.close()));
    await redis.end('SIGKILL');
  });

  it('S3-65 what flows on one node counts on the other, without anybody waiting for Redis', async () => {
    const [one, other] = nodes.map((app) => app.get(FlowLimits)) as [FlowLimits, FlowLimits];
    const claim: Claim = ['message.user', 'ada'];
    for (let n = 0; n < 15; n++) one.take(claim);
    await sleep(300);
    other.take(claim); // the first one asks what was done elsewhere
    await sleep(100);
    let passed = 1;
    while (passed < 20 && refusal(() => other.take(claim)) === undefined) passed++;
    expect(passed).toBe(5);
    const told = refusal(() => other.take(claim))!;
    expect(told).toMatchObject({ code: 'rate.limited', limit: { name: 'message.user', points: 20, seconds: 600 } });
    expect(told.retryAfter).toBeGreaterThan(20);
    await until(() => refusal(() => one.take(claim)) !== undefined, 'the first node hears of it', 2_000);
    expect(refusal(() => one.require(['message.user', 'ben']))).toBeUndefined();
  });

  it('takes a point of each or of none', async () => {
    const limits = nodes[0]!.get(FlowLimits);
    const user: Claim = ['message.user', 'cy'];
    const channel: Claim = ['message.channel', 'cy in a room'];
    for (let n = 0; n < 2; n++) limits.take(user, channel);
    for (let n = 0; n < 50; n++) expect(refusal(() => limits.take(user, channel))?.limit?.name).toBe('message.channel');
    for (let n = 0; n < 18; n++) limits.take(user);
    expect(refusal(() => limits.take(user))?.limit?.name).toBe('message.user');
  });

  it('S3-65 with Redis away messages stay open and guesses stay shut', async () => {
    const [one, other] = [nodes[0]!, nodes[1]!];
    const guess = (app: NestExpressApplication, key: string) =>
      app
        .get(RateLimits)
        .consume('auth.account', key)
        .then(
          () => true,
          () => false,
        );
    const guesses = async (app: NestExpressApplication, key: string) => {
      let passed = 0;
      for (let n = 0; n < 30; n++) if (await guess(app, key)) passed++;
      return passed;
    };
    expect((await guesses(one, 'known')) + (await guesses(other, 'known'))).toBe(10);
    for (let n = 0; n < 4; n++) await guess(one, 'begun');
    await redis.end('SIGKILL');
    expect(await guesses(one, 'known')).toBe(0); // what was shut stays shut
    expect(await guesses(one, 'begun')).toBe(1); // half of ten, those of before among them
    expect((await guesses(one, 'new')) + (await guesses(other, 'new'))).toBe(10); // two nodes let through what one would
    await one.get(RateLimits).giveBack('auth.account', 'new'); // rejects nothing
    const began = Date.now();
    for (let n = 0; n < 20; n++) await one.get(RateLimits).consume('socket.user', 'ada');
    one.get(FlowLimits).take(['message.user', 'dora']);
    expect(Date.now() - began).toBeLessThan(1_000);
    redis = await redis.again();
    const up = async (app: NestExpressApplication) => (await app.get(Readiness).look()).redis === 'up';
    await until(async () => (await up(one)) && (await up(other)), 'both have found Redis again');
    await sleep(1_000); // and so have their subscribers
    expect(await guesses(one, 'new')).toBe(0); // Redis came back empty, and the node knows what it has seen
  });
});
