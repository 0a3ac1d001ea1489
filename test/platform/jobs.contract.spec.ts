import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';
import type { Database } from '../../src/platform/database/database.js';
import { failureText, GiveUp, TryLater } from '../../src/platform/jobs/job-failure.js';
import { JobHandlers, type JobContext, type JobHandler } from '../../src/platform/jobs/job-handlers.js';
import { JobSettings } from '../../src/platform/jobs/job-settings.js';
import { declaredJobTypes, jobType } from '../../src/platform/jobs/job-type.js';
import { compiled } from './compiled.js';
import { JobsNode, openDatabase, probe, type Place, type Probe } from './jobs.node.js';

const root = join(import.meta.dirname, '../..');
const mysqlUrl = process.env.PARLEY_TEST_MYSQL;
const redisUrl = process.env.PARLEY_TEST_REDIS;
const quick = (attempt: number): number => 300 * 3 ** (attempt - 1);

interface Setup {
  name: string;
  driver: 'in process' | 'Bull';
  mysql: boolean;
}

const setups: Setup[] = [
  { name: 'SQLite, in process', driver: 'in process', mysql: false },
  ...(mysqlUrl ? [{ name: 'MySQL, in process', driver: 'in process' as const, mysql: true }] : []),
  ...(mysqlUrl && redisUrl ? [{ name: 'MySQL, Bull', driver: 'Bull' as const, mysql: true }] : []),
];

async function until(condition: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Not within ${ms} ms: ${condition.toString()}`);
    await sleep(25);
  }
}

async function sql<T>(database: Database, statement: string): Promise<T[]> {
  return database.read((manager) => manager.query<T[]>(statement));
}

async function count(database: Database, table: string): Promise<number> {
  const [row] = await sql<{ n: number | string }>(database, `SELECT COUNT(*) AS n FROM ${table}`);
  return Number(row?.n);
}

function enqueue(database: Database, ...numbers: number[]): Promise<string[]> {
  return database.write([], async (tx) => numbers.map((n) => tx.enqueue(probe, { n })));
}

describe.each(setups)('jobs on $name', ({ driver, mysql }) => {
  let place: Place;
  let database: Database;
  let nodes: JobsNode[];
  const opened: Database[] = [];
  const children: ChildProcess[] = [];

  function node(
    handle: JobHandler<Probe>,
    settings: Partial<JobSettings> = {},
    on = database,
    inProcess = true,
  ): JobsNode {
    const made = new JobsNode(on, place, handle, settings, inProcess);
    nodes.push(made);
    return made;
  }

  /** Another process's door to the same database, where the database allows one. */
  async function another(): Promise<Database> {
    if (!mysql) return database;
    const other = await openDatabase(place);
    opened.push(other);
    return other;
  }

  beforeAll(async () => {
    const name = `parley_jobs_${process.pid}_${Date.now()}`;
    const dataDir = await mkdtemp(join(tmpdir(), 'parley-jobs-'));
    place = { dataDir, prefix: name };
    if (mysql && mysqlUrl) {
      const admin = await createConnection(mysqlUrl);
      await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
      await admin.end();
      place.databaseUrl = Object.assign(new URL(mysqlUrl), { pathname: `/${name}` }).href;
    }
    if (driver === 'Bull') place.redisUrl = redisUrl;
    database = await openDatabase(place);
    console.log(`jobs run on ${database.version}`);
  });

  beforeEach(async () => {
    nodes = [];
    await database.write([], async ({ manager }) => {
      await manager.query('DELETE FROM jobs');
      await manager.query('DELETE FROM dead_letters');
    });
  });

  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await Promise.all(nodes.map((started) => started.stop()));
    await Promise.all(opened.splice(0).map((other) => other.close()));
  });

  afterAll(async () => {
    await database.close();
    if (place.databaseUrl && mysqlUrl) {
      const admin = await createConnection(mysqlUrl);
      await admin.query(`DROP DATABASE ${place.prefix}`);
      await admin.end();
    }
    if (place.redisUrl) await emptyRedis();
    await rm(place.dataDir, { recursive: true, force: true });
  });

  async function emptyRedis(): Promise<number> {
    const redis = new Redis(place.redisUrl ?? '');
    const keys = await redis.keys(`${place.prefix}:*`);
    if (keys.length > 0) await redis.del(keys);
    await redis.quit();
    return keys.length;
  }

  it('a job runs once per enqueue, at once, and leaves no row', async () => {
    const runs: number[] = [];
    node(async ({ n }) => void runs.push(n)).start();
    await sleep(500); // connections stand
    const began = Date.now();
    await enqueue(database, 1, 2, 3);
    await until(async () => (await count(database, 'jobs')) === 0);
    expect(Date.now() - began).toBeLessThan(1500);
    await sleep(800); // two sweeps or polls later nothing came twice
    expect(runs.sort((a, b) => a - b)).toEqual([1, 2, 3]);
  });

  it('a job of a rolled-back write never runs', async () => {
    const runs: number[] = [];
    node(async ({ n }) => void runs.push(n)).start();
    const write = database.write([], async (tx) => {
      tx.enqueue(probe, { n: 1 });
      throw new Error('no');
    });
    await expect(write).rejects.toThrow('no');
    await enqueue(database, 2);
    await until(() => runs.includes(2));
    await sleep(600);
    expect(runs).toEqual([2]);
  });

  it('a delayed job waits its time', async () => {
    const runs: number[] = [];
    node(async () => void runs.push(Date.now())).start();
    const began = Date.now();
    await database.write([], async (tx) => void tx.enqueue(probe, { n: 1 }, { delayMs: 1200 }));
    await until(() => runs.length > 0);
    expect((runs[0] ?? 0) - began).toBeGreaterThanOrEqual(1150);
    expect((runs[0] ?? 0) - began).toBeLessThan(3000);
  });

  it('a job enqueued by a node whose clock is ten minutes ahead runs at once', async () => {
    const runs: number[] = [];
    node(async ({ n }) => void runs.push(n)).start();
    const others = [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'setInterval',
      'setTimeout',
    ] as const;
    jest.useFakeTimers({
      now: Date.now() + 600_000,
      doNotFake: [...others, 'clearImmediate', 'clearInterval', 'clearTimeout'],
    });
    await enqueue(database, 1).finally(() => jest.useRealTimers());
    await until(() => runs.length === 1, 45_000);
  });

  it('a failing job is tried three times with growing pauses, then kept among the dead letters, from where it can be retried', async () => {
    const runs: { at: number; context: JobContext }[] = [];
    let broken = true;
    const { deadLetters } = node(
      async (_, context) => {
        runs.push({ at: Date.now(), context });
        if (broken) throw new Error('smtp://bot:hunter2@mail.example.org refused ada@example.org');
      },
      { backoff: quick },
    ).start();
    const [id = ''] = await enqueue(database, 7);
    await until(async () => (await count(database, 'dead_letters')) === 1);
    const at = runs.map((run) => run.at);
    expect(runs.map(({ context }) => [context.jobId, context.attempt])).toEqual(
      [1, 2, 3].map((attempt) => [id, attempt]),
    );
    const pauses = [at[1]! - at[0]!, at[2]! - at[1]!];
    expect(pauses[0]).toBeGreaterThanOrEqual(290);
    expect(pauses[1]).toBeGreaterThanOrEqual(890);
    expect(await count(database, 'jobs')).toBe(0);
    const { items, next } = await deadLetters.list();
    expect(next).toBeUndefined();
    expect(items).toMatchObject([{ id, queue: 'test', name: 'probe', attempts: 3, payload: '{"n":7}' }]);
    expect(items[0]?.error).toBe('Error: smtp://[credentials]@mail.example.org refused [mail]');
    expect(Math.abs((items[0]?.failedAt.getTime() ?? 0) - Date.now())).toBeLessThan(10_000);

    broken = false;
    const retry = () => database.write([], async (tx) => (await deadLetters.putBack(tx, id)) !== undefined);
    const both = await Promise.all([retry(), retry()]);
    expect(both.sort()).toEqual([false, true]);
    await until(async () => (await count(database, 'jobs')) === 0);
    expect(runs).toHaveLength(4);
    expect(await count(database, 'dead_letters')).toBe(0);
  });

  it('a job that can never be done is given up at its first try', async () => {
    let tries = 0;
    node(() => {
      tries += 1;
      throw new GiveUp('550 no such mailbox');
    }).start();
    await enqueue(database, 1);
    await until(async () => (await count(database, 'dead_letters')) === 1);
    expect(await sql(database, 'SELECT attempts, error FROM dead_letters')).toEqual([
      { attempts: 1, error: 'GiveUp: 550 no such mailbox' },
    ]);
    expect([tries, await count(database, 'jobs')]).toEqual([1, 0]);
  });

  it('a job that asks for it is tried later, as often as it takes, until patience ends', async () => {
    const tries: number[] = [];
    const settings = { patienceMs: 3_000, backoff: () => 60_000 };
    node(({ n }, { attempt }) => {
      if (n === 1) tries.push(attempt);
      if (n === 1 && tries.length === 5) return Promise.resolve();
      throw new TryLater('451 greylisted', 100);
    }, settings).start();
    await enqueue(database, 1, 2);
    await until(() => tries.length === 5); // more than a poison job gets
    expect(tries).toEqual([1, 1, 1, 1, 1]);
    await until(async () => (await count(database, 'dead_letters')) === 1);
    expect(await sql(database, 'SELECT payload, attempts, error FROM dead_letters')).toEqual([
      { payload: '{"n":2}', attempts: 1, error: 'TryLater: 451 greylisted' },
    ]);
    expect(await count(database, 'jobs')).toBe(0);
  });

  it('a job whose process dies each time is given up after its third try', async () => {
    const runs: number[] = [];
    const [id = ''] = await enqueue(database, 1);
    // As if three processes had begun it and none had lived to say how it went.
    await database.write([], ({ manager }) => manager.query('UPDATE jobs SET attempts = 3'));
    node(async ({ n }) => void runs.push(n)).start();
    await until(async () => (await count(database, 'dead_letters')) === 1, 45_000);
    expect(await sql(database, 'SELECT id, attempts, error FROM dead_letters')).toEqual([
      { id, attempts: 3, error: 'The process ended each time while it did this job.' },
    ]);
    expect(runs).toEqual([]);
  });

  it('dead letters are listed by cursor, newest first', async () => {
    const { deadLetters } = node(() => Promise.reject(new Error('never')), { maxAttempts: 1 }).start();
    const ids = await enqueue(database, 1, 2, 3);
    await until(async () => (await count(database, 'dead_letters')) === 3);
    const first = await deadLetters.list({ limit: 2 });
    const second = await deadLetters.list({ limit: 2, before: first.next! });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(second.next).toBeUndefined();
  });

  it('two processes that are told of the same jobs never run one twice', async () => {
    const runs = new Map<number, number>();
    const handle = async ({ n }: Probe): Promise<void> => {
      runs.set(n, (runs.get(n) ?? 0) + 1);
      await sleep(5);
    };
    const one = node(handle, { sweepMs: 50, pollMs: 50 }).start();
    const two = node(handle, { sweepMs: 50, pollMs: 50 }, await another()).start();
    const numbers = Array.from({ length: 60 }, (_, n) => n);
    const ids = await enqueue(database, ...numbers);
    const refs = ids.map((id) => ({ id, queue: 'test', name: 'probe' }));
    await Promise.all(refs.flatMap((ref) => [one.executor.run(ref), two.executor.run(ref)]));
    await until(async () => (await count(database, 'jobs')) === 0);
    await sleep(300);
    expect(runs.size).toBe(60);
    expect([...runs.values()].every((times) => times === 1)).toBe(true);
  });

  it('a claim is held as long as the handler works, and a process that lost it stores nothing more', async () => {
    let aborted: unknown;
    const one = node(
      async (_, { signal }) => {
        signal.addEventListener('abort', () => (aborted = signal.reason));
        await sleep(1500);
      },
      { lockMs: 600, renewMs: 200 },
    );
    const two = node(async () => undefined, { lockMs: 600, renewMs: 200 }, await another());
    const [id = ''] = await enqueue(database, 1);
    const ref = { id, queue: 'test', name: 'probe' };
    const run = one.executor.run(ref);
    await sleep(1000); // longer than the lock
    expect(await two.store.claim(id)).toBeUndefined();
    // As if this process had slept through its claim and another had taken the job.
    await database.write([], ({ manager }) => manager.query('UPDATE jobs SET attempts = attempts + 1'));
    await run;
    expect(aborted).toMatchObject({ name: 'ClaimLost' });
    expect(await sql(database, 'SELECT id, attempts, lastError FROM jobs')).toEqual([
      { id, attempts: 2, lastError: null },
    ]);
  });

  it('a handler that hangs fails when its time is up, and holds up no other', async () => {
    const finished: number[] = [];
    node(
      async ({ n }, { signal }) => {
        if (n === 0) await new Promise<never>(() => signal.addEventListener('abort', () => finished.push(-1)));
        finished.push(n);
      },
      { limitMs: 700, backoff: () => 60_000 },
    ).start();
    const began = Date.now();
    await enqueue(database, 0, 1, 2, 3, 4, 5);
    await until(() => finished.filter((n) => n > 0).length === 5, 45_000);
    await until(
      async () => (await sql<{ lastError: string }>(database, 'SELECT lastError FROM jobs'))[0]?.lastError !== null,
      3000,
    );
    expect(Date.now() - began).toBeLessThan(3000);
    const [row] = await sql<{ lastError: string; attempts: number }>(database, 'SELECT lastError, attempts FROM jobs');
    expect(row).toEqual({ lastError: 'JobTimedOut: The job took longer than 700 ms.', attempts: 1 });
    expect(finished).toContain(-1);
  });

  it('a stopping process finishes work in hand and gives back what does not end', async () => {
    const finished: number[] = [];
    const stopping = node(
      async ({ n }) => {
        await sleep(n === 1 ? 500 : 60_000, undefined, { ref: false });
        finished.push(n);
      },
      { stopMs: 1000 },
    ).start();
    await enqueue(database, 1, 2);
    await until(async () => (await sql(database, 'SELECT id FROM jobs WHERE lockedUntil IS NOT NULL')).length === 2);
    const began = Date.now();
    await stopping.stop();
    expect(Date.now() - began).toBeLessThan(3500);
    expect(finished).toEqual([1]);
    expect(await sql(database, 'SELECT attempts, lockedUntil, payload FROM jobs')).toEqual([
      { attempts: 0, lockedUntil: null, payload: '{"n":2}' },
    ]);
    const runs: number[] = [];
    node(async ({ n }) => void runs.push(n), {}, await another()).start();
    await until(() => runs.includes(2), 45_000);
  });

  it('a job whose process was killed is taken over within 20 s', async () => {
    const out = await compiled(root, [
      'src/platform',
      'migrations',
      'test/platform/jobs.node.ts',
      'test/platform/jobs.child.ts',
    ]);
    if (!mysql) await database.close(); // one process serves a SQLite file
    const child = spawn(process.execPath, [join(out, 'test/platform/jobs.child.js')], {
      env: { ...process.env, NODE_OPTIONS: '', JOBS_PLACE: JSON.stringify(place) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    if (!mysql) {
      await until(() => said.includes('ready'), 60_000);
      const beside = new (await import('libsql')).default(join(place.dataDir, 'parley.sqlite'), { timeout: 5000 });
      const now = "strftime('%Y-%m-%d %H:%M:%f', 'now')";
      beside.exec(`INSERT INTO jobs VALUES ('a', 'test', 'probe', '{"n":5}', 0, ${now}, NULL, NULL, ${now})`);
      beside.close();
    } else {
      await until(() => said.includes('ready'), 60_000);
      await enqueue(database, 5);
      // Nobody else is there: the child is told by Redis or finds it by itself.
    }
    await until(() => said.includes('took 5 try 1'), 45_000);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const killed = Date.now();
    if (!mysql) database = await openDatabase(place);
    expect(await sql(database, 'SELECT attempts FROM jobs')).toEqual([{ attempts: 1 }]);
    const tries: number[] = [];
    node(async (_, { attempt }) => void tries.push(attempt), { sweepMs: 3000, pollMs: 1000 }).start();
    await until(() => tries.length > 0, 60_000);
    console.log(`taken over ${Date.now() - killed} ms after the kill`);
    expect(tries).toEqual([2]);
    await until(async () => (await count(database, 'jobs')) === 0);
    await rm(out, { recursive: true, force: true });
  }, 300_000);

  if (driver === 'Bull') {
    it('jobs that wait in Redis run although Redis is emptied', async () => {
      const runs: number[] = [];
      const relay = node(async ({ n }) => void runs.push(n), { sweepMs: 1000 }, database, false).start();
      await sleep(500);
      await enqueue(database, ...Array.from({ length: 30 }, (_, n) => n));
      await sleep(300);
      expect(runs).toEqual([]);
      expect(await emptyRedis()).toBeGreaterThan(30);
      const began = Date.now();
      relay.work();
      await until(async () => (await count(database, 'jobs')) === 0, 60_000);
      console.log(`refilled and done ${Date.now() - began} ms after Redis was emptied`);
      expect(runs.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n));
    });
  }
});

describe('jobs with a Redis that is away', () => {
  it('writes are not held up, and jobs run without it', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'parley-jobs-'));
    const place: Place = { dataDir, prefix: 'none', redisUrl: 'redis://127.0.0.1:1' };
    const database = await openDatabase(place);
    const runs: number[] = [];
    const node = new JobsNode(database, place, async ({ n }) => void runs.push(n), { undeliveredMs: 60_000 }).start();
    const began = Date.now();
    await enqueue(database, 1);
    expect(Date.now() - began).toBeLessThan(500);
    await until(() => runs.length === 1, 45_000);
    await node.stop();
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  });
});

describe('what is declared', () => {
  it('a process does not boot while a declared job has no handler, or a second one', () => {
    const other = jobType<{ id: string }>('test', 'other');
    const handlers = new JobHandlers();
    handlers.register(probe, async () => undefined);
    expect(declaredJobTypes()).toContainEqual(other);
    expect(() => handlers.check()).toThrow('No handler is registered for the jobs test/other.');
    expect(() => handlers.register(probe, async () => undefined)).toThrow('The job test/probe has two handlers.');
    handlers.register(other, async () => undefined);
    expect(() => handlers.check()).not.toThrow();
    expect(() => jobType('test', 'other')).toThrow('declared twice');
  });

  it('a failure is told without secrets and in at most 500 characters', () => {
    const token = 'x1Y2'.repeat(16);
    expect(failureText(new Error(`Bearer abc.defgh ${token} redis://:pw@h/0\nada@example.org`))).toBe(
      'Error: [token] [hidden] redis://[credentials]@h/0 [mail]',
    );
    expect(failureText(new Error('a '.repeat(10_000))).length).toBeLessThanOrEqual(500);
    const database = Object.assign(new Error('INSERT … ada'), { driverError: { code: 'ER_DUP_ENTRY' } });
    expect(failureText(database)).not.toContain('ada');
    expect(failureText(database)).toContain('(ER_DUP_ENTRY)');
  });

  it('pauses between tries grow', () => {
    const settings = new JobSettings();
    expect(settings.backoff(1)).toBeGreaterThanOrEqual(5000);
    expect(settings.backoff(1)).toBeLessThan(10_000);
    expect(settings.backoff(2)).toBeGreaterThanOrEqual(30_000);
  });
});
