// `npm run bench [-- --rounds 3 --seconds 6]`: Parley and a bare Socket.IO server on the same database server, measured in turns in the same
// run. Prints a table with the ratios. `--profile FOLDER` leaves a CPU profile of each measurement of Parley there (and slows it down).
// TEST_MYSQL_URL names the database server (root at 127.0.0.1:3306 unless set).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import mysql from 'mysql2/promise';
import { prepare, root, run } from '../scripts/prepare.mjs';
import { answering, finished, freePort, POOL, start } from './processes.mjs';
import { seed } from './seed.mjs';

const PEOPLE = 1_000;
const HISTORY = 100_000;
const IDLE_CONNECTIONS = 1_000;
let profileFolder;

run(async () => {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '6' },
      profile: { type: 'string' },
    },
  });
  if (values.profile) profileFolder = resolve(values.profile);
  await prepare();
  const server = new URL(process.env.TEST_MYSQL_URL || 'mysql://root@127.0.0.1:3306');
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const names = { parley: `parley_bench_${process.pid}`, bare: `parley_bench_bare_${process.pid}` };
  const admin = await mysql.createConnection(server.href);
  const [[{ version }]] = await admin.query('SELECT VERSION() AS version');
  try {
    for (const name of Object.values(names))
      await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    const urls = Object.fromEntries(
      Object.entries(names).map(([kind, name]) => [
        kind,
        Object.assign(new URL(server), { pathname: `/${name}` }).href,
      ]),
    );
    await finished(start(['dist/src/cli.js', 'version'], { DATABASE_URL: urls.parley, DATA_DIR: folder }));
    const world = join(folder, 'world.json');
    writeFileSync(world, JSON.stringify(await seed(urls.parley, urls.bare, { people: PEOPLE, history: HISTORY })));
    const rounds = [];
    for (let round = 1; round <= Number(values.rounds); round++) {
      console.log(`Round ${round} of ${values.rounds} …`);
      rounds.push(await measureRound(urls, folder, world, Number(values.seconds)));
    }
    report(rounds, version);
  } finally {
    for (const name of Object.values(names)) await admin.query(`DROP DATABASE IF EXISTS ${name}`);
    await admin.end();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Both servers in turns, each measurement against a process that has just started. */
async function measureRound(urls, folder, world, seconds) {
  const both = async (options) => ({
    bare: await measure('bare', urls, folder, { world, seconds, ...options }),
    parley: await measure('parley', urls, folder, { world, seconds, ...options }),
  });
  const fifty = await both({ measure: 'fanOut', listeners: 50 });
  const twoHundred = await both({ measure: 'fanOut', listeners: 200 });
  const full = await both({ measure: 'everybody' });
  const rate = Math.min(full.bare.perSecond, full.parley.perSecond) / 2;
  const half = await both({ measure: 'everybody', rate });
  const history = await both({ measure: 'history' });
  const idle = await both({ measure: 'idle', connections: IDLE_CONNECTIONS });
  return { fifty, twoHundred, full, half, history, idle };
}

async function measure(kind, urls, folder, options) {
  const port = await freePort();
  const profiling = profileFolder
    ? [
        '--cpu-prof',
        `--cpu-prof-dir=${profileFolder}`,
        `--cpu-prof-name=${options.measure}-${options.rate ? 'half' : 'full'}-${options.listeners ?? ''}.cpuprofile`,
      ]
    : [];
  const script =
    kind === 'bare' ? ['bench/bare-server.mjs', port, urls.bare, POOL] : [...profiling, 'dist/src/main.js'];
  const child = start(script, { DATABASE_URL: urls.parley, DATA_DIR: folder, PORT: String(port) });
  try {
    const url = `http://127.0.0.1:${port}`;
    await answering(kind === 'bare' ? `${url}/channels/none/messages` : `${url}/health/ready`, child);
    const load = spawn(
      process.execPath,
      ['bench/load.mjs', JSON.stringify({ kind, url, pid: child.pid, ...options })],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let output = '';
    load.stdout.on('data', (chunk) => (output += chunk));
    const [code] = await once(load, 'exit');
    if (code !== 0) throw new Error(`The load on ${kind} broke off.`);
    return JSON.parse(output);
  } finally {
    child.kill(profileFolder ? 'SIGTERM' : 'SIGKILL');
    await finished(child).catch(() => undefined);
  }
}

function report(rounds, version) {
  const lines = [
    ['deliveries/s, 50 listeners', 'fifty', 'perSecond', 0, '≥ 3'],
    ['CPU ms per 1,000 deliveries, 50 listeners', 'fifty', 'cpuPerThousand', 2, ''],
    ['deliveries/s, 200 listeners', 'twoHundred', 'perSecond', 0, '≥ 3'],
    ['CPU ms per 1,000 deliveries, 200 listeners', 'twoHundred', 'cpuPerThousand', 2, ''],
    ['durable messages/s, 200 channels of 5', 'full', 'perSecond', 0, '≥ 1.0'],
    ['ack p50 ms, all sending', 'full', 'p50', 1, ''],
    ['ack p99 ms, all sending', 'full', 'p99', 1, ''],
    ['ack p50 ms at half load', 'half', 'p50', 1, ''],
    ['ack p99 ms at half load', 'half', 'p99', 1, '≤ 2'],
    ['GET newest 50 of 100,000, requests/s', 'history', 'perSecond', 0, '≥ 0.4'],
    ['GET newest 50 of 100,000, p99 ms', 'history', 'p99', 1, ''],
    ['KB per idle connection', 'idle', 'bytes', 1, '≤ 1.5'],
  ];
  const scale = { bytes: 1 / 1024 };
  console.log(
    `\n${/maria/i.test(version) ? 'MariaDB' : 'MySQL'} ${version}, Node ${process.version}, ${cpus().length} cores; bare → Parley (ratio), a column a round\n`,
  );
  console.log(`| | ${rounds.map((_, n) => `round ${n + 1}`).join(' | ')} | aim |`);
  console.log(`|---|${rounds.map(() => '---').join('|')}|---|`);
  for (const [title, measure, field, digits, aim] of lines) {
    const cells = rounds.map((round) => {
      const [bare, parley] = ['bare', 'parley'].map((kind) => round[measure][kind][field] * (scale[field] ?? 1));
      return `${bare.toFixed(digits)} → ${parley.toFixed(digits)} (${(parley / bare).toFixed(2)})`;
    });
    console.log(`| ${title} | ${cells.join(' | ')} | ${aim} |`);
  }
}
