// Servers that a measurement starts, and ends by their own pid.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { root } from '../scripts/prepare.mjs';
import { SECRET } from './seed.mjs';

/** Connections to the database that each side of a comparison has. */
export const POOL = '10';

/** Starts a program of this checkout as it runs in production, but for its limits. `env` is set over that. */
export function start(args, env, stdio = ['ignore', 'ignore', 'inherit']) {
  const all = {
    ...{ PATH: process.env.PATH, NODE_ENV: 'test', LOG_LEVEL: 'warn', JWT_SECRET: SECRET, HOST: '127.0.0.1' },
    ...{ DATABASE_POOL_SIZE: POOL, RATE_LIMIT_ENABLED: 'false' },
    ...env,
  };
  return spawn(process.execPath, args.map(String), { cwd: root, env: all, stdio });
}

export async function finished(child) {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error('A process of the benchmark ended with an error.');
}

/** Waits until `url` answers, as long as the server lives. */
export async function answering(url, child) {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error('The server ended before it answered.');
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} did not answer within 30 s.`);
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
