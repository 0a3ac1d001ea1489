// A server that a measurement asks.
import { resolve } from 'node:path';
import { answering, finished, freePort, start } from '../processes.mjs';

/** A server on the place. It gets its port from us, and tells which statements it sends when it is asked. */
export async function startServer(place, { profile }, env = {}) {
  const port = await freePort();
  const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${resolve(profile)}`] : [];
  const args = [...profiling, '--import', './bench/watched-queries.mjs', 'dist/src/main.js'];
  const child = start(args, { ...place.env, ...env, PORT: String(port) }, ['ignore', 'ignore', 'inherit', 'ipc']);
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill(profile ? 'SIGTERM' : 'SIGKILL');
    await finished(child).catch(() => undefined); // killed is what it was to be
  };
  await answering(`${url}/health/ready`, child).catch(async (error) => {
    await stop();
    throw error;
  });
  return { url, child, stop };
}
