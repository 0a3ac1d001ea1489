import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { runCli } from '../../src/cli/run.js';
import { Config, loadConfig } from '../../src/platform/config/config.js';
import { onEachDatabase } from '../support/app.js';
import { deadLetter } from '../support/dead-letters.js';
import { databaseKinds } from '../support/databases.js';
import { expectOk, nonce, person, rest, type Person } from '../support/people.js';
import { mailTo } from '../support/mails.js';
import { turnOn } from '../support/second-factor.js';
import { until } from '../support/processes.js';
import { BucketServer } from '../support/bucket-server.js';
import { ClamdServer } from '../support/clamd-server.js';

interface Said {
  code: number;
  out: string;
  err: string;
}

/** Runs a command in this process, with these settings and this line on its standard input. */
async function parley(config: () => Config, args: string[], typed = ''): Promise<Said> {
  const said: Said = { code: -1, out: '', err: '' };
  const terminal = {
    out: (text: string) => void (said.out += `${text}\n`),
    err: (text: string) => void (said.err += `${text}\n`),
    secret: () => Promise.resolve(typed),
  };
  said.code = await runCli(args, { config, terminal });
  return said;
}

const noConfig = () => {
  throw new Error('no settings are needed for this');
};

/** A folder that goes with the test. */
function folder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'parley-cli-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

describe('the command line', () => {
  it('S1-16 tells what it can do, and how a command is called that was called wrongly', async () => {
    const help = await parley(noConfig, ['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const name of [
      ...['admin:create', 'password:reset', 'user:disable', 'user:enable', 'channel:create', 'dead-letters:list'],
      ...['dead-letters:retry', 'keys', 'doctor', 'new-epoch', 'version'],
    ])
      expect(help.out).toContain(`  ${name}`);
    expect(await parley(noConfig, [])).toMatchObject({ code: 1, err: help.out });
    expect((await parley(noConfig, ['fly'])).err).toMatch(/^There is no command "fly"\./);
    const usage = 'Usage: npm run parley -- password:reset <user> [--password-stdin]';
    for (const args of [[], ['ada', 'ben'], ['ada', '--now']]) {
      const wrong = await parley(noConfig, ['password:reset', ...args]);
      expect([args, wrong.code, wrong.err]).toEqual([args, 1, expect.stringContaining(usage)]);
    }
    expect((await parley(noConfig, ['password:reset', '--help'])).out).toContain(usage);
    expect((await parley(noConfig, ['dead-letters:retry'])).err).toContain('or say --all');
    expect((await parley(noConfig, ['dead-letters:retry', 'x', '--all'])).err).toContain('or say --all');
  });

  it('S4-56 makes secrets that production takes, other ones each time', async () => {
    const [one, other] = [await parley(noConfig, ['keys']), await parley(noConfig, ['keys'])];
    expect(one.out).not.toBe(other.out);
    const env = Object.fromEntries(
      one.out
        .trim()
        .split('\n')
        .map((line) => line.split('=') as [string, string]),
    );
    expect(Object.keys(env)).toEqual(['JWT_SECRET', 'METRICS_TOKEN']);
    expect(loadConfig({ ...env, NODE_ENV: 'production' }).jwtSecret).toBe(env.JWT_SECRET);
  });
});

onEachDatabase(
  (app) => {
    const run = (...args: string[]) => parley(() => app().get(Config), args);
    const login = (who: string, password: string) => rest(app().url, 'POST', '/auth/login', { login: who, password });
    let ada: Person;

    it('S4-55 makes an owner of an empty installation, so that who registers first is none', async () => {
      const made = await run('admin:create', 'Root', 'root@example.org');
      expect(made).toMatchObject({ code: 0, err: '' });
      const password = /told only now: (\S{24})/.exec(made.out)![1]!;
      const root = expectOk(await login('root', password));
      expect(root.user).toMatchObject({ username: 'root', isOwner: true });
      ada = await person(app().url, 'ada');
      expect(expectOk(await ada.rest('GET', '/me')).isOwner).toBe(false);
      expectOk(await rest(app().url, 'GET', '/installation/users', undefined, root.accessToken));
    });

    it('S4-55 makes an owner of somebody who has an account, or with a password of one’s own', async () => {
      const mail = `${ada.username}@example.org`;
      expect((await run('admin:create', ada.username, 'other@example.org')).err).toContain('different accounts');
      expect((await run('admin:create', 'somebody', mail)).err).toContain('different accounts');
      expect((await run('admin:create', ada.username, mail)).err).toContain('anybody may have made it');
      const taken = await run('admin:create', ada.username, mail, '--existing');
      expect(taken.out).toContain('the password is as it was');
      expect(expectOk(await login(ada.username, ada.password)).user.isOwner).toBe(true);
      const create = (typed: string) =>
        parley(() => app().get(Config), ['admin:create', 'second', 'second@example.org', '--password-stdin'], typed);
      expect(await create('short')).toMatchObject({ code: 1, err: expect.stringContaining('10 to 128') });
      expect(await create('password123')).toMatchObject({ code: 1, err: expect.stringContaining('too easy') });
      const made = await create('a sentence of my own');
      expect(made.out).not.toContain('a sentence');
      expect(expectOk(await login('second', 'a sentence of my own')).user.isOwner).toBe(true);
      for (const [username, address] of [
        ['x y', 'a@example.org'],
        ['fine', 'nonsense'],
      ] as const)
        expect(await run('admin:create', username, address)).toMatchObject({ code: 1, out: '' });
    });

    it('gives somebody a new password, and whoever used the old one is out within ten seconds', async () => {
      const ben = await (await person(app().url, 'ben')).connect();
      const cy = await (await person(app().url, 'cy')).connect();
      const begun = Date.now();
      const closed = new Promise((resolve) => ben.socket!.once('disconnect', resolve));
      const { code, out } = await run('password:reset', `${ben.username}@example.org`);
      expect(code).toBe(0);
      expect((await ben.rest('GET', '/me')).status).toBe(401);
      expect((await rest(app().url, 'POST', '/auth/refresh', { refreshToken: ben.refreshToken })).status).toBe(401);
      expect((await login(ben.username, ben.password)).error.code).toBe('auth.invalid_credentials');
      expectOk(await login(ben.username, /told only now: (\S+)/.exec(out)![1]!));
      await closed;
      expect(Date.now() - begun).toBeLessThan(10_000);
      expect(cy.socket?.connected).toBe(true);
      cy.disconnect();
      expect((await run('password:reset', 'nobody-at-all')).err).toBe('There is nobody called "nobody-at-all".\n');
    });

    it('turns off a second factor that somebody lost, or that a stranger turned on', async () => {
      const cy = await person(app().url, 'cy');
      await turnOn(app(), cy);
      expect((await login(cy.username, cy.password)).error.code).toBe('auth.second_factor_required');
      expect((await run('second-factor:reset', cy.username)).out).toBe(
        `${cy.username} signs in without a second factor.\n`,
      );
      expectOk(await login(cy.username, cy.password));
      await mailTo(app(), `${cy.username}@example.org`, /no second factor any more/);
    });

    it('shuts somebody out and lets them in again, but for the last owner', async () => {
      const ben = await (await person(app().url, 'ben')).connect();
      const begun = Date.now();
      const closed = new Promise((resolve) => ben.socket!.once('disconnect', resolve));
      expect((await run('user:disable', ben.username)).out).toBe(`${ben.username} is disabled.\n`);
      expect((await login(ben.username, ben.password)).error.code).toBe('user.disabled');
      await closed;
      expect(Date.now() - begun).toBeLessThan(10_000);
      expect((await run('user:enable', ben.username)).code).toBe(0);
      expectOk(await login(ben.username, ben.password));
      expect((await run('user:disable', 'second')).code).toBe(0);
      expect((await run('user:disable', ada.username)).code).toBe(0);
      expect(await run('user:disable', 'root')).toMatchObject({
        code: 1,
        err: expect.stringContaining('at least one owner'),
      });
      expect((await run('user:enable', ada.username)).code).toBe(0);
      ada.accessToken = expectOk(await login(ada.username, ada.password)).accessToken;
    });

    it('makes a channel beside the running server, whose members hear of it', async () => {
      const team = expectOk(await ada.rest('POST', '/teams', { name: `Made for ${ada.username}` }));
      await ada.connect();
      const made = await run('channel:create', team.slug, 'Engine room');
      expect(made.out).toMatch(/^#engine-room is made in /);
      const id = made.out.trim().split(' ').at(-1)!;
      const isIn = () => ada.passing.some(({ data }) => `channel:${id}` in (data.positions ?? {}));
      await until(isIn, 'the server told where the new channel stands', 10_000);
      const channels = expectOk(await ada.rest('GET', `/channels?teamId=${team.id}`)).items;
      expect(channels.map(({ channel }: { channel: { id: string } }) => channel.id)).toContain(id);
      expectOk(await ada.rest('POST', `/channels/${id}/messages`, { body: 'hello', nonce: nonce() }));
      await ada.hears('message.created', ({ channelId }) => channelId === id);
      expect((await run('channel:create', team.slug, 'Engine room', '--visibility', 'private')).out).toContain(
        '#engine-room-2',
      );
      expect(await run('channel:create', team.slug, 'x', '--visibility', 'secret')).toMatchObject({ code: 1, out: '' });
      expect((await run('channel:create', 'no-such-team', 'x')).err).toBe('There is no team "no-such-team".\n');
      const audit = expectOk(await ada.rest('GET', `/teams/${team.id}/audit`)).items[0];
      expect(audit).toMatchObject({ action: 'channel.created', detail: { atCommandLine: true } });
      ada.disconnect();
    });

    it('shows what was given up and has it tried again by the running server', async () => {
      expect((await run('dead-letters:list')).out).toBe('There are none.\n');
      const ids = [
        await deadLetter(app().database),
        await deadLetter(app().database),
        await deadLetter(app().database),
      ];
      const listed = (await run('dead-letters:list')).out.trim().split('\n');
      expect(listed.map((line) => line.slice(0, 36))).toEqual(ids.toReversed());
      expect(listed[0]).toContain('mail/login  Error: the mail server said no');
      expect((await run('dead-letters:retry', ids[0]!)).code).toBe(0);
      expect(await run('dead-letters:retry', ids[0]!)).toMatchObject({
        code: 1,
        err: `There is no dead letter ${ids[0]}.\n`,
      });
      expect((await run('dead-letters:retry', '--all')).out).toBe('2 will be tried again.\n');
      const left = () => app().database.read((reader) => reader.query('SELECT id FROM jobs'));
      await until(async () => (await left()).length === 0, 'all were taken and done');
      expect((await run('dead-letters:list')).out).toBe('There are none.\n');
    });

    it('is recorded as nobody’s in the audit of the installation', async () => {
      const { items } = expectOk(await ada.rest('GET', '/installation/audit?limit=100'));
      const actions = new Set(items.map(({ action }: { action: string }) => action));
      for (const action of [
        'user.created',
        'owner.added',
        'user.disabled',
        'user.enabled',
        'user.password_reset',
        'dead_letter.retried',
        'channel.created',
      ])
        expect(actions).toContain(action);
      expect(items.every(({ actor }: { actor: unknown }) => actor === null)).toBe(true);
    });

    it('doctor finds the running installation well', async () => {
      const { code, out } = await run('doctor');
      expect([out, code]).toEqual([expect.stringContaining('Nothing is wrong.'), 0]);
      for (const about of [
        'settings',
        'DATA_DIR',
        'database',
        'durability',
        'migrations',
        'redis',
        'files',
        'scanner',
        'mail',
        'PUBLIC_URL',
      ])
        expect(out).toMatch(new RegExp(`^[✓!] ${about}: `, 'm'));
      expect(out).toMatch(/migrations: all \d+ have run/);
      if (app().database.dialect === 'mysql') expect(out).toMatch(/privileges: the user may do all/);
    });
  },
  { HEADS_INTERVAL_MS: '1000' },
);

describe('doctor', () => {
  const mysql = process.env.PARLEY_TEST_MYSQL;
  const doctor = (env: Record<string, string>) => parley(() => loadConfig(env), ['doctor']);

  it('names every setting that is wrong', async () => {
    const { code, out } = await doctor({ NODE_ENV: 'production', PORT: 'many', DATABASE_URL: 'postgres://x' });
    expect(code).toBe(1);
    for (const name of ['PORT', 'DATABASE_URL', 'JWT_SECRET']) expect(out).toMatch(new RegExp(`✗ setting: ${name} `));
    expect(out).toMatch(/3 things are wrong/);
  });

  it('S4-56 says what does not work and how to mend it, without a secret', async () => {
    const place = folder();
    const { path } = place;
    writeFileSync(join(path, 'file'), '');
    const mails = new SMTPServer({ disabledCommands: ['STARTTLS'], onAuth: (_, __, done) => done(new Error('no')) });
    mails.on('error', () => undefined /* it refuses on purpose */);
    await new Promise<void>((resolve) => mails.listen(0, '127.0.0.1', resolve));
    const { port } = mails.server.address() as { port: number };
    const { code, out } = await doctor({
      ...{ NODE_ENV: 'production', JWT_SECRET: 'kq3vX9pL0sT7wYb2nR8mJ4hF6dZ1cG5aUeQi' },
      ...{ DATA_DIR: join(path, 'file', 'below'), REDIS_URL: 'redis://:s3cret@127.0.0.1:1' },
      ...{ DATABASE_URL: 'mysql://root:s3cret@127.0.0.1:1/parley', SMTP_URL: `smtp://bot:s3cret@127.0.0.1:${port}` },
      PUBLIC_URL: 'http://chat.invalid',
    });
    await new Promise<void>((resolve) => mails.close(() => resolve()));
    place.remove();
    expect(code).toBe(1);
    expect(out).toMatch(/✗ DATA_DIR: .*\(ENOTDIR\)\n {4}Give the folder/);
    expect(out).toMatch(/✗ database: cannot be opened \(ECONNREFUSED\)\n {4}Check host and port/);
    expect(out).toMatch(/✗ redis: cannot be used .*\n {4}Check host, port and password in REDIS_URL/);
    expect(out).toMatch(/✗ files: nothing can be kept\n {4}Files cannot be kept in .*\(ENOTDIR\): see that the folder/);
    expect(out).toMatch(/✗ mail: .*EAUTH.*\n {4}Check user and password in SMTP_URL/);
    expect(out).toMatch(/✗ PUBLIC_URL: .*not encrypted/);
    expect(out).toMatch(/! PUBLIC_URL: nothing that is a Parley answers/);
    expect(out).toContain('6 things are wrong.');
    expect(out).not.toContain('s3cret');
  });

  it('gives up on a server that accepts and says nothing', async () => {
    const place = folder();
    const { path } = place;
    const held: Socket[] = [];
    const silent = createServer((socket) => void held.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const { code, out } = await doctor({ NODE_ENV: 'test', DATA_DIR: path, REDIS_URL: `redis://127.0.0.1:${port}` });
    held.forEach((socket) => socket.destroy());
    silent.close();
    place.remove();
    expect(code).toBe(1);
    expect(out).toMatch(/✗ redis: /);
    expect(out).toMatch(/✓ database: SQLite; .* is made when the server starts/);
  }, 20_000);

  it('tells where files lie and who scans them, and keeps nothing of its looking', async () => {
    const place = folder();
    const [bucket, clamd] = [await BucketServer.start(), await ClamdServer.start()];
    const { endpoint, name } = bucket.settings();
    const settings = {
      NODE_ENV: 'test',
      DATA_DIR: place.path,
      S3_ACCESS_KEY_ID: 'S3RVER',
      S3_SECRET_ACCESS_KEY: 'S3RVER',
    };
    const well = { ...settings, S3_ENDPOINT: endpoint!, S3_BUCKET: name, CLAMAV_URL: clamd.url };
    const { out } = await doctor(well);
    expect(out).toContain(`✓ files: go to the bucket ${name}, which takes, gives and removes them`);
    expect(out).toContain('✓ scanner: ClamAV 1.4.6 answers and scans uploads');
    await clamd.stop();
    const ill = await doctor({ ...well, S3_SECRET_ACCESS_KEY: 's3cret' });
    await bucket.stop();
    place.remove();
    expect(ill.out).toMatch(/✗ files: nothing can be kept\n {4}The bucket files refuses us: check S3_ACCESS_KEY_ID/);
    expect(ill.out).toMatch(/✗ scanner: uploads cannot be scanned\n {4}ClamAV cannot be used \(ECONNREFUSED\)/);
    expect(ill.out).not.toContain('s3cret');
  }, 30_000);

  it('a command gives up on a database that is away, and says so', async () => {
    const place = folder();
    const settings = { NODE_ENV: 'test', DATA_DIR: place.path, DATABASE_URL: 'mysql://root:s3cret@127.0.0.1:1/parley' };
    const { code, err } = await parley(() => loadConfig(settings), ['dead-letters:list']);
    place.remove();
    expect([code, err]).toEqual([1, expect.stringMatching(/^Gave up on the database at 127\.0\.0\.1:1, .*Start it/)]);
    expect(err).not.toContain('s3cret');
  }, 30_000);

  (mysql && databaseKinds.includes('mysql') ? it : it.skip)('tells a database that is not there', async () => {
    const place = folder();
    const { path } = place;
    const url = Object.assign(new URL(mysql!), { pathname: '/parley_that_is_not_there' }).href;
    const { out } = await doctor({ NODE_ENV: 'test', DATA_DIR: path, DATABASE_URL: url });
    place.remove();
    expect(out).toMatch(/ER_BAD_DB_ERROR.*\n {4}Create it: CREATE DATABASE parley_that_is_not_there/);
  });
});
