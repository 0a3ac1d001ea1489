import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { asProblem } from '../../src/platform/errors/as-problem.js';
import { BucketStorage } from '../../src/platform/storage/bucket.storage.js';
import { FolderStorage } from '../../src/platform/storage/folder.storage.js';
import { StorageAway, StorageFull, StorageMissing } from '../../src/platform/storage/storage-failure.js';
import type { ByteRange, Storage } from '../../src/platform/storage/storage.js';
import { mayMount, mountSmallDisk, unmount } from '../support/disk.js';
import { BucketServer } from '../support/bucket-server.js';

const MB = 1024 * 1024;
const DAY_MS = 86_400_000;

/** A place for files, and what can be seen of it from outside. */
interface Stage {
  storage: Storage;
  /** What writes that did not end have left behind. */
  leftovers(): Promise<string[]>;
  /** Makes it look two days old. */
  age(): Promise<void>;
  end(): Promise<void>;
}

const stages: Record<string, () => Promise<Stage>> = {
  async folder() {
    const folder = await mkdtemp(join(tmpdir(), 'parley-files-'));
    const drafts = join(folder, 'files/.drafts');
    const leftovers = () => readdir(drafts);
    return {
      ...{ storage: new FolderStorage(join(folder, 'files')), leftovers },
      age: async () => {
        const then = new Date(Date.now() - 2 * DAY_MS);
        for (const name of await leftovers()) await utimes(join(drafts, name), then, then);
      },
      end: () => rm(folder, { recursive: true }),
    };
  },
  async bucket() {
    const server = await BucketServer.start();
    const storage = new BucketStorage(server.settings());
    return {
      ...{ storage, leftovers: () => server.unfinished(), age: () => server.age() },
      end: async () => {
        storage.onApplicationShutdown();
        await server.stop();
      },
    };
  },
};

const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const bytesOf = async (stream: Readable) => Buffer.concat(await stream.toArray());
/** In pieces of 64 KB, like a file or a request. */
const streamOf = (bytes: Buffer) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
    })(),
    { objectMode: false },
  );

describe.each(Object.keys(stages))('files in a %s', (kind) => {
  let stage: Stage;
  let storage: Storage;
  let count = 0;
  const fresh = () => `media/${++count}/original`;

  beforeAll(async () => {
    stage = await stages[kind]!();
    ({ storage } = stage);
  });
  afterAll(() => stage.end());

  const keys = async () => {
    const found: string[] = [];
    for await (const { key } of storage.list()) found.push(key);
    return found;
  };
  async function expectNothing(key: string): Promise<void> {
    await expect(storage.read(key)).rejects.toThrow(StorageMissing);
    await expect(storage.size(key)).rejects.toThrow(StorageMissing);
    expect(await keys()).not.toContain(key);
    expect(await stage.leftovers()).toEqual([]);
  }

  it.each([0, 1, 100_000, 5 * MB, 5 * MB + 1, 11 * MB])('%d bytes come back as they were', async (size) => {
    const [key, bytes] = [fresh(), randomBytes(size)];
    expect(await storage.write(key, streamOf(bytes))).toEqual({ size });
    expect(await storage.size(key)).toBe(size);
    expect(sha(await bytesOf(await storage.read(key)))).toBe(sha(bytes));
    expect(await stage.leftovers()).toEqual([]);
  });

  it('takes text from a stream that has an encoding, and counts bytes', async () => {
    const key = fresh();
    expect(await storage.write(key, Readable.from(['naïve ', '👍']))).toEqual({ size: 11 });
    expect((await bytesOf(await storage.read(key))).toString()).toBe('naïve 👍');
  });

  it('reads stretches with both ends included', async () => {
    const [key, bytes] = [fresh(), randomBytes(1000)];
    await storage.write(key, streamOf(bytes));
    const stretches: [ByteRange, number, number][] = [
      [{ start: 0, end: 99 }, 0, 100],
      [{ start: 900 }, 900, 1000],
      [{ start: 900, end: 5000 }, 900, 1000],
      [{ start: 400, end: 599 }, 400, 600],
      [{ start: 7, end: 7 }, 7, 8],
      [{ start: 999, end: 999 }, 999, 1000],
      [{ start: 0 }, 0, 1000],
    ];
    for (const [range, from, to] of stretches)
      expect([range, await bytesOf(await storage.read(key, range))]).toEqual([range, bytes.subarray(from, to)]);
    for (const range of [{ start: 1000 }, { start: 5, end: 4 }, { start: -1 }, { start: 0.5 }])
      await expect(storage.read(key, range)).rejects.toThrow(RangeError);
    const empty = fresh();
    await storage.write(empty, Readable.from([]));
    await expect(storage.read(empty, { start: 0 })).rejects.toThrow(RangeError);
  });

  it('a file that is not there is missing, and removing it twice does nothing', async () => {
    const key = fresh();
    await expectNothing(key);
    await storage.write(key, streamOf(randomBytes(10)));
    await storage.remove(key);
    await storage.remove(key);
    await expectNothing(key);
    await expect(storage.read(key, { start: 0, end: 5 })).rejects.toThrow(StorageMissing);
  });

  it.each([
    '',
    '/a',
    'a/',
    'a//b',
    '../a',
    'a/../b',
    'a/./b',
    'a/..',
    'A',
    'a b',
    'a+b',
    'a\\b',
    'a\0',
    'ä',
    'a\n',
    'x'.repeat(241),
  ])('refuses the key %j', async (key) => {
    const source = streamOf(randomBytes(10));
    await expect(storage.write(key, source)).rejects.toThrow(RangeError);
    expect(source.destroyed).toBe(true);
    for (const door of [() => storage.read(key), () => storage.size(key), () => storage.remove(key)])
      await expect(door()).rejects.toThrow(RangeError);
  });

  it('keys may have dots, may be long, and one may be the beginning of another', async () => {
    const long = `media/${'x'.repeat(117)}/${'y'.repeat(116)}`;
    const family = ['a', 'a/b', 'a/b/c.d..e', 'a.b', 'a-b_c', long];
    for (const key of family) await storage.write(key, Readable.from([key]));
    for (const key of family) expect((await bytesOf(await storage.read(key))).toString()).toBe(key);
    expect(await keys()).toEqual(expect.arrayContaining(family));
  });

  it('a key that is written again has the new file, and keeps the old one where that fails', async () => {
    const key = fresh();
    await storage.write(key, Readable.from(['old']));
    const failing = storage.write(key, failsAfter(6 * MB, new Error('torn off')));
    await expect(failing).rejects.toThrow('torn off');
    expect((await bytesOf(await storage.read(key))).toString()).toBe('old');
    await storage.write(key, Readable.from(['new one']));
    expect((await bytesOf(await storage.read(key))).toString()).toBe('new one');
  });

  it.each([0, 1000, 11 * MB])(
    'a source that fails after %d bytes leaves nothing, and its error comes as it was',
    async (size) => {
      const [key, error] = [fresh(), Object.assign(new Error('torn off'), { code: 'ENOSPC', syscall: 'write' })];
      await expect(storage.write(key, failsAfter(size, error))).rejects.toBe(error);
      await expectNothing(key);
    },
  );

  it('a source that is destroyed in the middle leaves nothing', async () => {
    const [key, source] = [fresh(), new PassThrough()];
    const writing = storage.write(key, source);
    source.write(randomBytes(1000));
    await sleep(50);
    source.destroy();
    await expect(writing).rejects.toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
    await expectNothing(key);
  });

  it.each([1000, 11 * MB])(
    'an abort after %d bytes ends a write that would wait for ever, and leaves nothing',
    async (size) => {
      const [key, source, stop] = [fresh(), new PassThrough(), new AbortController()];
      const reason = new Error('not wanted any more');
      const writing = storage.write(key, source, { signal: stop.signal });
      writing.catch(() => undefined);
      for (let sent = 0; sent < size; sent += piece.length) if (!source.write(piece)) await drained(source);
      await sleep(30);
      stop.abort(reason);
      const begun = performance.now();
      await expect(writing).rejects.toBe(reason);
      expect(performance.now() - begun).toBeLessThan(2000);
      expect(source.destroyed).toBe(true);
      await expectNothing(key);
    },
  );

  it('does not begin when it was called off before', async () => {
    const [key, source] = [fresh(), streamOf(randomBytes(10))];
    const reason = new Error('too late');
    await expect(storage.write(key, source, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(source.destroyed).toBe(true);
    await expectNothing(key);
  });

  it('50 writes at once, and as many reads', async () => {
    const files = Array.from({ length: 50 }, () => [fresh(), randomBytes(50_000 + count)] as const);
    await Promise.all(files.map(([key, bytes]) => storage.write(key, streamOf(bytes))));
    const read = await Promise.all(files.map(async ([key]) => sha(await bytesOf(await storage.read(key)))));
    expect(read).toEqual(files.map(([, bytes]) => sha(bytes)));
    expect(await stage.leftovers()).toEqual([]);
  });

  it('a reader that goes away before or amid the bytes lets go of everything', async () => {
    const key = fresh();
    await storage.write(key, streamOf(randomBytes(MB)));
    const open = async () => (await readdir('/proc/self/fd').catch(() => [])).length;
    const before = await open();
    for (let round = 0; round < 60; round += 1) {
      const stream = await storage.read(key);
      if (round % 2) await new Promise((resolve) => stream.once('data', resolve));
      stream.destroy();
    }
    await sleep(100);
    expect((await open()) - before).toBeLessThan(10);
    expect((await bytesOf(await storage.read(key))).length).toBe(MB);
  });

  it('lists keys with the time of their writing, and clears away what is left of writes that ended with their process', async () => {
    const key = fresh();
    const before = Date.now();
    await storage.write(key, Readable.from(['listed']));
    const source = new PassThrough();
    const writing = storage.write(fresh(), source);
    writing.catch(() => undefined);
    for (let sent = 0; sent < 11 * MB; sent += piece.length) if (!source.write(piece)) await drained(source);
    for (let tries = 0; (await stage.leftovers()).length === 0 && tries < 100; tries += 1) await sleep(20);
    expect(await stage.leftovers()).toHaveLength(1);
    let found: Date | undefined;
    for await (const file of storage.list()) if (file.key === key) found = file.writtenAt;
    expect(Math.abs(found!.getTime() - before)).toBeLessThan(5000);
    expect(await stage.leftovers()).toHaveLength(1); // young: it may still be under way
    await stage.age();
    await keys();
    expect(await stage.leftovers()).toEqual([]);
    source.end();
    await expect(writing).rejects.toThrow(StorageAway);
    expect(await keys()).not.toContain(`media/${count}/original`);
  });

  it('looks whether it works, and leaves nothing of that', async () => {
    await storage.check();
    expect((await keys()).filter((key) => key.startsWith('probe'))).toEqual([]);
  });

  const large = kind === 'folder' ? 200 : 64; // the test's own bucket takes 12 MB/s
  it(`${large} MB go through without being in memory`, async () => {
    const key = fresh();
    const before = process.memoryUsage.rss();
    let peak = before;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 10);
    const { size } = await storage.write(key, Readable.from(repeated(piece, large * 16), { objectMode: false }));
    let read = 0;
    for await (const chunk of (await storage.read(key)) as AsyncIterable<Buffer>) read += chunk.length;
    clearInterval(watch);
    await storage.remove(key);
    console.log(
      `${kind}: ${size / MB} MB written and read; memory ${(before / MB).toFixed(0)} MB, at most ${(peak / MB).toFixed(0)} MB`,
    );
    expect([size, read]).toEqual([large * MB, large * MB]);
    expect(peak - before).toBeLessThan(60 * MB);
  });
});

function* repeated(piece: Buffer, times: number): Generator<Buffer> {
  for (let round = 0; round < times; round += 1) yield piece;
}

const piece = randomBytes(65_536);

function failsAfter(size: number, error: Error): Readable {
  return Readable.from(
    (async function* () {
      for (let sent = 0; sent < size; sent += piece.length) yield piece;
      await sleep(20);
      throw error;
    })(),
    { objectMode: false },
  );
}

async function drained(source: PassThrough): Promise<void> {
  while (source.writableNeedDrain && !source.destroyed) await sleep(1); // a write that ends destroys its source
}

describe('a folder', () => {
  let place: string;
  const file = (name: string) => join(place, name);
  const shelves = async (folder: string) => (await readdir(folder)).filter((name) => name !== '.drafts');

  beforeEach(async () => {
    place = await mkdtemp(join(tmpdir(), 'parley-folder-'));
  });
  afterEach(() => rm(place, { recursive: true, force: true }));

  it('keeps files for their owner only, spread over many folders, and ignores what is not its own', async () => {
    const folder = file('deep/files');
    const storage = new FolderStorage(folder);
    for (let n = 0; n < 40; n += 1) await storage.write(`media/${n}`, Readable.from(['x']));
    expect((await shelves(folder)).length).toBeGreaterThan(30);
    for (const shelf of await shelves(folder)) {
      expect([shelf, (await stat(join(folder, shelf))).mode & 0o777]).toEqual([shelf, 0o700]);
      for (const name of await readdir(join(folder, shelf)))
        expect([name, (await stat(join(folder, shelf, name))).mode & 0o777]).toEqual([name, 0o600]);
    }
    await writeFile(join(folder, 'notes'), '');
    await writeFile(join(folder, (await shelves(folder))[0]!, 'media+0'), '');
    const found = [];
    for await (const { key } of storage.list()) found.push(key);
    expect(found.sort()).toEqual(Array.from({ length: 40 }, (_, n) => `media/${n}`).sort());
  });

  it('a folder that cannot be made, or is gone, is away: its files are not taken for missing', async () => {
    await writeFile(file('file'), '');
    const nowhere = new FolderStorage(file('file/files'));
    await expect(nowhere.check()).rejects.toThrow(StorageAway);
    await expect(nowhere.read('a')).rejects.toThrow(/ENOTDIR.*STORAGE|ENOTDIR.*see that the folder is there/);
    const storage = new FolderStorage(file('files'));
    await storage.write('a', Readable.from(['x']));
    await rm(file('files'), { recursive: true });
    for (const door of [
      () => storage.write('b', Readable.from(['x'])),
      () => storage.read('a'),
      () => storage.size('a'),
      () => storage.remove('a'),
      async () => {
        for await (const { key } of storage.list()) throw new Error(`found ${key}`);
      },
    ])
      await expect(door()).rejects.toThrow(StorageAway);
    await mkdir(file('files/.drafts'), { recursive: true }); // it is back
    await storage.check();
    expect(asProblem(new StorageAway('x'))).toMatchObject({ code: 'storage.unavailable', status: 503, retryAfter: 5 });
  });

  async function expectFull(folder: string): Promise<void> {
    const storage = new FolderStorage(folder);
    await storage.write('small', Readable.from([randomBytes(1000)]));
    const writes = ['large', 'small'].map((key) => storage.write(key, streamOf(randomBytes(3 * MB))));
    for (const write of writes) {
      const failure = await write.then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(StorageFull);
      expect((failure as Error).message).toMatch(/\(ENOSPC\): make room.*STORAGE_DIR/);
      expect(asProblem(failure)).toMatchObject({ code: 'storage.full', status: 507 });
    }
    expect(await readdir(join(folder, '.drafts'))).toEqual([]);
    await expect(storage.size('large')).rejects.toThrow(StorageMissing);
    expect(await storage.size('small')).toBe(1000);
    await storage.check(); // there is room for little, as before
  }

  (mayMount ? it : it.skip)('a disk that is full is told, and leaves nothing', async () => {
    const disk = file('disk');
    await mkdir(disk);
    mountSmallDisk(disk);
    try {
      await expectFull(join(disk, 'files'));
    } finally {
      unmount(disk);
    }
  });
});

describe('a bucket', () => {
  let server: BucketServer;
  const opened: BucketStorage[] = [];
  const open = (over: Parameters<BucketServer['settings']>[0] = {}) => {
    const storage = new BucketStorage(server.settings({ timeoutMs: 300, ...over }));
    opened.push(storage);
    return storage;
  };
  const only = (method: string, query: RegExp) => (asked: { method: string; url: string }) =>
    asked.method === method && query.test(asked.url);

  beforeAll(async () => {
    server = await BucketServer.start();
  });
  beforeEach(() => {
    server.fault = () => 'none';
  });
  afterAll(async () => {
    for (const storage of opened) storage.onApplicationShutdown();
    await server.stop();
  });

  async function expectAway(work: Promise<unknown>, told: RegExp): Promise<void> {
    const begun = performance.now();
    const failure = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(StorageAway);
    expect((failure as Error).message).toMatch(told);
    expect(performance.now() - begun).toBeLessThan(6000);
  }

  it('says which setting is wrong', async () => {
    await expectAway(open({ name: 'no-such-bucket' }).check(), /no bucket no-such-bucket: create it/);
    await expectAway(
      open({ keys: { id: 'S3RVER', secret: 'wrong' } }).check(),
      /refuses us: check S3_ACCESS_KEY_ID.*HTTP 403/,
    );
    await expectAway(
      open({ endpoint: 'http://127.0.0.1:1' }).check(),
      /cannot be used: see that the server at S3_ENDPOINT.*ECONNREFUSED/,
    );
  });

  it.each(['error', 'hang'] as const)(
    'a server that answers with %s is away for each door, within bounded time',
    async (fault) => {
      const storage = open();
      await storage.write('there', Readable.from(['x']));
      server.fault = () => fault;
      const list = async () => {
        for await (const { key } of storage.list()) throw new Error(`found ${key}`);
      };
      await Promise.all(
        [
          storage.write('new', Readable.from(['x'])),
          storage.read('there'),
          storage.size('there'),
          storage.remove('there'),
          list(),
        ].map((work) => expectAway(work, fault === 'error' ? /HTTP 500/ : /Timeout|ETIMEDOUT/)),
      );
      server.fault = () => 'none';
      await expect(storage.size('new')).rejects.toThrow(StorageMissing);
      expect(await storage.size('there')).toBe(1);
    },
  );

  it.each(['error', 'hang', 'lost'] as const)(
    'a part that meets %s fails the write and leaves no parts',
    async (fault) => {
      const storage = open();
      server.fault = (asked) => (only('PUT', /partNumber=2/)(asked) ? fault : 'none');
      await expectAway(storage.write('parts', streamOf(randomBytes(11 * MB))), /cannot be used/);
      expect(await server.unfinished()).toEqual([]);
      await expect(storage.size('parts')).rejects.toThrow(StorageMissing);
    },
  );

  it('an abort does not wait for a part that hangs', async () => {
    const [storage, stop] = [open({ timeoutMs: 10_000 }), new AbortController()];
    server.fault = (asked) => (only('PUT', /partNumber=2/)(asked) ? 'hang' : 'none');
    const writing = storage.write('parts', streamOf(randomBytes(11 * MB)), { signal: stop.signal });
    writing.catch(() => undefined);
    while (!server.heard.some((line) => line.includes('/parts?partNumber=2'))) await sleep(10);
    const begun = performance.now();
    stop.abort(new Error('enough'));
    await expect(writing).rejects.toThrow('enough');
    expect(performance.now() - begun).toBeLessThan(1000);
    expect(await server.unfinished()).toEqual([]);
  });

  it.each([
    ['one', 1000, 'PUT', /\/whole-one/],
    ['several', 11 * MB, 'POST', /\/whole-several\?uploadId/],
  ] as const)('a write in %s requests whose last answer is lost has succeeded', async (name, size, method, query) => {
    const [storage, bytes] = [open(), randomBytes(size)];
    server.fault = (asked) => (only(method, query)(asked) ? 'lost' : 'none');
    expect(await storage.write(`whole-${name}`, streamOf(bytes))).toEqual({ size });
    server.fault = () => 'none';
    expect(sha(await bytesOf(await storage.read(`whole-${name}`)))).toBe(sha(bytes));
    expect(await server.unfinished()).toEqual([]);
  });

  it('a file that had the key before is not taken for the one whose writing failed', async () => {
    const storage = open();
    await storage.write('twice', Readable.from(['old']));
    server.fault = (asked) => (asked.method === 'PUT' ? 'error' : 'none');
    await expectAway(storage.write('twice', Readable.from(['new'])), /HTTP 500/);
    expect((await bytesOf(await storage.read('twice'))).toString()).toBe('old');
  });

  it('a single failure is tried again', async () => {
    const storage = open();
    let failures = 2;
    server.fault = () => (failures-- > 0 ? 'error' : 'none');
    expect(await storage.write('again', Readable.from(['x']))).toEqual({ size: 1 });
    expect(failures).toBeLessThan(0);
  });

  it.each([
    [507, 'XMinioStorageFull'],
    [403, 'QuotaExceeded'],
    [400, 'XMinioAdminBucketQuotaExceeded'],
  ])('%d %s means that there is no room', async (status, code) => {
    server.fault = (asked) => (asked.method === 'PUT' ? { status, code } : 'none');
    await expect(open().write('full', Readable.from(['x']))).rejects.toThrow(StorageFull);
  });

  it('a body that breaks off or stops coming fails the reader, who does not take it for the whole', async () => {
    const storage = open();
    await storage.write('body', streamOf(randomBytes(3 * MB)));
    for (const [fault, told] of [
      [{ cutAfter: MB }, /ECONNRESET|aborted/],
      [{ stallAfter: MB }, /nothing came for 300 ms/],
    ] as const) {
      server.fault = () => fault;
      await expectAway(storage.read('body').then(bytesOf), told);
    }
  });

  it('a reader may be slower than the server may be silent', async () => {
    const [storage, bytes] = [open(), randomBytes(8 * MB)];
    await storage.write('slow', streamOf(bytes));
    const stream = await storage.read('slow');
    const first = await new Promise<Buffer>((resolve) =>
      stream.once('data', (chunk: Buffer) => (stream.pause(), resolve(chunk))),
    );
    await sleep(1200);
    expect(sha(Buffer.concat([first, await bytesOf(stream)]))).toBe(sha(bytes));
  });
});
