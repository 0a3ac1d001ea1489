import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster } from '../support/cluster.js';
import { freePort, ServerNode } from '../support/processes.js';

/** An empty installation for two people, each with the address that they come to. The first one's server can be killed. */
export interface Place {
  urls: [first: string, second: string];
  /** What links begin with that the first one's server makes. */
  publicUrl: string;
  /** Kills the first one's server at once, as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again at the same address. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

/** A real server with an empty installation, which knows its own address. `env`: further settings. */
export async function installation(
  env: Record<string, string> = {},
): Promise<{ node: ServerNode; dataDir: string; remove: () => void }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-web-'));
  const port = await freePort();
  const own = { DATA_DIR: dataDir, PUBLIC_URL: `http://127.0.0.1:${port}` };
  const node = await ServerNode.start({ ...own, ...env }, { port });
  return { node, dataDir, remove: () => rmSync(dataDir, { recursive: true, force: true }) };
}

async function oneNode(): Promise<Place> {
  const made = await installation();
  let { node } = made;
  return {
    urls: [node.url, node.url],
    publicUrl: node.url,
    kill: () => node.end('SIGKILL'),
    restart: async () => void (node = await node.again()),
    remove: async () => {
      await node.end();
      made.remove();
    },
  };
}

async function twoNodes(): Promise<Place> {
  const cluster = await Cluster.start();
  const [first, second] = cluster.nodes;
  return {
    urls: [first.url, second.url],
    publicUrl: `http://localhost:${first.port}`, // nobody told it another
    kill: () => cluster.nodes[0].end('SIGKILL'),
    restart: async () => void (cluster.nodes[0] = await cluster.nodes[0].again()),
    remove: () => cluster.stop(),
  };
}

/** Whether this run has what two nodes need. `npm test` says so when it has not. */
export const hasCluster = Boolean(process.env.PARLEY_TEST_MYSQL && process.env.PARLEY_TEST_REDIS);

/** Where the story of two people is told: on one server, and with each at a server of their own where the run has databases for that. */
export const places: { where: string; open: () => Promise<Place> }[] = [
  { where: 'at one node with SQLite', open: oneNode },
  ...(hasCluster ? [{ where: 'at two nodes with MySQL or MariaDB and Redis', open: twoNodes }] : []),
];
