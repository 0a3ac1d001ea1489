import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@parley/client';
import { OWNERS_STREAM } from '../../src/core/access/grants.js';
import { onEachDatabase, startApp } from '../support/app.js';
import { deadLetter } from '../support/dead-letters.js';
import { databaseKinds } from '../support/databases.js';
import { mailTo, tokenIn } from '../support/mails.js';
import { doors, expectOk, nonce, person, rest, type Answer, type Door, type Person } from '../support/people.js';
import { until } from '../support/processes.js';
import { upload } from '../support/uploads.js';

/** One operation by either door. */
function ask(who: Person, door: Door, command: string, route: string, input: Record<string, string> = {}) {
  if (door === 'socket') return who.command(command, input);
  const [method, template] = route.split(' ') as [string, string];
  const rest = new Map(Object.entries(input));
  const path = template.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest.get(name)!;
    rest.delete(name);
    return value;
  });
  const query = new URLSearchParams([...rest]).toString();
  return who.rest(method, query ? `${path}?${query}` : path);
}

const listAccounts = (who: Person, door: Door, input = {}) =>
  ask(who, door, 'installation.user.list', 'GET /installation/users', input);
const disable = (who: Person, door: Door, userId: string) =>
  ask(who, door, 'installation.user.disable', 'PUT /installation/users/:userId/disabled', { userId });
const enable = (who: Person, door: Door, userId: string) =>
  ask(who, door, 'installation.user.enable', 'DELETE /installation/users/:userId/disabled', { userId });
const makeOwner = (who: Person, door: Door, userId: string) =>
  ask(who, door, 'installation.owner.add', 'PUT /installation/owners/:userId', { userId });
const unmakeOwner = (who: Person, door: Door, userId: string) =>
  ask(who, door, 'installation.owner.remove', 'DELETE /installation/owners/:userId', { userId });
const retry = (who: Person, door: Door, deadLetterId: string) =>
  ask(who, door, 'installation.dead_letter.retry', 'POST /installation/dead-letters/:deadLetterId/retry', {
    deadLetterId,
  });

/** Resolves with the milliseconds until the person's socket was closed, or with five seconds. */
function closed(who: Person): Promise<number> {
  const begun = Date.now();
  return new Promise((resolve) => {
    const told = () => resolve(Date.now() - begun);
    who.socket!.once('disconnect', told);
    setTimeout(told, 5_000).unref();
  });
}

const login = (url: string, who: Person): Promise<Answer> =>
  rest(url, 'POST', '/auth/login', { login: who.username, password: who.password });

onEachDatabase((app) => {
  let owner: Person, ben: Person, cy: Person;
  beforeAll(async () => {
    owner = await person(app().url, 'owner'); // the first one has the installation
    await owner.connect();
  });
  beforeEach(async () => {
    [ben, cy] = await Promise.all([person(app().url, 'ben'), person(app().url, 'cy')]);
    await Promise.all([ben.connect(), cy.connect()]);
    cy.forget();
  });
  afterEach(() => [ben, cy].forEach((who) => who.disconnect()));
  afterAll(() => owner.disconnect());

  describe.each(doors)('by %s', (door) => {
    it('the owner finds accounts by name, email address and state, page by page; nobody else does', async () => {
      const found = expectOk(await listAccounts(owner, door, { query: ben.username.toUpperCase() })).items;
      expect(found).toEqual([
        {
          ...{ id: ben.id, username: ben.username, displayName: 'ben', email: `${ben.username}@example.org` },
          ...{ isOwner: false, disabledAt: null },
          ...{ lastLoginAt: expect.any(String), createdAt: expect.any(String) },
        },
      ]);
      const byAddress = expectOk(await listAccounts(owner, door, { query: `${cy.username}@exam` })).items;
      expect(byAddress.map(({ id }: { id: string }) => id)).toEqual([cy.id]);
      expect(expectOk(await listAccounts(owner, door, { query: '%' })).items).toEqual([]);
      const owners = expectOk(await listAccounts(owner, door, { only: 'owner' })).items;
      expect(owners.map(({ id }: { id: string }) => id)).toContain(owner.id);
      expect(owners.map(({ id }: { id: string }) => id)).not.toContain(ben.id);
      const first = expectOk(await listAccounts(owner, door, { limit: '1' }));
      const second = expectOk(await listAccounts(owner, door, { limit: '1', after: first.after }));
      expect(second.items[0].username > first.items[0].username).toBe(true);
      expect((await listAccounts(owner, door, { after: '!' })).error.code).toBe('cursor.invalid');
      expect((await listAccounts(ben, door)).error).toMatchObject({
        ...{ code: 'access.denied', status: 403, permission: 'installation.user.list' },
      });
    });

    it('the owner sees what the node works with; nobody else does', async () => {
      const node = expectOk(await ask(owner, door, 'installation.node.open', 'GET /installation/node'));
      expect(node).toMatchObject({ ready: true, mail: 'outbox', runtime: process.version, board: null });
      expect(node.database).toMatch(/SQLite|MySQL|MariaDB/);
      expect(Date.parse(node.startedAt)).toBeLessThanOrEqual(Date.now());
      expect(node.memoryBytes).toBeGreaterThan(10_000_000);
      expect((await ask(ben, door, 'installation.node.open', 'GET /installation/node')).error.code).toBe(
        'access.denied',
      );
    });

    it('S3-72 the owner sees how much room uploads take, and who takes most; nobody else does', async () => {
      const look = (who: Person) => ask(who, door, 'installation.storage.open', 'GET /installation/storage');
      const before = expectOk(await look(owner));
      const largest = before.people[0]?.bytes ?? 0;
      expectOk(await upload(ben, Buffer.alloc(largest + 1_000, 'a'), { kind: 'file' }));
      const after = expectOk(await look(owner));
      expect(after).toMatchObject({ place: 'folder', uploads: before.uploads + 1 });
      expect(after.bytes - before.bytes).toBeGreaterThanOrEqual(largest + 1_000);
      expect(after.kinds.reduce((sum: number, { bytes }: { bytes: number }) => sum + bytes, 0)).toBe(after.bytes);
      expect(after.people[0]).toMatchObject({ user: { id: ben.id }, uploads: 1, bytes: largest + 1_000 });
      expect((await look(cy)).error).toMatchObject({ code: 'access.denied', permission: 'installation.storage.open' });
    });

    it('whoever is disabled is out within a second and stays out, until they are let in again', async () => {
      const gone = closed(ben);
      const account = expectOk(await disable(owner, door, ben.id));
      expect(account).toMatchObject({ id: ben.id, disabledAt: expect.any(String) });
      expect(await gone).toBeLessThan(1_000);
      expect((await ben.rest('GET', '/me')).status).toBe(401);
      expect((await rest(app().url, 'POST', '/auth/refresh', { refreshToken: ben.refreshToken })).ok).toBe(false);
      expect((await login(app().url, ben)).error).toMatchObject({ code: 'user.disabled', status: 403 });
      await expect(ben.connect()).rejects.toMatchObject({ data: { status: 401 } });
      expect(expectOk(await disable(owner, door, ben.id)).disabledAt).toBe(account.disabledAt); // twice is once
      const disabled = expectOk(await listAccounts(owner, door, { only: 'disabled', query: ben.username })).items;
      expect(disabled).toHaveLength(1);
      expect(cy.socket?.connected).toBe(true);
      expect(cy.heard).toEqual([]);

      expect(expectOk(await enable(owner, door, ben.id)).disabledAt).toBeNull();
      expectOk(await login(app().url, ben));
      expect((await ben.rest('GET', '/me')).status).toBe(401); // what ended stays ended
    });

    it('an owner makes another one, who hears of it, and may be made like everybody else again', async () => {
      expect(expectOk(await makeOwner(owner, door, ben.id)).isOwner).toBe(true);
      expect(await ben.hears('me.updated', ({ isOwner }) => isOwner)).toMatchObject({ id: ben.id });
      expectOk(await listAccounts(ben, door));
      expect(expectOk(await unmakeOwner(ben, door, ben.id)).isOwner).toBe(false);
      expect((await listAccounts(ben, door)).error.code).toBe('access.denied');
      expect((await unmakeOwner(owner, door, owner.id)).error).toMatchObject({
        ...{ code: 'installation.last_owner', status: 409 },
      });
      expect((await disable(owner, door, owner.id)).error.code).toBe('installation.last_owner');
      expect(expectOk(await owner.rest('GET', '/me')).isOwner).toBe(true);
      expectOk(await disable(owner, door, cy.id));
      expect((await makeOwner(owner, door, cy.id)).error.code).toBe('user.disabled');
      for (const act of [disable, enable, makeOwner, unmakeOwner])
        expect((await act(owner, door, nonce())).error.code).toBe('not_found');
    });

    it('everything is recorded with who did it, and only what changed something', async () => {
      const acts = [disable, disable, enable, enable, makeOwner, makeOwner, unmakeOwner, unmakeOwner];
      for (const act of acts) expectOk(await act(owner, door, ben.id));
      const id = await deadLetter(app().database);
      expectOk(await retry(owner, door, id));
      const page = expectOk(
        await ask(owner, door, 'installation.audit.list', 'GET /installation/audit', { limit: '5' }),
      );
      expect(page.items.map(({ action, actor, user }: any) => [action, actor.id, user?.id ?? null])).toEqual([
        ['dead_letter.retried', owner.id, null],
        ['owner.removed', owner.id, ben.id],
        ['owner.added', owner.id, ben.id],
        ['user.enabled', owner.id, ben.id],
        ['user.disabled', owner.id, ben.id],
      ]);
      expect(page.items[0].detail).toEqual({ id, queue: 'mail', name: 'login' });
      expect((await ask(cy, door, 'installation.audit.list', 'GET /installation/audit')).error.code).toBe(
        'access.denied',
      );
    });

    it('dead letters are listed with their reason and without what they carry, retried once, and deleted', async () => {
      const ids = [await deadLetter(app().database), await deadLetter(app().database, 'Error: no such mailbox')];
      const list = (input = {}) =>
        ask(owner, door, 'installation.dead_letter.list', 'GET /installation/dead-letters', input);
      const first = expectOk(await list({ limit: '1' }));
      expect(first.items).toEqual([
        {
          ...{ id: ids[1], queue: 'mail', name: 'login', attempts: 3, error: 'Error: no such mailbox' },
          ...{ createdAt: expect.any(String), failedAt: expect.any(String) },
        },
      ]);
      expect(expectOk(await list({ limit: '1', after: first.after })).items[0].id).toBe(ids[0]);
      expect((await list({ after: 'x' })).error.code).toBe('cursor.invalid');
      const loads = async () =>
        expectOk(await ask(owner, door, 'installation.queue.list', 'GET /installation/queues')).items;
      expect((await loads()).find(({ queue }: any) => queue === 'mail').dead).toBeGreaterThanOrEqual(2);

      const pressed = await Promise.all(Array.from({ length: 8 }, () => retry(owner, door, ids[0]!)));
      expect(pressed.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 404)]);
      const left = async () =>
        app().database.read((reader) => reader.query('SELECT id FROM jobs WHERE id = ?', [ids[0]]));
      await until(async () => (await left()).length === 0, 'the job was taken and done');
      const again = await app().database.read((reader) =>
        reader.query('SELECT id FROM dead_letters WHERE id = ?', [ids[0]]),
      );
      expect(again).toEqual([]);

      const remove = () =>
        ask(owner, door, 'installation.dead_letter.delete', 'DELETE /installation/dead-letters/:deadLetterId', {
          deadLetterId: ids[1]!,
        });
      expect(expectOk(await remove()).id).toBe(ids[1]);
      expect((await remove()).error.code).toBe('not_found');
      expect((await retry(owner, door, ids[1]!)).error.code).toBe('not_found');
      expect(expectOk(await list()).items.map(({ id }: any) => id)).not.toContain(ids[1]);
    });
  });

  it('an owner who is one no more at the moment of the write does nothing', async () => {
    expectOk(await makeOwner(owner, 'rest', ben.id));
    // Ben is found to be an owner, and has to wait for the lock under which he is made like everybody else.
    const acting = await app().database.write([OWNERS_STREAM], async ({ manager }) => {
      const answer = disable(ben, 'rest', cy.id);
      await sleep(400);
      await manager.query('UPDATE users SET isOwner = 0 WHERE id = ?', [ben.id]);
      return { answer };
    });
    expect((await acting.answer).error).toMatchObject({ code: 'access.denied', status: 403 });
    expectOk(await cy.rest('GET', '/me'));
  });

  it('a link from before somebody was disabled is worth nothing, also after they were let in again', async () => {
    const email = `${ben.username}@example.org`;
    expectOk(await rest(app().url, 'POST', '/auth/password/forgot', { email }));
    const token = tokenIn(await mailTo(app(), email, /new password/), '/reset');
    expectOk(await disable(owner, 'rest', ben.id));
    const reset = () => rest(app().url, 'POST', '/auth/password/reset', { token, password: 'eleven purple giraffes' });
    expect((await reset()).error.code).toBe('link.invalid');
    expectOk(await enable(owner, 'rest', ben.id));
    expect((await reset()).error.code).toBe('link.invalid');
    expectOk(await login(app().url, ben));
  });

  it('in races of owners one who can sign in always stays', async () => {
    for (let round = 0; round < 3; round++) {
      for (const who of [ben, cy]) expectOk(await makeOwner(owner, 'rest', who.id));
      const all = [owner, ben, cy];
      const answers = await Promise.all(
        all.flatMap((who) => [
          unmakeOwner(who, 'rest', who.id),
          unmakeOwner(who, 'socket', who.id),
          ...all.filter((other) => other !== who).map((other) => unmakeOwner(who, 'rest', other.id)),
        ]),
      );
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      const left: { id: string }[] = await app().database.read((reader) =>
        reader.query('SELECT id FROM users WHERE isOwner = 1 AND disabledAt IS NULL'),
      );
      expect(left).toHaveLength(1);
      const last = all.find(({ id }) => id === left[0]!.id)!;
      if (last !== owner) {
        expectOk(await makeOwner(last, 'rest', owner.id));
        expectOk(await unmakeOwner(owner, 'rest', last.id));
      }
    }
  });

  it('the SDK has a method for each of it', async () => {
    const client = createClient({ url: app().url });
    await client.auth.login({ login: owner.username, password: owner.password });
    await client.reaches('online');
    const { administration } = client;
    expect((await administration.accounts({ query: ben.username })).items.map(({ id }) => id)).toEqual([ben.id]);
    expect((await administration.disable(ben.id)).disabledAt).toEqual(expect.any(String));
    expect((await administration.enable(ben.id)).disabledAt).toBeNull();
    expect((await administration.addOwner(ben.id)).isOwner).toBe(true);
    expect((await administration.removeOwner(ben.id)).isOwner).toBe(false);
    const ids = [await deadLetter(app().database), await deadLetter(app().database)];
    expect((await administration.deadLetters({ limit: 2 })).items.map(({ id }) => id)).toEqual(ids.toReversed());
    expect((await administration.retryDeadLetter(ids[0]!)).id).toBe(ids[0]);
    expect((await administration.deleteDeadLetter(ids[1]!)).id).toBe(ids[1]);
    await expect(administration.retryDeadLetter(ids[1]!)).rejects.toMatchObject({ code: 'not_found' });
    expect((await administration.node()).ready).toBe(true);
    expect((await administration.storage()).place).toBe('folder');
    expect((await administration.queues()).items.map(({ queue }) => queue)).toContain('mail');
    expect((await administration.audit({ limit: 1 })).items[0]?.action).toBe('dead_letter.deleted');
    await client.close();
  });

  it('the queues are counted in the metrics', async () => {
    await deadLetter(app().database);
    const far = 3_600_000;
    await app().database.write([], async (tx) => {
      tx.enqueue({ queue: 'mail', name: 'login' }, { userId: nonce() }, { delayMs: far });
    });
    const text = await (await fetch(`${app().url}/metrics`)).text();
    const figure = (state: string) =>
      Number(new RegExp(`^parley_jobs\\{queue="mail",state="${state}"\\} (\\d+)$`, 'm').exec(text)?.[1]);
    expect(figure('dead')).toBeGreaterThanOrEqual(1);
    expect(figure('delayed')).toBeGreaterThanOrEqual(1);
    expect(figure('waiting')).toBeGreaterThanOrEqual(0);
    expect(figure('active')).toBeGreaterThanOrEqual(0);
  });
});

const redisUrl = process.env.PARLEY_TEST_REDIS;
(redisUrl && databaseKinds.includes('mysql') ? describe : describe.skip)('with Redis', () => {
  it('the queues are counted from the same table', async () => {
    const app = await startApp('mysql', {
      ...{ REDIS_URL: redisUrl!, REDIS_PREFIX: `parley-test-${nonce()}` },
      JWT_SECRET: 'a-secret-of-this-test-alone-that-is-long',
    });
    try {
      const owner = await person(app.url, 'owner');
      const id = await deadLetter(app.database);
      const loads = expectOk(await owner.rest('GET', '/installation/queues')).items;
      expect(loads.find(({ queue }: any) => queue === 'mail')).toMatchObject({ dead: 1 });
      expectOk(await retry(owner, 'rest', id));
      const gone = async () =>
        (await app.database.read((reader) => reader.query('SELECT id FROM jobs WHERE id = ?', [id]))).length === 0;
      await until(gone, 'the job was handed to Bull and done');
      const text = await (await fetch(`${app.url}/metrics`)).text();
      expect(text).toMatch(/^parley_jobs\{queue="mail",state="dead"\} 0$/m);
    } finally {
      await app.close();
    }
  });
});
