// One measurement, in a process of its own: node load.mjs '<json>'. Prints its result as JSON.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, kinds } from './client.mjs';
import { bodyOf, tokenOf } from './seed.mjs';

/** Long enough that code which runs often is compiled, on either side. */
const WARM_UP_MS = 5_000;
const { measure, kind, url, pid, seconds, listeners, rate, connections, ...options } = JSON.parse(process.argv[2]);
const world = JSON.parse(readFileSync(options.world, 'utf8'));

/** User and system time of the server's process in seconds. */
function cpuOf(process) {
  const fields = readFileSync(`/proc/${process}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const memoryOf = (process) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process}/status`, 'utf8'))[1]) * 1024;

function quantiles(times) {
  times.sort((a, b) => a - b);
  const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

async function connectAll(users, channelsOf) {
  const clients = [];
  for (let start = 0; start < users.length; start += 50) {
    const some = users.slice(start, start + 50).map((user) => new Client(url, kind, { ...user, token: tokenOf(user) }));
    await Promise.all(some.map((client, n) => client.connect(channelsOf(start + n))));
    clients.push(...some);
  }
  return clients;
}

/** One channel, in which 64 messages are under way at any time: each sender waits until their own came back. With fewer listeners some send two. */
async function fanOut() {
  const clients = await connectAll(world.users.slice(0, listeners), () => [world.crowd]);
  let running = true;
  const sending = Array.from({ length: 64 }, async (_, sender) => {
    const client = clients[sender % clients.length];
    for (let n = 0; running; n++) {
      const nonce = randomUUID();
      const back = client.hears(nonce);
      await client.send(world.crowd, bodyOf(n), nonce);
      await back;
    }
  });
  await sleep(WARM_UP_MS);
  const count = () => clients.reduce((sum, { delivered }) => sum + delivered, 0);
  const [before, cpu, begun] = [count(), cpuOf(pid), performance.now()];
  await sleep(seconds * 1000);
  const deliveries = count() - before;
  const elapsed = (performance.now() - begun) / 1000;
  const spent = cpuOf(pid) - cpu;
  running = false;
  await Promise.race([Promise.all(sending), sleep(2_000)]);
  return { perSecond: deliveries / elapsed, cpuPerThousand: (spent * 1000) / (deliveries / 1000) };
}

/** Many small channels, everybody sends as soon as the last message is acknowledged; or, with a rate, all together so many a second. */
async function everybody() {
  const clients = await connectAll(world.users, (n) => [world.small[Math.floor(n / 5)]]);
  const times = [];
  let [running, counting] = [true, false];
  const one = async (client, n, i) => {
    const sent = performance.now();
    await client.send(world.small[Math.floor(n / 5)], bodyOf(i), randomUUID());
    if (counting) times.push(performance.now() - sent);
  };
  const closed = async (client, n) => {
    for (let i = 0; running; i++) await one(client, n, i);
  };
  const paced = async () => {
    const open = new Set();
    const begun = performance.now();
    for (let sent = 0; running; await sleep(1)) {
      for (const due = ((performance.now() - begun) / 1000) * rate; sent < due; sent++) {
        const n = sent % clients.length;
        const flying = one(clients[n], n, sent).finally(() => open.delete(flying));
        open.add(flying);
      }
    }
    await Promise.all(open);
  };
  const sending = rate ? [paced()] : clients.map(closed);
  await sleep(WARM_UP_MS);
  counting = true;
  const begun = performance.now();
  await sleep(seconds * 1000);
  counting = false;
  const perSecond = times.length / ((performance.now() - begun) / 1000);
  running = false;
  await Promise.race([Promise.all(sending), sleep(3_000)]);
  return { perSecond, ...quantiles(times) };
}

/** The newest 50 messages of a long channel, by 16 connections that ask again at once. */
async function history() {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const user = { ...world.users[0], token: tokenOf(world.users[0]) };
  const options = { agent, headers: kinds[kind].headers(user) };
  const get = () =>
    new Promise((resolve, reject) => {
      request(`${url}${kinds[kind].page(world.long)}`, options, (response) => {
        if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`));
        response.resume().on('end', resolve);
      })
        .on('error', reject)
        .end();
    });
  const times = [];
  let [running, counting] = [true, false];
  const asking = Array.from({ length: 16 }, async () => {
    while (running) {
      const sent = performance.now();
      await get();
      if (counting) times.push(performance.now() - sent);
    }
  });
  await sleep(WARM_UP_MS);
  counting = true;
  const begun = performance.now();
  await sleep(seconds * 1000);
  counting = false;
  const perSecond = times.length / ((performance.now() - begun) / 1000);
  running = false;
  await Promise.all(asking);
  return { perSecond, ...quantiles(times) };
}

/** What a connection that does nothing costs, over many of them. */
async function idle() {
  const before = memoryOf(pid);
  const users = Array.from({ length: connections }, (_, n) => world.users[n % world.users.length]);
  await connectAll(users, (n) => [world.small[Math.floor((n % world.users.length) / 5)]]);
  await sleep(4_000);
  return { bytes: (memoryOf(pid) - before) / connections };
}

const measures = { fanOut, everybody, history, idle };
console.log(JSON.stringify(await measures[measure]()));
process.exit(0);
