// Databases that are filled for a run, or were for an earlier one.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { root } from '../../scripts/prepare.mjs';
import { finished, start } from '../processes.mjs';
import { fill } from './fill.mjs';
import { dropIndex, index } from './search-index.mjs';
import { MysqlStore, SqliteStore } from './stores.mjs';
import { worldOf } from './world.mjs';

const WORLD = [
  ...readdirSync(join(root, 'migrations')).map((name) => `migrations/${name}`),
  ...['world', 'words', 'fill'].map((name) => `bench/figures/${name}.mjs`),
].filter((path) => !path.includes('search'));
const INDEX = [
  ...readdirSync(join(root, 'migrations')).map((name) => `migrations/${name}`),
  ...['grams', 'folded-text', 'has-kinds', 'message-indexing'].map((name) => `src/features/search/${name}.ts`),
  ...['search-index', 'world', 'words'].map((name) => `bench/figures/${name}.mjs`),
];

/** A filled database: how a server finds it, and how we do. */
export async function openPlace(kind, { messages, keep }) {
  const folder = keep ? join(root, `bench/.cache/${kind}-${messages}`) : mkdtempSync(join(tmpdir(), 'parley-figures-'));
  const place = kind === 'sqlite' ? sqlitePlace(folder) : mysqlPlace(folder, keep ? messages : process.pid);
  const marked = (name) => existsSync(join(folder, name)) && readFileSync(join(folder, name), 'utf8');
  const filled = marked('filled') === digestOf(WORLD) && (await place.exists());
  if (!filled) {
    await place.remove();
    await place.create();
  }
  try {
    const version = await migrate(place);
    const store = await place.open();
    const many = messages.toLocaleString('en');
    if (!filled) {
      await timed(`Filling ${version} with ${many} messages`, () => fill(store, worldOf(messages)));
      writeFileSync(join(folder, 'filled'), digestOf(WORLD));
    }
    if (marked('indexed') !== digestOf(INDEX)) {
      await dropIndex(store);
      await migrate(place);
      await timed('Indexing them with the server’s own code, in larger sets', () => index(store, worldOf(messages)));
      await store.settle();
      writeFileSync(join(folder, 'indexed'), digestOf(INDEX));
    }
    const close = async () => {
      await store.close();
      if (!keep) await place.remove();
    };
    return { env: place.env, version, store, close };
  } catch (error) {
    await place.remove();
    throw error;
  }
}

/** A database with nothing in it but its tables. */
export async function emptyPlace(kind) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-figures-'));
  const place = kind === 'sqlite' ? sqlitePlace(folder) : mysqlPlace(folder, `empty_${process.pid}`);
  try {
    await place.create();
    return { env: place.env, version: await migrate(place), close: place.remove };
  } catch (error) {
    await place.remove();
    throw error;
  }
}

/** Answers the version of the database. */
async function migrate({ env }) {
  const cli = start(['dist/src/cli.js', 'version'], env, ['ignore', 'pipe', 'inherit']);
  let version = '';
  cli.stdout.on('data', (chunk) => (version += chunk));
  await finished(cli);
  return version.trim();
}

function sqlitePlace(folder) {
  return {
    env: { DATA_DIR: folder },
    exists: () => Promise.resolve(true),
    create: () => Promise.resolve(mkdirSync(folder, { recursive: true })),
    open: () => Promise.resolve(new SqliteStore(folder)),
    remove: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
  };
}

function mysqlPlace(folder, suffix) {
  const name = `parley_figures_${suffix}`;
  const server = new URL(process.env.TEST_MYSQL_URL || 'mysql://root@127.0.0.1:3306');
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const administer = async (statement) => {
    const connection = await mysql.createConnection(server.href);
    const [rows] = await connection.query(statement);
    await connection.end();
    return rows;
  };
  return {
    env: { DATA_DIR: folder, DATABASE_URL: url },
    exists: async () => (await administer(`SHOW DATABASES LIKE '${name}'`)).length > 0,
    create: async () => {
      mkdirSync(folder, { recursive: true });
      await administer(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    },
    open: () => MysqlStore.open(url),
    remove: async () => {
      rmSync(folder, { recursive: true, force: true });
      await administer(`DROP DATABASE IF EXISTS ${name}`);
    },
  };
}

/** What is kept is taken again as long as these files say the same. */
function digestOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths.toSorted()) hash.update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

async function timed(what, work) {
  console.log(`${what} …`);
  const begun = performance.now();
  await work();
  console.log(`  ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}
