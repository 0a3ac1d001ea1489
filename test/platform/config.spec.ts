import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../src/platform/config/config.error.js';
import { loadConfig, type Config } from '../../src/platform/config/config.js';
import { settings } from '../../src/platform/config/settings.js';
import { compiled } from './compiled.js';

const GOOD_SECRET = 'kq3vX9pL0sT7wYb2nR8mJ4hF6dZ1cG5aUeQi';
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'parley-config-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function load(env: Record<string, string> = {}): Config {
  return loadConfig({ DATA_DIR: dataDir, ...env });
}

function problems(env: Record<string, string>): string[] {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('settings', () => {
  it('needs nothing set to run embedded', () => {
    const config = load();
    expect(config).toMatchObject({
      nodeEnv: 'development',
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      databaseUrl: undefined,
      redisUrl: undefined,
      accessTokenSeconds: 300,
      swaggerEnabled: true,
      mailFrom: 'Parley <no-reply@localhost>',
    });
    expect(config.rateLimits['auth.account']).toEqual({ points: 10, seconds: 900 });
  });

  it('reads what is set and treats an empty variable as not set', () => {
    const config = load({
      PORT: '4000',
      REDIS_URL: '',
      RATE_LIMIT_REST_USER: '5/60',
      CORS_ORIGINS: 'https://A.example, http://b.example:81/',
    });
    expect(config.port).toBe(4000);
    expect(config.redisUrl).toBeUndefined();
    expect(config.rateLimits['rest.user']).toEqual({ points: 5, seconds: 60 });
    expect(config.corsOrigins).toEqual(['https://a.example', 'http://b.example:81']);
  });

  it('reports everything that is wrong at once, each by its name', () => {
    const found = problems({
      PORT: '70000',
      DATABASE_URL: 'postgres://user:hunter2@db/x',
      ACCESS_TOKEN_SECONDS: '3600',
      LOG_LEVEL: 'loud',
      JOBS_IN_PROCESS: 'maybe',
      RATE_LIMIT_AUTH_ACCOUNT: '10',
      CORS_ORIGINS: 'example.org',
    });
    for (const name of [
      'PORT',
      'DATABASE_URL',
      'ACCESS_TOKEN_SECONDS',
      'LOG_LEVEL',
      'JOBS_IN_PROCESS',
      'RATE_LIMIT_AUTH_ACCOUNT',
      'CORS_ORIGINS',
    ]) {
      expect(found.filter((problem) => problem.startsWith(`${name} `))).toHaveLength(1);
    }
    expect(found).toHaveLength(7);
    expect(found.join()).not.toContain('hunter2');
  });

  it('files lie in a folder of DATA_DIR, in another, or in a bucket', () => {
    expect(load()).toMatchObject({ storageDir: join(dataDir, 'files'), bucket: undefined, clamav: undefined });
    expect(load({ STORAGE_DIR: '/mnt/files' }).storageDir).toBe('/mnt/files');
    const keys = { S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' };
    expect(load({ S3_BUCKET: 'files', S3_ENDPOINT: 'http://127.0.0.1:9000', ...keys }).bucket).toEqual({
      ...{
        name: 'files',
        endpoint: 'http://127.0.0.1:9000',
        region: 'us-east-1',
        keys: { id: 'id', secret: 'secret' },
      },
      ...{ forcePathStyle: true, prefix: 'parley/', timeoutMs: 10_000 },
    });
    expect(load({ S3_BUCKET: 'files' }).bucket).toMatchObject({
      endpoint: undefined,
      keys: undefined,
      forcePathStyle: false,
    });
    expect(problems({ S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'id' })).toEqual([
      expect.stringContaining('must be set together'),
    ]);
    expect(problems(keys)).toEqual([expect.stringMatching(/^S3_BUCKET must be set/)]);
    expect(problems({ S3_ENDPOINT: 'https://s3.example.org' })).toEqual([
      expect.stringMatching(/^S3_BUCKET must be set/),
    ]);
    for (const prefix of ['parley', '/parley/'])
      expect(problems({ S3_PREFIX: prefix })).toEqual([expect.stringMatching(/^S3_PREFIX must end with a slash/)]);
  });

  it('S3-77 calls find their way by STUN and TURN, whose secret and addresses go together', () => {
    expect(load().voice).toEqual({ roomLimit: 6, ringMs: 30_000, stunUrls: [], turn: undefined, relayOnly: false });
    const turn = { TURN_URLS: 'turn:a.example.org:3478?transport=udp, turns:a.example.org', TURN_SECRET: 'shared' };
    const given = { STUN_URLS: 'stun:a.example.org,stuns:[::1]:5349', ...turn, VOICE_RELAY_ONLY: 'true' };
    expect(load({ ...given, VOICE_ROOM_LIMIT: '2', VOICE_RING_SECONDS: '5' }).voice).toEqual({
      ...{ roomLimit: 2, ringMs: 5_000, stunUrls: ['stun:a.example.org', 'stuns:[::1]:5349'], relayOnly: true },
      turn: {
        ...{ urls: ['turn:a.example.org:3478?transport=udp', 'turns:a.example.org'], secret: 'shared', seconds: 3_600 },
      },
    });
    const { TURN_URLS, TURN_SECRET } = turn;
    for (const half of [problems({ TURN_URLS }), problems({ TURN_SECRET })])
      expect(half).toEqual([expect.stringMatching(/^TURN_URLS and TURN_SECRET must be set together/)]);
    expect(problems({ VOICE_RELAY_ONLY: 'true' })).toEqual([
      expect.stringMatching(/^VOICE_RELAY_ONLY needs TURN_URLS/),
    ]);
    for (const url of [
      'turn.example.org',
      'http://a',
      'stun:a',
      'turn:a?transport=sctp',
      'turn:u@a',
      'turn:',
      'turn:a,',
    ])
      expect([url, problems({ TURN_URLS: url, TURN_SECRET }).join()]).toEqual([
        url,
        expect.stringMatching(/^TURN_URLS /),
      ]);
    for (const [name, value] of [
      ['VOICE_ROOM_LIMIT', '7'],
      ['VOICE_ROOM_LIMIT', '1'],
      ['TURN_CREDENTIAL_SECONDS', '59'],
      ['STUN_URLS', 'turn:a'],
    ] as const)
      expect(problems({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} `))]);
  });

  it('ClamAV is at a host or at a path', () => {
    for (const url of ['tcp://clamav:3310', 'tcp://[::1]:3310', 'unix:/run/clamav/clamd.ctl'])
      expect(load({ CLAMAV_URL: url }).clamav).toEqual({ url, timeoutMs: 30_000 });
    for (const url of ['clamav:3310', 'http://clamav', 'unix:clamd.ctl', 'tcp://', 'unix://run/clamd'])
      expect([url, problems({ CLAMAV_URL: url })]).toEqual([
        url,
        ['CLAMAV_URL must be tcp://host:port or unix:/path.'],
      ]);
  });

  it('describes every variable for the generated documentation', () => {
    expect(settings.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['PORT', 'JWT_SECRET', 'RATE_LIMIT_REST_USER']),
    );
    for (const setting of settings) expect(setting.description).toMatch(/\.$/);
    expect(settings.find(({ name }) => name === 'RATE_LIMIT_AUTH_ACCOUNT')?.default).toBe('10/900');
    expect(settings.find(({ name }) => name === 'JWT_SECRET')).toMatchObject({
      secret: true,
      requiredWhen: expect.any(String),
    });
  });
});

describe('secrets', () => {
  it('makes one, keeps it for its owner only, and finds it again', () => {
    const first = load().jwtSecret;
    expect(first.length).toBeGreaterThanOrEqual(43);
    const file = join(dataDir, 'secrets.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ jwtSecret: first });
    expect(load().jwtSecret).toBe(first);
  });

  it('says so when the kept file is damaged, and does not overwrite it', () => {
    writeFileSync(join(dataDir, 'secrets.json'), '{}');
    expect(problems({})).toEqual([expect.stringMatching(/^DATA_DIR .*secrets\.json/)]);
    expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).toBe('{}');
  });

  it.each([
    ['missing', undefined, /must be set in production/],
    ['short', 'kq3vX9pL0sT7wYb2', /has 16 characters/],
    ['well known', 'please-change-me-please-change-me-please', /well-known/],
    ['from an example', 'parley-parley-parley-parley-parley-parley', /well-known/],
    ['monotonous', 'ab'.repeat(20), /repeats/],
  ])('refuses to start in production with a secret that is %s', (_word, secret, message) => {
    const found = problems({ NODE_ENV: 'production', ...(secret && { JWT_SECRET: secret }) });
    expect(found).toEqual([expect.stringMatching(message)]);
    if (secret) expect(found.join()).not.toContain(secret);
  });

  it('starts in production with a good one', () => {
    expect(load({ NODE_ENV: 'production', JWT_SECRET: GOOD_SECRET })).toMatchObject({
      isProduction: true,
      swaggerEnabled: false,
      host: '0.0.0.0',
    });
  });

  it('asks for a shared one where several nodes share a database', () => {
    const cluster = { DATABASE_URL: 'mysql://root@127.0.0.1/x', REDIS_URL: 'redis://127.0.0.1' };
    expect(problems(cluster)).toEqual([
      expect.stringMatching(/^JWT_SECRET must be set when DATABASE_URL and REDIS_URL are/),
    ]);
    expect(problems({ ...cluster, JWT_SECRET: GOOD_SECRET })).toEqual([]);
  });
});

describe('production', () => {
  const production = { NODE_ENV: 'production', JWT_SECRET: GOOD_SECRET };

  it.each([
    ['CORS_ORIGINS', '*'],
    ['RATE_LIMIT_ENABLED', 'false'],
    ['PASSWORD_HASH_KIB', '19455'],
    ['FAILPOINT', 'after-commit'],
  ])('refuses %s=%s', (name, value) => {
    expect(problems({ ...production, [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} `))]);
    expect(problems({ [name]: value })).toEqual([]);
  });
});

describe('origins', () => {
  it('allows this machine on any port outside production, and no other', () => {
    const config = load();
    expect(config.allowsOrigin('http://localhost:5173')).toBe(true);
    expect(config.allowsOrigin('http://127.0.0.1:1')).toBe(true);
    for (const origin of [
      'https://evil.example',
      'http://localhost.evil.example',
      'http://localhost:80@evil.example',
      'null',
    ]) {
      expect(config.allowsOrigin(origin)).toBe(false);
    }
  });

  it('allows the public address and what is listed in production', () => {
    const config = load({
      NODE_ENV: 'production',
      JWT_SECRET: GOOD_SECRET,
      PUBLIC_URL: 'https://chat.example/',
      CORS_ORIGINS: 'https://app.example',
    });
    expect(config.publicUrl).toBe('https://chat.example');
    expect(config.allowsOrigin('https://chat.example')).toBe(true);
    expect(config.allowsOrigin('https://app.example')).toBe(true);
    expect(config.allowsOrigin('http://localhost:3000')).toBe(false);
  });
});

describe('.env', () => {
  it('is read where the process starts, and the environment wins', async () => {
    const build = await compiled(process.cwd(), ['src/platform/config']);
    writeFileSync(join(dataDir, '.env'), `PORT=4111\nLOG_LEVEL=warn\nDATA_DIR=${dataDir}\n`);
    const script = `
      import { processConfig } from ${JSON.stringify(join(build, 'src/platform/config/config.js'))};
      const { port, logLevel } = processConfig();
      console.log(port, logLevel);`;
    const output = await new Promise<string>((resolve, reject) => {
      const options = { cwd: dataDir, env: { PORT: '4222' } };
      execFile(process.execPath, ['--input-type=module', '-e', script], options, (error, stdout) =>
        error ? reject(error) : resolve(stdout),
      );
    });
    rmSync(build, { recursive: true });
    expect(output.trim()).toBe('4222 warn');
  });
});
