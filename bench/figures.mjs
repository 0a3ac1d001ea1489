// `npm run figures [-- --help]`: fills a team with 100 channels, 1,000 people and a million messages on SQLite and on MySQL or MariaDB, starts the
// server on each, asks as people ask, and prints what was aimed at beside what was measured, with the plans of the statements that must not scan.
// `npm run figures -- sign-in` measures signing in alone: whether its time tells who has an account, and what hashing leaves of the machine.
import { parseArgs } from 'node:util';
import { prepare, run, Sorry } from '../scripts/prepare.mjs';
import { comeOnline, quantiles, statementsOf, timesOf } from './figures/asking.mjs';
import { sharedRedis } from './figures/shared-redis.mjs';
import { openPlace } from './figures/places.mjs';
import { planOf } from './figures/plans.mjs';
import { report } from './figures/report.mjs';
import { searches } from './figures/searches.mjs';
import { startServer } from './figures/server.mjs';
import { signInFigures } from './figures/sign-in.mjs';
import { IN_ALL, people, worldOf } from './figures/world.mjs';

const HELP = `npm run figures -- [options]
  sign-in           signing in alone, which needs no messages; takes --database and --profile
  --messages N      how many (1000000)
  --database KIND   sqlite or mysql alone (both)
  --requests N      how often each question is asked (300)
  --keep            keep the filled databases, bench/.cache and parley_figures_N, and take those that are there
  --profile FOLDER  leave a CPU profile of each server there, which slows it down
TEST_MYSQL_URL and TEST_REDIS_URL name the servers (127.0.0.1 unless set).`;

run(async () => {
  const text = (preset) => ({ type: 'string', ...(preset && { default: preset }) });
  const flag = { type: 'boolean', default: false };
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...{
        messages: text('1000000'),
        requests: text('300'),
        database: text(),
        profile: text(),
        keep: flag,
        help: flag,
      },
    },
  });
  if (values.help) return console.log(HELP);
  const kinds = values.database ? [values.database] : ['sqlite', 'mysql'];
  const [subject] = positionals;
  if (kinds.some((kind) => !['sqlite', 'mysql'].includes(kind)) || ![undefined, 'sign-in'].includes(subject))
    throw new Sorry(HELP);
  await prepare({ build: ['server'] });
  if (subject === 'sign-in') return signInFigures(kinds, values);
  const options = { ...values, messages: Number(values.messages), requests: Number(values.requests) };
  const results = [];
  for (const kind of kinds) {
    const place = await openPlace(kind, options);
    try {
      results.push(await figuresOf(place, options));
    } finally {
      await place.close();
    }
  }
  report(results, options);
});

const COMING = { watchers: 20, withinMs: 10_000 };

async function figuresOf(place, options) {
  console.log(`Asking the server on ${place.version} …`);
  const world = worldOf(options.messages);
  const server = await startServer(place, options);
  const alone = {};
  try {
    Object.assign(alone, await askAll(server, world, options));
    alone.plans = await plansOf(server, place.store, world);
    alone.online = await comeOnline([server.url], COMING);
    alone.crowded = await timesOf(server.url, options.requests, home);
    alone.online.leave();
  } finally {
    await server.stop();
  }
  return { place, ...alone, two: place.store.kind === 'mysql' ? await onTwoNodes(place, options) : undefined };
}

/** The same people come to two nodes, if there is a Redis to go between. */
async function onTwoNodes(place, options) {
  const redis = await sharedRedis();
  if (!redis) return undefined;
  const nodes = [];
  try {
    for (let n = 0; n < 2; n++) nodes.push(await startServer(place, options, redis.env));
    const online = await comeOnline(
      nodes.map(({ url }) => url),
      COMING,
    );
    online.leave();
    return online;
  } finally {
    for (const node of nodes) await node.stop();
    await redis.close();
  }
}

const member = (n) => people[n % IN_ALL];
const home = (n) => ({ person: member(n), path: '/home' });

async function askAll({ url, child }, { messages, rooms }, { requests }) {
  const page = (n) => ({ person: member(n), path: `/channels/${rooms[n % rooms.length].id}/messages?limit=50` });
  const times = {
    home: await timesOf(url, requests, home),
    page: await timesOf(url, requests, page),
    channels: await timesOf(url, requests, (n) => ({ person: member(n), path: '/channels?limit=100' })),
    sync: await timesOf(url, requests, (n) => ({ person: member(n), method: 'POST', path: '/sync', body: {} })),
  };
  const { person, ...asked } = page(0);
  const statements = await statementsOf({ url, child }, person, asked);
  return { ...times, statements, search: await searchAll(url, { messages, requests }) };
}

async function searchAll(url, { messages, requests }) {
  const kinds = {};
  for (const [kind, query] of Object.entries(searches(messages))) {
    const question = (n) => ({ person: member(n), path: `/search/messages?query=${encodeURIComponent(query(n))}` });
    kinds[kind] = await timesOf(url, Math.ceil(requests / 5), question, 10);
  }
  return { all: quantiles(Object.values(kinds).flatMap(({ times }) => times)), kinds };
}

/** Of what the first screen and a page ask, the statements that must not depend on how much was said. */
async function plansOf(server, store, { rooms }) {
  const asked = {
    'unread counts (GET /home)': ['/home', /FROM channel_members cm JOIN streams/],
    'unread mentions (GET /home)': ['/home', /FROM mentions/],
    'a page by seq (S1-02)': [`/channels/${rooms[0].id}/messages?limit=50`, /FROM streams s LEFT JOIN messages/],
    'said lately, by time (S1-02)': ['/messages?limit=50', /FROM messages/],
  };
  const plans = [];
  for (const [title, [path, wanted]] of Object.entries(asked)) {
    const statements = (await statementsOf(server, member(1), { path })).filter(({ sql }) => wanted.test(sql));
    for (const statement of statements)
      plans.push({ title, sql: statement.sql, lines: await planOf(store, statement) });
  }
  return plans;
}
