// Makes a checkout runnable: installs what the lockfile asks for and builds what is missing or older than its sources.
// Plain Node without dependencies, because it runs before there are any. `node scripts/prepare.mjs [--no-build | --server]`.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const lockPath = join(root, 'node_modules/.cache/parley.lock');

/** What is built, by which command, and from which files. The stamp lies in the output, so it goes when the output goes. */
const targets = {
  server: {
    command: ['node_modules/@nestjs/cli/bin/nest.js', 'build'],
    output: 'dist',
    inputs: ['src', 'migrations', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
  },
  client: {
    command: ['node_modules/typescript/bin/tsc', '-p', 'client/tsconfig.json'],
    output: 'client/dist',
    inputs: ['client/src', 'client/package.json', 'client/tsconfig.json', 'package-lock.json'],
  },
  // After the client, which it takes in.
  web: {
    command: ['node_modules/vite/bin/vite.js', 'build', 'web'],
    output: 'web/dist',
    inputs: [
      ...['web/src', 'web/public', 'web/index.html', 'web/package.json', 'web/vite.config.ts'],
      ...['client/src', 'client/package.json', 'client/tsconfig.json', 'package-lock.json'],
    ],
  },
};

/** A failure that is told in one sentence, without a stack. */
export class Sorry extends Error {}

/** Runs `main` and turns whatever it throws into one line and exit code 1; only the unforeseen shows its stack. */
export function run(main) {
  main().catch((error) => {
    console.error(error instanceof Sorry ? `\n${error.message}` : error);
    process.exit(1);
  });
}

/**
 * Installs and builds what is missing.
 * @param {{build?: Array<'server' | 'client' | 'web'>, log?: (line: string) => void}} options which outputs must be fresh (all by default)
 */
export async function prepare({ build = ['server', 'client', 'web'], log = console.log } = {}) {
  checkNode();
  if (installedIsCurrent() && build.every(isFresh)) return;
  const release = await takeLock(log);
  try {
    if (!installedIsCurrent()) await install(log);
    for (const name of build) if (!isFresh(name)) await compile(name, log);
  } finally {
    release();
  }
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Sorry(
    `Parley needs Node 20.19 or newer and this is ${process.version}: install a newer one from https://nodejs.org.`,
  );
}

/** Compares the lockfile with npm's own record of what it put into node_modules, so it does not matter who installed. */
function installedIsCurrent() {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = readJson(join(root, 'package-lock.json')).packages;
  const present = readJson(record).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link || !path.includes('node_modules')) return true;
    // A package for another platform is rightly absent; one for this platform is checked through the package that needs it.
    if (!present[path]) return entry.optional === true || entry.devOptional === true || entry.peer === true;
    return present[path].version === entry.version;
  });
}

async function install(log) {
  log('Installing dependencies (once, about half a minute) …');
  // npm tells its scripts where it lives; that copy needs no shell and no PATH.
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const result = await capture([...npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  if (result.missing)
    throw new Sorry('npm was not found: install Node with npm from https://nodejs.org and run this again.');
  if (result.code !== 0) {
    const why = result.output.includes('EUSAGE')
      ? 'package.json and package-lock.json disagree, run `npm install`'
      : 'check the network and run this again';
    throw new Sorry(
      `${tail(result.output)}\n\nInstalling the dependencies failed (npm ci ended with code ${result.code}): ${why}.`,
    );
  }
}

async function compile(name, log) {
  const { command, output } = targets[name];
  log(`Building the ${name} …`);
  const digest = digestOf(name);
  rmSync(join(root, output), { recursive: true, force: true });
  const result = await capture([process.execPath, ...command]);
  if (result.code !== 0) {
    throw new Sorry(
      `${tail(result.output)}\n\nBuilding the ${name} failed (code ${result.code}): correct what is named above and run this again.`,
    );
  }
  writeFileSync(stampOf(name), digest);
}

function isFresh(name) {
  const stamp = stampOf(name);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digestOf(name);
}

function stampOf(name) {
  return join(root, targets[name].output, '.built-from');
}

/** Content, not times: a checkout or a restored cache changes times without changing anything. */
function digestOf(name) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const input of targets[name].inputs) {
    for (const file of filesUnder(join(root, input)))
      hash.update(relative(root, file)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Two commands started at once must not build into one folder: the second waits for the first, unless that one died. */
async function takeLock(log) {
  for (let told = false; ; told = true) {
    mkdirSync(join(lockPath, '..'), { recursive: true });
    try {
      writeFileSync(lockPath, String(process.pid), { flag: 'wx' });
      const release = () => rmSync(lockPath, { force: true });
      process.once('exit', release);
      return release;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isAlive(lockPath)) rmSync(lockPath, { force: true });
    else if (!told) log('Another command is installing or building here, waiting for it …');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

function isAlive(path) {
  try {
    process.kill(Number(readFileSync(path, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs a command silently and keeps what it said. */
export function capture([file, ...args], options = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: String(error), missing: error.code === 'ENOENT' }));
    child.on('close', (code, signal) => resolve({ code: code ?? `signal ${signal}`, output, missing: false }));
  });
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function tail(output, lines = 25) {
  return output.trimEnd().split('\n').slice(-lines).join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  run(async () => {
    const only = process.argv[2];
    await prepare(only === '--no-build' ? { build: [] } : only === '--server' ? { build: ['server'] } : {});
  });
}
