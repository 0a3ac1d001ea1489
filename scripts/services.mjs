// The servers and the browser that suites may need beside SQLite, and the environment in which Jest runs.
import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { capture, Sorry } from './prepare.mjs';

export const inCi = process.env.CI === 'true';

/** What a suite may need beside SQLite: where it is looked for, how it is asked, and which variable tells the tests. */
const services = [
  {
    name: 'MySQL or MariaDB',
    variable: 'PARLEY_TEST_MYSQL',
    from: 'TEST_MYSQL_URL',
    url: process.env.TEST_MYSQL_URL || 'mysql://root@127.0.0.1:3306',
    greet: greetMysql,
  },
  {
    name: 'Redis',
    variable: 'PARLEY_TEST_REDIS',
    from: 'TEST_REDIS_URL',
    url: process.env.TEST_REDIS_URL || 'redis://127.0.0.1:6379',
    greet: greetRedis,
  },
  {
    name: 'Chromium',
    variable: 'PARLEY_TEST_CHROMIUM',
    from: 'CHROMIUM_PATH',
    url: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
    greet: greetChromium,
  },
  {
    name: 'ffmpeg',
    variable: 'PARLEY_TEST_FFMPEG',
    from: 'FFMPEG_PATH',
    url: process.env.FFMPEG_PATH || '/usr/bin/ffmpeg',
    greet: greetFFmpeg,
  },
  {
    name: 'coturn',
    variable: 'PARLEY_TEST_TURNSERVER',
    from: 'TURNSERVER_PATH',
    url: process.env.TURNSERVER_PATH || '/usr/bin/turnserver',
    greet: greetCoturn,
  },
];

/** What Jest is started with: ESM needs its VM modules. */
export function jestEnv(found) {
  const options = [process.env.NODE_OPTIONS, '--experimental-vm-modules --disable-warning=ExperimentalWarning'];
  return { ...process.env, ...found, TMPDIR: workFolder(), NODE_OPTIONS: options.filter(Boolean).join(' ') };
}

const MEMORY = '/dev/shm';
const ROOM = 4 * 1024 ** 3;

/**
 * Where the suites put their databases and files: in memory where Linux has room there, because each commit of SQLite waits for the disk (an eighth of
 * the time of a suite, and much more beside others). What a process that is killed has written stands there all the same.
 */
function workFolder() {
  if (process.env.TMPDIR || !existsSync(MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= ROOM ? MEMORY : tmpdir();
}

/** Looks for each of these (all by default) and answers the variables to set; what is not there is told, and in CI it is an error. */
export async function findServices(names = services.map(({ name }) => name)) {
  const found = {};
  for (const { name, variable, from, url, greet } of services.filter((service) => names.includes(service.name))) {
    try {
      console.log(`${name}: ${await greet(url)}`);
      found[variable] = url;
    } catch (error) {
      const why = `${name} does not answer at ${withoutPassword(url)} (${error.code ?? error.message})`;
      if (inCi) throw new Sorry(`${why}: start or install it, or set ${from} to where it is.`);
      // The variable may be inherited; a suite must not believe in a server that is not there.
      found[variable] = '';
      console.log(`${why}, so the suites that need it are left out. Set ${from} if it is elsewhere.`);
    }
  }
  return found;
}

/** Logs in, because a server that listens but refuses the login would fail every suite with a less clear message. */
async function greetMysql(url) {
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection({ uri: url, connectTimeout: 3000 });
  try {
    const [[row]] = await connection.query('SELECT VERSION() AS version');
    return row.version;
  } finally {
    connection.destroy();
  }
}

async function greetRedis(url) {
  const { Redis } = await import('ioredis');
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 3000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // The rejection of connect() says what is wrong; without a listener ioredis prints the same a second time.
  let reason;
  client.on('error', (error) => (reason = error));
  try {
    await client.connect();
    return /redis_version:(\S+)/.exec(await client.info('server'))?.[1] ?? 'answers';
  } catch (error) {
    throw reason ?? error;
  } finally {
    client.disconnect();
  }
}

async function greetChromium(path) {
  const { code, output } = await capture([path, '--version']);
  if (code !== 0) throw new Error(output.trim());
  return /Chrom\D*([\d.]+)/.exec(output)?.[1] ?? 'answers';
}

async function greetCoturn(path) {
  const { output } = await capture([path, '--version']); // its exit code says nothing
  const version = /^(\d+\.\d+\S*)/m.exec(output)?.[1];
  if (!version) throw new Error(output.trim());
  return version;
}

async function greetFFmpeg(path) {
  const { code, output } = await capture([path, '-version']);
  if (code !== 0) throw new Error(output.trim());
  return /version (\S+)/.exec(output)?.[1] ?? 'answers';
}

function withoutPassword(url) {
  return url.replace(/:[^:@/]*@/, ':…@');
}
