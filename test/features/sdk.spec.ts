import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createClient, memoryStorage, type ClientOptions, type Message, type ParleyClient } from '@parley/client';
import { Config } from '../../src/platform/config/config.js';
import { onEachDatabase, type TestApp } from '../support/app.js';

const password = `correct horse ${randomBytes(6).toString('hex')}`;

/** Short waits: the server is next door. */
const timing = { retryWait: [50, 500], reconnectWait: [20, 200], pollEvery: 300 } as const;

const running: ParleyClient[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((client) => client.close()));
});

function clientOf(app: TestApp, options: Partial<ClientOptions> = {}): ParleyClient {
  const client = createClient({ url: app.url, timing, ...options });
  running.push(client);
  return client;
}

/** A client with a new account, online. */
async function somebody(app: TestApp, name: string, options: Partial<ClientOptions> = {}): Promise<ParleyClient> {
  const client = clientOf(app, options);
  const username = `${name}-${randomBytes(4).toString('hex')}`;
  await client.auth.register({ username, displayName: name, email: `${username}@example.org`, password });
  await client.reaches('online');
  return client;
}

/** Ada and Ben in a team, both with its general channel open. */
async function friends(app: TestApp, options: Partial<ClientOptions> = {}) {
  const [ada, ben] = await Promise.all([somebody(app, 'ada', options), somebody(app, 'ben', options)]);
  const team = await ada.command('team.create', { name: 'Difference Engine' });
  const { code } = await ada.command('invitation.create', { teamId: team.id });
  await ben.command('invitation.accept', { code });
  await until(() => ada.channels(team.id).length > 0 && ben.channels(team.id).length > 0);
  const general = ada.channels(team.id)[0]!.id;
  await Promise.all([ada.openChannel(general), ben.openChannel(general)]);
  return { ada, ben, team, general };
}

async function until(holds: () => boolean, ms = 5_000): Promise<void> {
  for (const end = Date.now() + ms; !holds(); await sleep(10)) {
    if (Date.now() > end) throw new Error(`did not come true within ${ms} ms: ${String(holds)}`);
  }
}

/** What some company networks are: HTTP passes, an upgrade to WebSocket does not. */
async function proxyWithoutWebSocket(target: string): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    const { headers, method = 'GET', url = '/' } = request;
    const upstream = forward(target + url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => response.destroy());
    request.pipe(upstream);
  });
  server.on('upgrade', (_request, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

const texts = (messages: readonly Message[]): string[] =>
  messages.filter(({ kind }) => kind === 'text').map(({ body }) => body);

/** What a client that has just come would know, beside what this one knows. */
async function expectFresh(app: TestApp, client: ParleyClient, login: string, channelId: string): Promise<void> {
  const fresh = clientOf(app);
  await fresh.auth.login({ login, password });
  await fresh.reaches('online');
  await fresh.openChannel(channelId);
  await until(() => fresh.messages(channelId).at(-1)?.seq === client.messages(channelId).at(-1)?.seq);
  const view = (one: ParleyClient) => ({
    me: one.me,
    teams: one.teams(),
    channels: one.channels(),
    memberships: one.state.memberships,
    teamMemberships: one.state.teamMemberships,
    readMarks: one.state.readMarks,
    positions: one.state.positions,
    unread: one.channels().map(({ id }) => one.unread(id)),
    newest: one.messages(channelId).slice(-50),
  });
  await until(() => isDeepStrictEqual(view(client), view(fresh))).catch(() => undefined /* told in detail below */);
  expect(view(client)).toEqual(view(fresh));
}

onEachDatabase((app) => {
  it('S1-12 S3-63 two clients talk, and both see the same, each message once and in order', async () => {
    const { ada, ben, general } = await friends(app());
    const heard: string[] = [];
    ben.on('message.created', ({ body }) => heard.push(body));
    const sent = [];
    for (let i = 0; i < 10; i += 1) sent.push(ada.send({ channelId: general, body: `a${i}` }).delivered);
    await Promise.all(sent);
    await ben.send({ channelId: general, body: 'b' }).delivered;
    await until(() => texts(ada.messages(general)).length === 11 && texts(ben.messages(general)).length === 11);
    expect(ben.messages(general)).toEqual(ada.messages(general));
    expect(texts(ada.messages(general))).toEqual([...Array(10).keys()].map((i) => `a${i}`).concat('b'));
    expect(heard).toEqual(texts(ben.messages(general)));
    expect(ada.pending(general)).toEqual([]);
    await expectFresh(app(), ben, ben.me!.username, general);
  });

  it('S1-24 a client whose socket was cut misses nothing, hears nothing twice and ends like a fresh one', async () => {
    const { ada, ben, general, team } = await friends(app());
    const seen: number[] = [];
    ben.on('message.created', ({ seq }) => seen.push(seq));
    const edited = await ada.send({ channelId: general, body: 'first' }).delivered;
    const deleted = await ada.send({ channelId: general, body: 'second' }).delivered;
    await until(() => texts(ben.messages(general)).length === 2);
    for (let round = 0; round < 5; round += 1) {
      ben.disconnect();
      await ada.send({ channelId: general, body: `while away ${round}` }).delivered;
      if (round === 1) await ada.command('message.edit', { messageId: edited.id, body: 'first, edited' });
      if (round === 2) await ada.command('message.delete', { messageId: deleted.id });
      if (round === 3) await ada.command('channel.create', { teamId: team.id, name: 'plans' });
      ben.connect();
      await ada.send({ channelId: general, body: `while coming back ${round}` }).delivered;
      await ben.reaches('online');
    }
    await until(() => ben.messages(general).at(-1)?.body === 'while coming back 4');
    expect(ben.messages(general)).toEqual(ada.messages(general));
    expect(texts(ben.messages(general)).slice(0, 2)).toEqual(['first, edited', '']);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    expect(ben.channels(team.id).map(({ name }) => name)).toContain('plans');
    await expectFresh(app(), ben, ben.me!.username, general);
  });

  it('S2-05 S2-16 with the websocket blocked, messages and news go by REST, and a nonce by both roads is one message', async () => {
    const { ada, ben, general } = await friends(app());
    const proxy = await proxyWithoutWebSocket(app().url);
    const blocked = clientOf(app(), { url: proxy.url });
    await blocked.auth.login({ login: ben.me!.username, password });
    await blocked.reaches('offline');
    await until(() => blocked.channels().length > 0);
    await blocked.openChannel(general);
    const { nonce, delivered } = blocked.send({ channelId: general, body: 'by REST' });
    const byRest = await delivered;
    const again = await ben.command('message.send', { channelId: general, body: 'by REST', nonce });
    expect(again.id).toBe(byRest.id);
    await ada.send({ channelId: general, body: 'news' }).delivered;
    await until(() => texts(blocked.messages(general)).includes('news'));
    await until(() => texts(ada.messages(general)).length === 2);
    expect(texts(ada.messages(general))).toEqual(['by REST', 'news']);
    expect(texts(blocked.messages(general))).toEqual(['by REST', 'news']);
    expect(blocked.status.state).toBe('offline');
    await blocked.close();
    proxy.close();
  });

  it('a refused message stays with its reason, and can be sent again or discarded', async () => {
    const { ada, general } = await friends(app());
    const { nonce, delivered } = ada.send({ channelId: general, body: 'x'.repeat(10_001) });
    await expect(delivered).rejects.toMatchObject({ code: 'validation.failed', status: 400 });
    expect(ada.pending(general)).toMatchObject([{ nonce, status: 'failed', error: { code: 'validation.failed' } }]);
    await expect(ada.retry(nonce).delivered).rejects.toMatchObject({ code: 'validation.failed' });
    ada.discard(nonce);
    expect(ada.pending(general)).toEqual([]);
    await ada.send({ channelId: general, body: 'goes on' }).delivered;
  });

  it('tokens and unsent messages survive a reload', async () => {
    const storage = memoryStorage();
    const first = await somebody(app(), 'cleo', { storage });
    const team = await first.command('team.create', { name: 'Solo' });
    await until(() => first.channels(team.id).length > 0);
    const channelId = first.channels(team.id)[0]!.id;
    // A client that cannot reach anything takes the message and is closed before it could send it.
    const away = clientOf(app(), { storage, url: 'http://127.0.0.1:9' });
    await first.close();
    expect(await away.auth.restore()).toBe(true);
    const { nonce } = away.send({ channelId, body: 'written on the train' });
    await sleep(50);
    await away.close();
    const home = clientOf(app(), { storage });
    expect(await home.auth.restore()).toBe(true);
    await home.reaches('online');
    await home.openChannel(channelId);
    await until(() => texts(home.messages(channelId)).includes('written on the train'));
    expect(home.messages(channelId).filter((message) => message.nonce === nonce)).toHaveLength(1);
    await home.auth.logout();
    expect(home.status).toEqual({ state: 'signed-out', reason: 'logout' });
    expect(await clientOf(app(), { storage }).auth.restore()).toBe(false);
  });

  it('in a page the refresh token stays in the cookie: a reload restores the session, logging out ends it', async () => {
    const jar = new Map<string, string>();
    const browser: typeof fetch = async (address, init) => {
      const headers = new Headers(init?.headers);
      headers.set('origin', app().get(Config).publicUrl);
      headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
      const answer = await fetch(address, { ...init, headers });
      for (const [, name = '', value = ''] of answer.headers
        .getSetCookie()
        .map((set) => /^([^=]+)=([^;]*)/.exec(set) ?? [])) {
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
      return answer;
    };
    const storage = memoryStorage();
    const page = await somebody(app(), 'ada', { cookie: true, fetch: browser, storage });
    expect([...jar.keys()]).toEqual(['parley_refresh']);
    expect(JSON.parse((await storage.getItem('parley.session'))!)).toMatchObject({ accessToken: '' });
    expect(await storage.getItem('parley.session')).not.toContain('refreshToken');
    await page.close();
    const reloaded = clientOf(app(), { cookie: true, fetch: browser });
    expect(await reloaded.auth.restore()).toBe(true);
    await reloaded.reaches('online');
    await reloaded.auth.logout();
    expect(await clientOf(app(), { cookie: true, fetch: browser }).auth.restore()).toBe(false);
  });

  it('a session that is revoked elsewhere signs the client out and says why', async () => {
    const ada = await somebody(app(), 'ada');
    const other = clientOf(app());
    await other.auth.login({ login: ada.me!.username, password });
    await other.reaches('online');
    const { items } = await ada.command('session.list', {});
    const sessionId = items.find(({ current }) => !current)!.id;
    await ada.command('session.revoke', { sessionId });
    await other.reaches('signed-out');
    expect(other.status.reason).toBe('auth.session_ended');
    expect(other.state.me).toBeNull();
  });

  it('who is removed from a team forgets it and everything in it', async () => {
    const { ada, ben, team, general } = await friends(app());
    await ada.loadMembers(team.id);
    expect(ada.members(team.id)).toHaveLength(2);
    await ada.command('team.member.remove', { teamId: team.id, userId: ben.me!.id });
    await until(() => ben.teams().length === 0);
    expect(ben.channels()).toEqual([]);
    expect(ben.messages(general)).toEqual([]);
    expect(Object.keys(ben.state.positions)).toEqual([`user:${ben.me!.id}`]);
    await until(() => ada.members(team.id).length === 1);
  });

  it('a guest sees only the channels that they are in, live and on loading, and the rest once they are a member', async () => {
    const { ada, ben, team, general } = await friends(app());
    await ada.command('team.member.update', { teamId: team.id, userId: ben.me!.id, role: 'guest' });
    await until(() => ben.state.teamMemberships[team.id]?.role === 'guest');
    await ada.command('channel.create', { teamId: team.id, name: 'plans' });
    await until(() => ada.channels(team.id).length === 2);
    await ben.command('session.list', {});
    expect(ben.channels(team.id).map(({ id }) => id)).toEqual([general]);
    await expectFresh(app(), ben, ben.me!.username, general);
    await ada.command('team.member.update', { teamId: team.id, userId: ben.me!.id, role: 'member' });
    await until(() => ben.channels(team.id).length === 2);
    await until(() => Object.keys(ben.state.memberships).length === 2);
    await expectFresh(app(), ben, ben.me!.username, general);
  });

  it('unread counts what others wrote, and a read mark on one device reads it on all', async () => {
    const { ada, ben, general } = await friends(app());
    const phone = clientOf(app());
    await phone.auth.login({ login: ben.me!.username, password });
    await phone.reaches('online');
    const before = phone.unread(general);
    await ada.send({ channelId: general, body: 'one' }).delivered;
    await ada.send({ channelId: general, body: 'two' }).delivered;
    await until(() => phone.unread(general) === before + 2 && ben.unread(general) === before + 2);
    expect(ada.unread(general)).toBe(0);
    await ben.markRead(general);
    await until(() => phone.unread(general) === 0 && ben.unread(general) === 0);
  });

  it('history is loaded page by page without hole or double while others write', async () => {
    const { ada, ben, general } = await friends(app());
    const writing = [];
    for (let i = 0; i < 130; i += 1) writing.push(ada.send({ channelId: general, body: `m${i}` }).delivered);
    await Promise.all(writing);
    ben.closeChannel(general);
    await ben.openChannel(general);
    const more = ada.send({ channelId: general, body: 'meanwhile' }).delivered;
    while (ben.hasBefore(general)) await ben.loadBefore(general);
    await more;
    await until(() => ben.messages(general).at(-1)?.body === 'meanwhile');
    const seqs = ben.messages(general).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    expect(ben.messages(general)).toEqual([...ada.messages(general)].slice(-seqs.length));
  });

  it('an unknown channel is refused with the problem of the server', async () => {
    const ada = await somebody(app(), 'ada');
    await expect(ada.openChannel(randomUUID())).rejects.toMatchObject({ code: 'not_found', status: 404 });
  });
});

onEachDatabase(
  (app) => {
    it('tokens are renewed silently, the socket lives on, and REST goes on', async () => {
      let renewals = 0;
      const counting: typeof fetch = (address, init) => {
        if (String(address).endsWith('/auth/refresh')) renewals += 1;
        return fetch(address, init);
      };
      const { ada, ben, general } = await friends(app(), { fetch: counting });
      const states: string[] = [];
      ada.onStatus(({ state }) => states.push(state));
      const end = Date.now() + 12_000;
      let count = 0;
      for (; Date.now() < end; await sleep(500)) {
        await ada.send({ channelId: general, body: `still here ${count}` }).delivered;
        count += 1;
      }
      ada.disconnect();
      await ada.send({ channelId: general, body: 'by REST' }).delivered;
      await until(() => texts(ben.messages(general)).length === count + 1);
      expect(states).toEqual(['offline']); // the socket outlived its first token twice
      expect(renewals).toBeGreaterThanOrEqual(4);
    }, 300_000);
  },
  { ACCESS_TOKEN_SECONDS: '5' },
);
