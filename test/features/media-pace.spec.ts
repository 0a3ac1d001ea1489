import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, type TestApp } from '../support/app.js';
import { knownKeys, storedKeys } from '../support/jobs.js';
import { person, type Person } from '../support/people.js';

const WHOLE_MS = 2_000;
const SILENCE_MS = 3_000;
const CUT_OFF_MS = 20_000; // before Engine.IO misses a heartbeat

/** How fast bodies have to come in: a file at its own pace, everything else within its time. */
describe('a body', () => {
  let app: TestApp;
  let ada: Person;

  beforeAll(async () => {
    app = await startApp('sqlite', {
      REQUEST_BODY_SECONDS: '2',
      MEDIA_SILENCE_SECONDS: '3',
      MEDIA_UPLOAD_MINUTES: '7',
    });
    ada = await person(app.url, 'ada');
  });
  afterAll(() => app.close());

  /** Sends these pieces with a pause after each, as long as it is let. Answers what came back and when the connection ended. */
  async function dribble(
    head: string[],
    pieces: Iterable<string>,
    pauseMs = 200,
  ): Promise<{ said: string; tookMs: number }> {
    const begun = Date.now();
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    let said = '';
    socket.on('data', (chunk) => (said += chunk.toString()));
    const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined); // cut off while it writes: `close` comes as well
    socket.write([...head, 'Host: localhost', '', ''].join('\r\n'));
    for (const piece of pieces) {
      if (socket.destroyed || Date.now() - begun > CUT_OFF_MS) break;
      socket.write(piece);
      await sleep(pauseMs);
    }
    await Promise.race([ended, sleep(CUT_OFF_MS, undefined, { ref: false })]);
    socket.destroy();
    return { said, tookMs: Date.now() - begun };
  }
  function* endless(piece: string): Generator<string> {
    for (;;) yield piece;
  }
  /** Where a connection by polling takes what its client has to say. */
  async function polling(): Promise<string> {
    const path = '/socket.io/?EIO=4&transport=polling';
    const opened = await (await fetch(app.url + path)).text();
    return `${path}&sid=${JSON.parse(opened.slice(1)).sid}`;
  }

  const form = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n';
  const end = '\r\n--x--\r\n';
  const uploading = (length: number) => [
    'POST /api/v1/media?kind=file HTTP/1.1',
    `Authorization: Bearer ${ada.accessToken}`,
    'Content-Type: multipart/form-data; boundary=x',
    `Content-Length: ${length}`,
    'Connection: close',
  ];

  it('S1-30 with a file may take longer than any other, as long as it goes on', async () => {
    const pieces = [form, ...Array.from({ length: 30 }, () => 'some of it '), end];
    const { said, tookMs } = await dribble(uploading(pieces.join('').length), pieces);
    expect(tookMs).toBeGreaterThan(2 * WHOLE_MS);
    expect(said).toMatch(/^HTTP\/1.1 201 /);
    expect(said).toContain('"size":330');
    expect(app.app.getHttpServer()).toMatchObject({ requestTimeout: 7 * 60_000, headersTimeout: 60_000 });
  });

  it('with a file that does not go on has broken off, and nothing of it stays', async () => {
    const { said, tookMs } = await dribble(uploading(5_000), [form, 'some of it']);
    expect(said).toMatch(/^HTTP\/1.1 408 /);
    expect(said).toContain('request.timeout');
    expect(tookMs).toBeGreaterThanOrEqual(SILENCE_MS);
    expect(await storedKeys(app)).toEqual(await knownKeys(app));
  });

  const json = ['Content-Type: application/json', 'Content-Length: 100000'];
  it.each([
    ['that is read', () => ['POST /api/v1/auth/login HTTP/1.1', ...json], '{"'],
    ['that nobody reads', () => ['PUT /nothing HTTP/1.1', 'Transfer-Encoding: chunked'], '1\r\nx\r\n'],
    ['of Socket.IO’s polling', async () => [`POST ${await polling()} HTTP/1.1`, ...json], '4'],
  ])('%s is cut off when it is not whole in time', async (_, head, piece) => {
    const { tookMs } = await dribble(await head(), endless(piece));
    expect(tookMs).toBeGreaterThanOrEqual(WHOLE_MS - 100);
    expect(tookMs).toBeLessThan(CUT_OFF_MS);
  });

  it('that comes too slowly is told so', async () => {
    const { said } = await dribble(['POST /api/v1/auth/login HTTP/1.1', ...json], endless('{"'));
    expect(said).toMatch(/^HTTP\/1.1 408 /);
    expect(said).toMatch(/content-type: application\/problem\+json/i);
    expect(said).toContain('"code":"request.timeout"');
  });

  it('with a file that was refused is not listened to for longer than any other', async () => {
    const refused = uploading(100_000).filter((line) => !/^(Authorization|Connection)/.test(line));
    const { said, tookMs } = await dribble(refused, endless(form));
    expect(said).toMatch(/^HTTP\/1.1 401 /);
    expect(tookMs).toBeGreaterThanOrEqual(WHOLE_MS - 100);
    expect(tookMs).toBeLessThan(CUT_OFF_MS);
  });
});
