// `npm test [jest arguments]`: makes the checkout runnable, finds the databases and the browser that are there, runs Jest and ends with one plain line.
// `npm run soak` runs the long suites under test/soak instead.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { capture, prepare, root, run, Sorry } from './prepare.mjs';

const inCi = process.env.CI === 'true';
/** Suites that may be tried again: where more failed, the code is wrong and not the machine busy. */
const MOST_AGAIN = 6;

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
];

run(async () => {
  const soak = process.argv.includes('--soak');
  const passedOn = process.argv.slice(2).filter((argument) => argument !== '--soak');
  await prepare();

  const env = { ...process.env, ...(await findServices()) };
  if (soak) env.PARLEY_SOAK = '1';
  env.NODE_OPTIONS = [process.env.NODE_OPTIONS, '--experimental-vm-modules --disable-warning=ExperimentalWarning']
    .filter(Boolean)
    .join(' ');

  const first = await jest(passedOn, env);
  const failed = inCi && !soak ? failedSuites(first.report) : [];
  const again = failed.length > 0 && failed.length <= MOST_AGAIN ? await onceMoreAlone(failed, env) : undefined;

  // Jest counts nothing for --listTests and the like; a run that broke off before its report is still one failure.
  const counts = first.report && count(first.report, again?.report);
  if (counts) console.log(describe(counts));
  else if (first.code !== 0) console.log('0 passed, 1 failed');
  process.exit((again ?? first).code === 0 && !counts?.failed ? 0 : 1);
});

/**
 * Promised times (an ack within a second, a socket silent within another) are missed on a machine that others keep busy. So what failed beside other
 * suites decides alone; what is wrong with the code fails there as well. Both runs are in the output.
 */
async function onceMoreAlone(suites, env) {
  console.log(`\n${suites.length} of the suites failed beside others and run once more, alone: ${suites.join(', ')}`);
  return jest(['--runInBand', '--runTestsByPath', ...suites], env);
}

function failedSuites(report) {
  const failed = report?.testResults.filter(({ status }) => status === 'failed') ?? [];
  return failed.map(({ name }) => relative(root, name));
}

async function findServices() {
  const found = {};
  for (const { name, variable, from, url, greet } of services) {
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

/** Runs Jest and answers its exit code and its report, which is missing for --listTests and the like and when the run broke off. */
async function jest(args, env) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
  const file = join(folder, 'report.json');
  const command = [join(root, 'node_modules/jest/bin/jest.js'), '--json', `--outputFile=${file}`, ...args];
  const child = spawn(process.execPath, command, { cwd: root, env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => child.on('close', (status) => resolve(status ?? 1)));
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  rmSync(folder, { recursive: true, force: true });
  return { code, report: typeof report?.numPassedTests === 'number' ? report : undefined };
}

/** Of the suites that ran `again` what they did there. A suite that could not even be loaded counts as one failure: Jest itself counts no test in it. */
function count(report, again) {
  const repeated = new Set(again?.testResults.map(({ name }) => name));
  const tests = [...report.testResults.filter(({ name }) => !repeated.has(name)), ...(again?.testResults ?? [])];
  const statuses = tests.flatMap(({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((one) => one.status === 'failed')
      ? [...assertionResults.map((one) => one.status), 'failed']
      : assertionResults.map((one) => one.status),
  );
  const of = (...wanted) => statuses.filter((status) => wanted.includes(status)).length;
  return { passed: of('passed'), failed: of('failed'), skipped: of('pending', 'todo', 'skipped', 'disabled') };
}

function describe({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

function withoutPassword(url) {
  return url.replace(/:[^:@/]*@/, ':…@');
}
