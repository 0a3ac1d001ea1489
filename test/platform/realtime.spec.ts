import { connect as tcp } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { Realtime } from '../../src/platform/realtime/realtime.js';
import { onEachDatabase } from '../support/app.js';
import { cast, expectOk, nonce, person, type Cast } from '../support/people.js';
import { until } from '../support/processes.js';

/** Tries to connect; answers the socket, or the problem it was refused with. */
async function attempt(url: string, options: object): Promise<{ socket: Socket; problem?: any }> {
  const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, ...options });
  const problem = await new Promise((resolve) => {
    socket.once('connect', () => resolve(undefined));
    socket.once('connect_error', (error: any) => resolve(error.data ?? { message: error.message }));
  });
  return { socket, problem };
}

onEachDatabase((app) => {
  let stage: Cast;
  beforeAll(async () => {
    stage = await cast(app().url);
  });
  afterAll(() => [stage.ada, stage.ben, stage.cy].forEach((who) => who.disconnect()));

  it('S1-19 S2-09 S3-52 S3-68 S4-39 connects by the token in the handshake and by nothing else', async () => {
    const token = stage.ada.accessToken;
    for (const [auth, code] of [
      [{}, 'auth.'],
      [{ token: 'garbage' }, 'auth.invalid_token'],
      [{ token: [token] }, 'auth.'],
      [{ token: { toString: token } }, 'auth.'],
    ] as const) {
      const { socket, problem } = await attempt(app().url, { auth });
      expect(problem?.code).toContain(code);
      expect(socket.connected).toBe(false);
      socket.close();
    }
    const inQuery = await attempt(app().url, { query: { token } });
    expect(inQuery.problem?.status).toBe(401);
    const other = await attempt(`${app().url}/admin`, { auth: { token } });
    expect(other.problem).toBeDefined(); // there is no other namespace
    const good = await attempt(app().url, { auth: { token } });
    expect(good.problem).toBeUndefined();
    for (const { socket } of [inQuery, other, good]) socket.close();
  });

  it('S2-22 S4-54 refuses a foreign origin, on the websocket as on polling', async () => {
    const auth = { token: stage.ada.accessToken };
    for (const transports of [['websocket'], ['polling']]) {
      const foreign = await attempt(app().url, { auth, transports, extraHeaders: { origin: 'https://evil.example' } });
      expect(foreign.problem).toBeDefined();
      const own = await attempt(app().url, { auth, transports, extraHeaders: { origin: 'http://localhost:5173' } });
      expect(own.problem).toBeUndefined();
      for (const { socket } of [foreign, own]) socket.close();
    }
  });

  it('S3-75 closes a connection that sends a frame over the limit', async () => {
    const gus = await person(app().url, 'gus');
    await gus.connect();
    const closed = new Promise((resolve) => gus.socket!.once('disconnect', resolve));
    gus.socket!.emit('message.send', { body: 'x'.repeat(300_000) }, () => undefined);
    await closed;
  });

  it('drops a reader that stops reading, and spares the others', async () => {
    const { ada, team } = stage;
    const hal = await person(app().url, 'hal');
    expectOk(await ada.rest('POST', `/teams/${team.id}/members`, { userId: hal.id }));
    await hal.connect();
    const raw: { _socket: import('node:net').Socket } = (hal.socket as any).io.engine.transport.ws;
    raw._socket.pause();
    const body = 'x'.repeat(9_000);
    const connections = () => app().get(Realtime).connections(`user:${hal.id}`).length;
    expect(connections()).toBe(1);
    const dropped = until(() => connections() === 0, 'the reader is dropped', 90_000);
    let stop = false;
    void dropped.finally(() => (stop = true)).catch(() => undefined);
    while (!stop) {
      await Promise.all(
        Array.from({ length: 20 }, () =>
          ada.rest('POST', `/channels/${stage.general.id}/messages`, { body, nonce: nonce() }),
        ),
      );
    }
    await dropped;
    raw._socket.destroy();
    hal.disconnect();
  }, 300_000);

  it('S3-73 S3-74 answers 300 random frames and lives on', async () => {
    const ian = await person(app().url, 'ian');
    await ian.connect();
    const values = [
      null,
      0,
      -1,
      1e308,
      '',
      'x',
      [],
      {},
      [[]],
      { a: 1 },
      true,
      'x'.repeat(5_000),
      { __proto__: { polluted: 1 } },
    ];
    const names = [
      'message.send',
      'message.list',
      'message.edit',
      'sync',
      'team.create',
      'channel.open',
      'session.revoke',
      'nope',
      '',
      'hasOwnProperty',
    ];
    const random = (list: readonly unknown[]) => list[Math.floor(Math.random() * list.length)];
    const fields = ['channelId', 'messageId', 'teamId', 'body', 'nonce', 'positions', 'limit', 'constructor', 'name'];
    for (let n = 0; n < 300; n++) {
      const payload = n % 3 ? Object.fromEntries(fields.map((field) => [field, random(values)])) : random(values);
      const answer = await ian.command(String(random(names)), payload);
      if (!answer.ok) expect(answer.error.status).toBeLessThan(500);
    }
    // Raw, because the client's own encoder gives up on it: 20,000 arrays in one another, with an acknowledgement asked for.
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    (ian.socket as any).io.engine.write(`29999["sync",{"positions":${deep}}]`);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect((await ian.command('session.list')).ok).toBe(true);
    ian.disconnect();
  });

  it('survives bytes that are no Socket.IO at all', async () => {
    const { port } = new URL(app().url);
    const socket = tcp(Number(port), '127.0.0.1').resume();
    socket.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    socket.write(Buffer.from([0xff, 0x00, 0x81, 0x85, 0xc3, 0x28]));
    await new Promise((resolve) => socket.once('close', resolve));
    expect((await fetch(`${app().url}/health/live`)).status).toBe(200);
  });
});

onEachDatabase(
  (app) => {
    it('closes a socket when its token ends, and extends one that brings a fresh token', async () => {
      const [eve, fay] = await Promise.all([person(app().url, 'eve'), person(app().url, 'fay')]);
      await Promise.all([eve.connect(), fay.connect()]);
      const closed = new Promise<number>((resolve) => eve.socket!.once('disconnect', () => resolve(Date.now())));
      await sleep(2_000);
      const renewed = expectOk(await fay.rest('POST', '/auth/refresh', { refreshToken: fay.refreshToken }));
      expectOk(await fay.command('session.refresh', { accessToken: renewed.accessToken }));
      await closed;
      await eve.hears('session.expired');
      await sleep(1_000);
      expect(fay.socket?.connected).toBe(true);
      expect((await fay.command('session.refresh', { accessToken: eve.accessToken })).error.status).toBe(401);
      fay.disconnect();
    }, 300_000);
  },
  { ACCESS_TOKEN_SECONDS: '5' },
);
