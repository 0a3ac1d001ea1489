// What people ask of a running server, and how long it takes.
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../client.mjs';
import { tokenOf } from '../seed.mjs';
import { people } from './world.mjs';

const agent = new Agent({ keepAlive: true });
/** How often each question is asked before it counts: code that runs often is compiled by then. */
const WARM_UP = 40;

/** Asks once, and waits for the last byte. */
function ask(url, person, { method = 'GET', path, body }) {
  const headers = { authorization: `Bearer ${tokenOf(person)}`, 'content-type': 'application/json' };
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/api/v1${path}`, { agent, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => {
        if (response.statusCode === 200) resolve({ ms: performance.now() - begun });
        else reject(new Error(`${method} ${path} answered ${response.statusCode}: ${text.slice(0, 300)}`));
      });
    });
    asked.on('error', reject);
    asked.end(body && JSON.stringify(body));
  });
}

/** Asks so many times, one after the other; `question(n)` says who asks what, each time something else. */
export async function timesOf(url, count, question, warmUp = WARM_UP) {
  const times = [];
  for (let n = 0; n < warmUp + count; n++) {
    const { person, ...asked } = question(n);
    const { ms } = await ask(url, person, asked);
    if (n >= warmUp) times.push(ms);
  }
  return quantiles(times);
}

export function quantiles(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  return { p50: at(0.5), p95: at(0.95), max: sorted.at(-1), times };
}

/** The statements that one request costs. What the server does besides at that moment is not among them, for of several tries the least counts. */
export async function statementsOf(server, person, asked) {
  let least;
  for (let tries = 0; tries < 7; tries++) {
    server.child.send('watch');
    await ask(server.url, person, asked);
    server.child.send('tell');
    const [statements] = await once(server.child, 'message');
    if (!least || statements.length < least.length) least = statements;
  }
  return least;
}

/**
 * Everybody comes within so many milliseconds, while the first of them have been there for some time on other devices. Answers what each of those heard.
 * The connections stay until `leave`.
 */
export async function comeOnline(urls, { watchers, withinMs }) {
  const clients = [];
  const connect = async (person, n) => {
    const client = new Client(urls[n % urls.length], 'parley', { ...person, token: tokenOf(person) });
    clients.push(client);
    await client.connect();
    return client;
  };
  const there = await Promise.all(people.slice(0, watchers).map(connect));
  await sleep(4_000); // until they have heard of one another
  const heard = there.map(({ socket }) => hearing(socket));
  const begun = performance.now();
  const latencies = await Promise.all(
    people.map(async (person, n) => {
      await sleep((n * withinMs) / people.length);
      const asked = performance.now();
      await connect(person, n);
      return performance.now() - asked;
    }),
  );
  const tookMs = performance.now() - begun;
  await sleep(4_000);
  return {
    tookMs,
    connect: quantiles(latencies),
    frames: Math.max(...heard.map(({ frames }) => frames)),
    told: Math.min(...heard.map(({ online }) => online.size)),
    leave: () => clients.forEach((client) => client.close()),
  };
}

/** Counts every frame, also those that only keep the connection, and gathers who is said to be online. */
function hearing(socket) {
  const heard = { frames: 0, online: new Set() };
  socket.on('message', (data) => {
    heard.frames += 1;
    const frame = data.toString();
    if (!frame.startsWith('42["presence.changed"')) return;
    for (const { userId, presence } of JSON.parse(frame.slice(2))[1].changes)
      if (presence === 'online') heard.online.add(userId);
  });
  return heard;
}
