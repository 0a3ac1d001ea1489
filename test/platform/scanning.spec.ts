import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClamavScanner } from '../../src/platform/scanning/clamav.scanner.js';
import { ScannerAway, ScannerTooLarge } from '../../src/platform/scanning/scanner-failure.js';
import { openScanner } from '../../src/platform/scanning/scanning.module.js';
import { ClamdServer, EICAR } from '../support/clamd-server.js';

const MB = 1024 * 1024;
const piece = randomBytes(65_536);

/** So many bytes that come as from a disk, a piece in each turn of the loop. */
function pieces(size: number): Readable {
  return Readable.from(
    (async function* () {
      for (let given = 0; given < size; given += piece.length) {
        await sleep(0);
        yield piece;
      }
    })(),
    { objectMode: false },
  );
}

describe.each(['tcp', 'unix'])('ClamAV by %s', (kind) => {
  let folder: string;
  let server: ClamdServer;
  let scanner: ClamavScanner;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-clamd-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    server = await ClamdServer.start(kind === 'unix' ? join(folder, 'clamd.sock') : undefined);
    scanner = new ClamavScanner({ url: server.url, timeoutMs: 60_000 });
  });
  afterEach(() => server.stop());

  it('tells what is infected and by what, whatever the pieces', async () => {
    expect(scanner.configured).toBe(true);
    const found = { infected: true, name: 'Eicar-Test-Signature' };
    expect(await scanner.scan(Readable.from([EICAR]))).toEqual(found);
    expect(await scanner.scan(Readable.from([...EICAR].map((letter) => Buffer.from(letter))))).toEqual(found);
    const gaps = [Buffer.from(EICAR.slice(0, 9)), Buffer.alloc(0), Buffer.from(EICAR.slice(9))];
    expect(await scanner.scan(Readable.from(gaps))).toEqual(found);
  });

  it('tells what is clean, and shows it whole', async () => {
    expect(await scanner.scan(Readable.from([]))).toEqual({ infected: false });
    expect(await scanner.scan(pieces(4 * MB))).toEqual({ infected: false });
    expect(server.shown).toBe(4 * MB);
  });

  it('tells its name and version', async () => {
    expect(await scanner.check()).toBe('ClamAV 1.4.6');
  });

  it('a file that the daemon finds too large has an error of its own', async () => {
    server.limit = MB;
    // Often enough to meet a daemon that hangs up while a piece is written.
    for (let round = 0; round < 10; round += 1)
      await expect(scanner.scan(pieces(3 * MB))).rejects.toThrow(ScannerTooLarge);
    await expect(scanner.scan(pieces(3 * MB))).rejects.toThrow(/raise StreamMaxLength/);
  });

  it.each(['hang', 'stall', 'drop'] as const)(
    'a daemon that does %s is away and says nothing of the file, in bounded time',
    async (fault) => {
      server.fault = fault;
      const hasty = new ClamavScanner({ url: server.url, timeoutMs: 300 });
      const begun = performance.now();
      for (const size of [100, 20 * MB]) {
        const source = pieces(size);
        await expect(hasty.scan(source)).rejects.toThrow(ScannerAway);
        expect(source.destroyed).toBe(true);
      }
      if (fault !== 'drop') await expect(hasty.check()).rejects.toThrow(/longer than 300 ms/);
      expect(performance.now() - begun).toBeLessThan(20_000); // a few times 300 ms, and what a busy machine makes of it
    },
  );

  it.each([
    'stream: Can’t allocate memory ERROR',
    'COMMAND READ TIMED OUT',
    'OK',
    'stream: OK maybe',
    '',
    'HTTP/1.1 200 OK',
  ])('an answer like %j is no verdict', async (says) => {
    server.says = says;
    await expect(scanner.scan(pieces(100))).rejects.toThrow(ScannerAway);
    await expect(scanner.check()).rejects.toThrow(ScannerAway);
  });

  it('a daemon that is not there is away', async () => {
    await server.stop();
    await expect(scanner.scan(pieces(100))).rejects.toThrow(/\((ECONNREFUSED|ENOENT)\): see that its daemon runs/);
    await expect(scanner.check()).rejects.toThrow(ScannerAway);
    server = await ClamdServer.start(kind === 'unix' ? join(folder, 'clamd.sock') : undefined);
  });

  it('a source that fails or is called off ends it with its own error', async () => {
    const error = new Error('torn off');
    const failing = new PassThrough();
    const scanning = scanner.scan(failing);
    failing.write('some');
    failing.destroy(error);
    await expect(scanning).rejects.toBe(error);
    const reason = new Error('not wanted any more');
    await expect(scanner.scan(pieces(100), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    server.fault = 'hang';
    for (const source of [new PassThrough(), pieces(100)]) {
      const stop = new AbortController();
      const waiting = scanner.scan(source, { signal: stop.signal });
      setTimeout(() => stop.abort(reason), 50);
      await expect(waiting).rejects.toBe(reason);
      expect(source.destroyed).toBe(true);
    }
  });
});

it('where no scanner is set, nothing is called clean', async () => {
  const none = openScanner({ clamav: undefined });
  expect(none.configured).toBe(false);
  await expect(none.scan(pieces(100))).rejects.toThrow(/set CLAMAV_URL/);
  await expect(none.check()).rejects.toThrow(ScannerAway);
});
