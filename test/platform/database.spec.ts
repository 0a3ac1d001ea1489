import 'reflect-metadata';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fact } from '../../src/platform/changes/facts.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { openDriver } from '../../src/platform/database/database.module.js';
import { Database } from '../../src/platform/database/database.js';
import { duplicateKey } from '../../src/platform/database/errors.js';
import { newId, type StreamId } from '../../src/platform/database/ids.js';
import { DatabaseInUse, SqliteDriver } from '../../src/platform/database/sqlite.driver.js';
import type { Commit } from '../../src/platform/database/write-tx.js';
import { jobType } from '../../src/platform/jobs/job-type.js';
import { schema } from '../../src/schema.js';
import { databaseKinds, freshDatabase, openSource, type SourceKind, type TestDatabase } from '../support/databases.js';

class Noted {
  text: string;
}
const noted = fact('note.noted', Noted, 'channel');
const remind = jobType<{ text: string }>('mail', 'remind');

describe.each(databaseKinds)('the database on %s', (kind) => {
  let place: TestDatabase;
  let database: Database;
  const open = async () => new Database(await openDriver(loadConfig({ NODE_ENV: 'test', ...place.env }), schema));
  const stream = async (): Promise<StreamId> => {
    const id: StreamId = `channel:${newId()}`;
    await database.write([], async (tx) => tx.open(id));
    return id;
  };
  const rows = (sql: string, values: unknown[] = []): Promise<any[]> =>
    database.read((reader) => reader.query(sql, values));

  beforeAll(async () => {
    place = await freshDatabase(kind);
    database = await open();
    process.stdout.write(`      runs on ${database.version}\n`);
  });
  afterAll(async () => {
    await database.close();
    await place.drop();
  });

  it('gives concurrent writers of one stream positions without hole or double, in commit order', async () => {
    const id = await stream();
    const heard: number[] = [];
    database.onCommit(({ facts }: Commit) => heard.push(...(facts.get(id) ?? []).map(({ position }) => position)));
    await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        database.write([id], async (tx) => void tx.change(id, noted, newId(), { text: String(n) })),
      ),
    );
    const expected = Array.from({ length: 200 }, (_, n) => n + 1);
    const stored = await rows('SELECT position FROM changes WHERE stream = ? ORDER BY position', [id]);
    expect(stored.map(({ position }) => position)).toEqual(expected);
    expect(heard.sort((a, b) => a - b)).toEqual(expected);
    expect(await rows('SELECT position FROM streams WHERE id = ?', [id])).toEqual([{ position: 200 }]);
  });

  it('lets no time go back because the database’s clock answers late', async () => {
    const env = { NODE_ENV: 'test', ...place.env, DATA_DIR: `${place.env.DATA_DIR}/clock` };
    const driver = await openDriver(loadConfig(env), schema);
    const clock = new Database(driver);
    await clock.now();
    driver.now = async () => {
      const now = new Date();
      await sleep(80); // as when this process is busy
      return now;
    };
    const before = clock.time;
    await clock.now();
    expect(clock.time.getTime()).toBeGreaterThanOrEqual(before.getTime() + 80);
    driver.now = async () => new Date(Date.now() + 5_000);
    await clock.now();
    expect(clock.time.getTime()).toBeGreaterThanOrEqual(before.getTime() + 5_080); // it is followed all the same
    await clock.close();
  });

  it('gives everybody else their turn between the writes of a burst', async () => {
    const id = await stream();
    let turns = 0;
    let ticking = setImmediate(function tick() {
      turns += 1;
      ticking = setImmediate(tick);
    });
    await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        database.write([id], async (tx) => void tx.change(id, noted, newId(), { text: String(n) })),
      ),
    );
    clearImmediate(ticking);
    expect(turns).toBeGreaterThan(50);
  });

  it('locks several streams in one order, so that opposite writers never fail', async () => {
    const [a, b] = [await stream(), await stream()];
    const write = (streams: StreamId[]) =>
      database.write(streams, async (tx) => streams.forEach((id) => tx.change(id, noted, newId(), { text: '' })));
    await Promise.all(Array.from({ length: 60 }, (_, n) => write(n % 2 ? [a, b] : [b, a])));
    const positions = await rows('SELECT position FROM streams WHERE id IN (?, ?)', [a, b]);
    expect(positions).toEqual([{ position: 60 }, { position: 60 }]);
  });

  it('keeps and announces nothing of a write that fails: no row, no position, no job', async () => {
    const id = await stream();
    const commits: Commit[] = [];
    database.onCommit((commit) => commits.push(commit));
    const failing = database.write([id], async (tx) => {
      tx.change(id, noted, newId(), { text: 'never' });
      tx.enqueue(remind, { text: 'never' });
      await tx.manager.query('DELETE FROM streams WHERE id = ?', [id]);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(commits).toEqual([]);
    expect(await rows('SELECT position FROM streams WHERE id = ?', [id])).toEqual([{ position: 0 }]);
    expect(await rows('SELECT position FROM changes WHERE stream = ?', [id])).toEqual([]);
    expect(await rows("SELECT id FROM jobs WHERE payload LIKE '%never%'")).toEqual([]);
  });

  it('runs a write again that the database gave up on, and announces it once', async () => {
    const id = await stream();
    const commits: Commit[] = [];
    database.onCommit((commit) => commits.push(commit));
    let runs = 0;
    await database.write([id], async (tx) => {
      tx.change(id, noted, newId(), { text: 'again' });
      if (++runs < 3) throw Object.assign(new Error('Deadlock found'), { errno: 1213 });
    });
    expect(runs).toBe(3);
    expect(commits).toHaveLength(1);
    expect(await rows('SELECT position FROM streams WHERE id = ?', [id])).toEqual([{ position: 1 }]);
  });

  it('refuses a fact on a stream that the write has not locked', async () => {
    const id = await stream();
    const careless = database.write([], async (tx) => void tx.change(id, noted, newId(), { text: '' }));
    await expect(careless).rejects.toThrow('is not locked by this write');
  });

  it('reads one state in a snapshot, whatever commits meanwhile', async () => {
    const id = await stream();
    await database.snapshot(async (reader) => {
      const look = async () => (await reader.query('SELECT position FROM streams WHERE id = ?', [id])) as unknown;
      expect(await look()).toEqual([{ position: 0 }]);
      await database.write([id], async (tx) => void tx.change(id, noted, newId(), { text: '' }));
      expect(await look()).toEqual([{ position: 0 }]);
    });
    expect(await rows('SELECT position FROM streams WHERE id = ?', [id])).toEqual([{ position: 1 }]);
  });

  it('S2-23 names the unique index that a write ran into, tells 👍 from 😂 and keeps text byte for byte', async () => {
    const put = (key: string) =>
      database.write([], ({ manager }) => manager.query('INSERT INTO installation VALUES (?, ?)', [key, key]));
    await put('👍');
    await put('😂');
    await put('e\u0301 \u202e zal\u0336go ');
    const kept = await rows("SELECT value FROM installation WHERE value <> '' ORDER BY value");
    expect(kept.map(({ value }) => value)).toEqual(expect.arrayContaining(['👍', '😂', 'e\u0301 \u202e zal\u0336go ']));
    const columns = 'id, username, displayName, email, isOwner, createdAt, version';
    const insert = () => {
      const id = newId();
      const values = [id, 'ada', 'Ada', `${id}@example.org`, 0, '2026-01-01 00:00:00.000', 1];
      return database.write([], ({ manager }) =>
        manager.query(`INSERT INTO users (${columns}) VALUES (?,?,?,?,?,?,?)`, values),
      );
    };
    await insert();
    const error: unknown = await insert().catch((failure: unknown) => failure);
    expect(duplicateKey(error)).toBe('uq_users_username');
  });

  it('S1-16 S2-23 S5-13 has the schema that the entities ask for, and migrates once', async () => {
    const { type } = (await database.read((reader) => Promise.resolve(reader.dataSource))).options;
    const source = await openSource(place, type as SourceKind);
    const drift = await source.driver.createSchemaBuilder().log();
    const pending = await source.showMigrations();
    await source.destroy();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
    expect(pending).toBe(false);
  });

  if (kind === 'sqlite') {
    it('refuses to write on a reading connection', async () => {
      await expect(rows("INSERT INTO installation VALUES ('x', 'x')")).rejects.toThrow(/readonly/);
    });

    it('lets one server alone serve a file', async () => {
      await expect(open()).rejects.toThrow(DatabaseInUse);
    });

    it('lets go of its file at the moment it is closed', async () => {
      const file = join(place.env.DATA_DIR!, 'closed.sqlite');
      for (let round = 0; round < 3; round++) {
        const driver = await SqliteDriver.open(file, schema);
        await driver.close();
      }
    });

    it('lets the command line write beside a server', async () => {
      const beside = await SqliteDriver.open(join(place.env.DATA_DIR!, 'parley.sqlite'), schema, { exclusive: false });
      const line = new Database(beside);
      await line.write([], ({ manager }) => manager.query("INSERT INTO installation VALUES ('beside', 'written')"));
      await line.close();
      expect(await rows("SELECT value FROM installation WHERE value = 'written'")).toHaveLength(1);
    });
  } else {
    it('a write sees what commits meanwhile, as the loser of a race must', async () => {
      const id = await stream();
      await database.write([], async ({ manager }) => {
        const look = async () => (await manager.query('SELECT position FROM streams WHERE id = ?', [id])) as unknown;
        expect(await look()).toEqual([{ position: 0 }]);
        await database.write([id], async (tx) => void tx.change(id, noted, newId(), { text: '' }));
        expect(await look()).toEqual([{ position: 1 }]);
      });
    });

    it('ends consistent when nodes migrate at once', async () => {
      for (let round = 0; round < 3; round++) {
        const fresh = await freshDatabase('mysql');
        const config = loadConfig({ NODE_ENV: 'test', ...fresh.env });
        const nodes = await Promise.all([
          openDriver(config, schema),
          openDriver(config, schema),
          openDriver(config, schema),
        ]);
        const epochs = await Promise.all(
          nodes.map((node) =>
            node.read((reader) => reader.query("SELECT value FROM installation WHERE installation.key = 'epoch'")),
          ),
        );
        expect(new Set(epochs.map((epoch) => JSON.stringify(epoch))).size).toBe(1);
        await Promise.all(nodes.map((node) => node.close()));
        await fresh.drop();
      }
    });
  }
});
