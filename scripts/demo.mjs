// `npm run demo`: fills an installation with three teams, their people and a week of talk, and prints how to log in.
// It uses the server that runs, or runs one while it works. In production only with --yes.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { people, password, teams } from './demo/cast.mjs';
import { findOrRun } from './demo/server.mjs';
import { prepare, root, run, Sorry } from './prepare.mjs';

/** The row of `installation` that tells how far the demo is: `begun`, or the code of its invitation once it is whole. */
const KEY = 'demo';

run(async () => {
  await prepare({ build: ['server', 'client'] });
  const built = await load();
  try {
    await demo(built);
  } catch (error) {
    const sentence = built.startFailure(error);
    if (error instanceof Sorry || sentence.startsWith('Parley could not start')) throw error;
    throw new Sorry(sentence);
  }
});

/** The parts of the build that are needed here; they are not there before `prepare`. */
async function load() {
  const from = async (path) => import(pathToFileURL(join(root, 'dist', path)).href);
  await import('reflect-metadata');
  const parts = [
    ...['config/config', 'database/database', 'database/database.module', 'database/sqlite.driver', 'database/sql'],
    ...['changes/epoch', 'changes/stream.entity', 'http/start-failure'],
  ].map((part) => from(`src/platform/${part}.js`));
  return Object.assign({}, ...(await Promise.all([...parts, from('src/schema.js')])));
}

async function demo(built) {
  const config = built.processConfig();
  if (config.isProduction && !process.argv.includes('--yes')) {
    throw new Sorry(
      'This installation is in production, and everybody knows the password of the demo: say `npm run demo -- --yes` if you mean it.',
    );
  }
  const { database, held } = await open(built, config);
  try {
    const state = await database.read((reader) => reader.findOneBy(built.InstallationEntity, { key: KEY }));
    if (state && state.value !== 'begun') {
      console.log('The demo is already here.');
      tellHowToLogIn(config, state.value, held === false);
      return;
    }
    if (!state) await refuseNamesakes(database);
    const server = await findOrRun(config, held);
    try {
      tellHowToLogIn(config, await make(built, database, server.url), server.own);
    } finally {
      await server.stop();
    }
  } finally {
    await database.close();
  }
}

/** The database beside whoever serves it, and whether somebody does; SQLite alone can say so. */
async function open({ openDriver, schema, Database, DatabaseInUse }, config) {
  let held;
  if (!config.databaseUrl) {
    try {
      await (await openDriver(config, schema)).close();
      held = false;
    } catch (error) {
      if (!(error instanceof DatabaseInUse)) throw error;
      held = true;
    }
  }
  return { database: new Database(await openDriver(config, schema, { exclusive: false })), held };
}

async function refuseNamesakes(database) {
  const names = people.map(({ username }) => username);
  const taken = await database.read((reader) =>
    reader.query(`SELECT username FROM users WHERE username IN (${names.map(() => '?').join(',')})`, names),
  );
  if (taken.length === 0) return;
  throw new Sorry(
    `Somebody here is called ${taken[0].username} already, and so is one of the demo: set DATA_DIR or DATABASE_URL to an installation without them.`,
  );
}

async function make({ InstallationEntity, Epoch, sqlTime }, database, url) {
  const { asSentence, fill } = await import('./demo/fill.mjs');
  const { spread } = await import('./demo/times.mjs');
  const note = (value) =>
    database.write([], ({ manager }) => manager.upsert(InstallationEntity, { key: KEY, value }, ['key']));
  const check = async (id) => {
    const [found] = await database.read((reader) => reader.query('SELECT id FROM users WHERE id = ?', [id]));
    if (!found)
      throw new Sorry(`The server at ${url} uses another database than this command: set DATABASE_URL as it is there.`);
    await note('begun');
  };
  const now = new Date();
  console.log(`${people.length} people come in and talk, which takes some seconds …`);
  const made = await fill({ url, now, check }).catch((error) => Promise.reject(asSentence(error)));
  await spread(database, made, { sqlTime, now });
  await new Epoch(database).renew();
  const channels = made.teams.flatMap((team) => team.channels);
  const threads = [...channels, ...made.dms].flatMap(({ said }) => said.flatMap(({ thread }) => thread ?? []));
  const messages = [...channels, ...made.dms, ...threads].reduce((sum, { said }) => sum + said.length, 0);
  console.log(
    `They said ${messages} things in ${channels.length} channels of ${made.teams.length} teams, in ${threads.length} threads and ${made.dms.length} conversations beside them, all within the past week.`,
  );
  const { code } = made.teams[0].invitation;
  await note(code);
  return code;
}

function tellHowToLogIn({ publicUrl }, code, start) {
  const [first, ...others] = people.map(({ username }) => username);
  const lines = [
    '',
    ...(start ? ['  Start it:   npm start'] : []),
    `  Open:       ${publicUrl}`,
    `  Log in as:  ${first}`,
    `  Password:   ${password}`,
    '',
    `  ${others.slice(0, -1).join(', ')} and ${others.at(-1)} have the same password.`,
    `  Come into “${teams[0].name}” as yourself:  ${publicUrl}/invite/${code}`,
  ];
  console.log(lines.join('\n'));
}
