// Signing in, with argon2id as production has it: whether the time of an answer tells that there is an account, and how much of a machine that does
// nothing but verify passwords is left for whoever signs in, and for everybody else meanwhile.
import { Agent, request } from 'node:http';
import { cpus } from 'node:os';
import { finished, start } from '../processes.mjs';
import { quantiles } from './asking.mjs';
import { emptyPlace } from './places.mjs';
import { startServer } from './server.mjs';

const ACCOUNTS = 100;
/** Questions of each kind and group, after a warm-up. */
const TRIES = 300;
const WARM_UP = 30;
/** So many sign in at once: enough that the server's turns never run dry. */
const SIGNING_IN = 8;
const ROUNDS = 3;
const ROUND_MS = 6_000;
/** OWASP's figures, which production insists on (src/features/auth/passwords.ts). */
const ARGON2 = { PASSWORD_HASH_KIB: '19456' };

const agent = new Agent({ keepAlive: true });
const password = (n) => `correct horse battery ${n}`;
const account = (n) => `known${String(n).padStart(6, '0')}`;
const nobody = (n) => `other${String(n).padStart(6, '0')}`;

/** Asks once, and answers how long it took and what came. */
function ask(url, { path, body, token }) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/api/v1${path}`, { agent, method: body ? 'POST' : 'GET', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ ms: performance.now() - begun, status: response.statusCode, text }));
    });
    asked.on('error', reject);
    asked.end(body && JSON.stringify(body));
  });
}

async function must(url, status, asked) {
  const answer = await ask(url, asked);
  if (answer.status !== status)
    throw new Error(`${asked.path} answered ${answer.status}: ${answer.text.slice(0, 200)}`);
  return answer;
}

/** Asks about accounts that are and that are not, in pairs whose order is drawn by lot; all must be answered with this status. */
async function compare(url, status, question) {
  const groups = { known: [], unknown: [] };
  for (let n = 0; n < WARM_UP + TRIES; n++) {
    const pair = [['known', account(n % ACCOUNTS)], ['unknown', nobody(n)]]; // prettier-ignore
    for (const [group, name] of Math.random() < 0.5 ? pair : pair.toReversed()) {
      const { ms } = await must(url, status, question(name, n));
      if (n >= WARM_UP) groups[group].push(ms);
    }
  }
  const halves = [0, 1].map((odd) => quantiles(groups.known.filter((_, n) => n % 2 === odd)));
  return { known: quantiles(groups.known), unknown: quantiles(groups.unknown), halves };
}

/** Runs `one` in so many lanes, each again at once, until the time is up; answers how many were done in a second. */
async function perSecond(lanes, ms, one) {
  const begun = performance.now();
  let done = 0;
  const lane = async (first) => {
    for (let n = first; performance.now() - begun < ms; n += lanes) {
      await one(n);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, n) => lane(n)));
  return done / ((performance.now() - begun) / 1000);
}

const signIn = (url) => (n) =>
  must(url, 200, { path: '/auth/login', body: { login: account(n % ACCOUNTS), password: password(n % ACCOUNTS) } });

/** The same library, alone in a process of its own and as many at once as the server lets run. */
async function bareVerifications() {
  const child = start(['bench/bare-argon2.mjs', ARGON2.PASSWORD_HASH_KIB, ROUND_MS], {}, ['ignore', 'pipe', 'inherit']); // prettier-ignore
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  await finished(child);
  return Number(said);
}

/** Somebody who asks for their own account again and again. */
async function meTimes(url, token, ms) {
  const times = [];
  await perSecond(1, ms, async () => times.push((await must(url, 200, { path: '/me', token })).ms));
  const sorted = times.toSorted((a, b) => a - b);
  return { ...quantiles(times), p99: sorted[Math.floor(sorted.length * 0.99)] };
}

async function figuresOf(place, options) {
  console.log(`Asking the server on ${place.version} …`);
  const server = await startServer(place, options, ARGON2);
  const { url } = server;
  try {
    for (let n = 0; n < ACCOUNTS; n++) {
      const body = { username: account(n), email: `${account(n)}@example.org`, password: password(n) };
      await must(url, 201, { path: '/auth/register', body });
    }
    const login = await compare(url, 401, (name, n) => ({
      path: '/auth/login',
      body: { login: n % 2 ? name : `${name}@example.org`, password: 'not the right one' },
    }));
    const forgotten = await compare(url, 202, (name) => ({
      path: '/auth/password/forgot',
      body: { email: `${name}@example.org` },
    }));
    const rounds = [];
    for (let n = 0; n < ROUNDS; n++)
      rounds.push({ bare: await bareVerifications(), signIns: await perSecond(SIGNING_IN, ROUND_MS, signIn(url)) });
    const { accessToken: token } = JSON.parse((await signIn(url)(0)).text);
    const alone = await meTimes(url, token, ROUND_MS);
    const [, beside] = await Promise.all([
      perSecond(SIGNING_IN, ROUND_MS + 500, signIn(url)),
      meTimes(url, token, ROUND_MS),
    ]);
    return { version: place.version, login, forgotten, rounds, alone, beside };
  } finally {
    await server.stop();
  }
}

/** Measures on each kind of database and prints a table. */
export async function signInFigures(kinds, options) {
  const results = [];
  for (const kind of kinds) {
    const place = await emptyPlace(kind);
    try {
      results.push(await figuresOf(place, options));
    } finally {
      await place.close();
    }
  }
  agent.destroy();
  const ms = (number) => number.toFixed(number < 10 ? 2 : 1);
  const pair = ({ p50, p95 }) => `${ms(p50)} / ${ms(p95)} ms`;
  const apart = (one, other) => `${ms(one.p50 - other.p50)} / ${ms(one.p95 - other.p95)} ms`;
  const compared = (title, of) => [
    [`${title}, account, p50 / p95`, (result) => pair(of(result).known)],
    ['– no account', (result) => pair(of(result).unknown)],
    ['– difference', (result) => apart(of(result).known, of(result).unknown)],
    ['– difference of two halves of the same', (result) => apart(...of(result).halves)],
  ];
  const rows = [
    ...compared('wrong password', ({ login }) => login),
    ...compared('forgotten password', ({ forgotten }) => forgotten),
    ['bare verifications per second', ({ rounds }) => rounds.map(({ bare }) => bare.toFixed(1)).join(', ')],
    ['sign-ins per second', ({ rounds }) => rounds.map(({ signIns }) => signIns.toFixed(1)).join(', ')],
    ['– of bare', ({ rounds }) => rounds.map(({ bare, signIns }) => (signIns / bare).toFixed(2)).join(', ')],
    ['`GET /me`, p50 / p99', ({ alone }) => `${ms(alone.p50)} / ${ms(alone.p99)} ms`],
    [`– while ${SIGNING_IN} sign in all the time`, ({ beside }) => `${ms(beside.p50)} / ${ms(beside.p99)} ms`],
  ];
  console.log(`\nargon2id, ${ARGON2.PASSWORD_HASH_KIB} KiB, 2 passes; ${TRIES} questions of each group; Node ${process.version}, ${cpus().length} cores for all\n`); // prettier-ignore
  console.log(`| | ${results.map(({ version }) => version).join(' | ')} |`);
  console.log(`|---|${results.map(() => '---').join('|')}|`);
  for (const [title, cell] of rows) console.log(`| ${[title, ...results.map(cell)].join(' | ')} |`);
}
