// Finds the server that serves the configured database, or runs the built one for as long as the demo needs it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root, Sorry } from '../prepare.mjs';

const START_MS = 120_000; // a busy machine takes long, and one that ends before it is ready is reported at once

/**
 * @param config the settings of the installation
 * @param {boolean | undefined} held whether some server holds the SQLite file; undefined where the database cannot tell
 * @returns {Promise<{url: string, own: boolean, stop: () => Promise<void>}>} `own`: it was not there before and goes with `stop`
 */
export async function findOrRun(config, held) {
  const url = await answering(config);
  if (url && held === false) {
    throw new Sorry(
      `The server at ${url} keeps its data elsewhere than in ${config.dataDir}: stop it, or give this command the DATA_DIR or DATABASE_URL that it has.`,
    );
  }
  if (url) return { url, own: false, stop: async () => {} };
  if (held) {
    throw new Sorry(
      `A server uses ${config.dataDir}, but none answers at ${config.publicUrl}: give this command the PORT or PUBLIC_URL that it has.`,
    );
  }
  return runOwn(config);
}

/** Where a Parley answers: next door first, for PUBLIC_URL may lead around the world and back. */
async function answering({ port, host, publicUrl }) {
  const nextDoor = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  const addresses =
    port === 0 ? [] : [`http://${nextDoor.includes(':') ? `[${nextDoor}]` : nextDoor}:${port}`, publicUrl];
  for (const url of addresses) if (await isReady(url)) return url;
  return undefined;
}

async function isReady(url) {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(3000) });
    return (await answer.json()).status === 'ready';
  } catch {
    return false; // nobody there, or somebody else
  }
}

/** On a port of its own, so that whatever else listens on PORT is not disturbed; links still begin with PUBLIC_URL. */
async function runOwn({ publicUrl }) {
  const port = await freePort();
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'dist/src/main.js')], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: publicUrl, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const url = `http://127.0.0.1:${port}`;
  for (const begun = Date.now(); !(await isReady(url)); await sleep(50)) {
    if (child.exitCode !== null) throw new Sorry(`The server could not be started: ${said.trim()}`);
    if (Date.now() - begun > START_MS) throw new Sorry(`The server was not ready within ${START_MS / 1000} seconds.`);
  }
  const stop = async () => {
    process.removeListener('exit', kill);
    if (child.exitCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
  };
  return { url, own: true, stop };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
