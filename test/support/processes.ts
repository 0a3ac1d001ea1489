import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, connect, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Below the ports that systems hand out by themselves (32768 and up on Linux): a connection of another suite must not take one that was found free. */
const PORTS = { first: 12_000, count: 20_000 };
let nextPort = randomInt(PORTS.count);

/** A port that nobody listens on just now, and that is given to nobody but who asks for it. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.first + (nextPort++ % PORTS.count);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      ({ code }: NodeJS.ErrnoException) => {
        if (code !== 'EADDRINUSE') throw new Error(`Port ${port} cannot be tried: ${code}`);
        return false;
      },
    );
    if (isFree) await new Promise((resolve) => server.close(resolve));
    if (isFree) return port;
  }
}

/** Waits until `holds` does; throws with `what` after `ms`. Answers how many milliseconds it took. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, ms = 30_000): Promise<number> {
  const begun = Date.now();
  while (!(await holds())) {
    if (Date.now() - begun > ms) throw new Error(`Not within ${ms} ms: ${what}`);
    await sleep(20);
  }
  return Date.now() - begun;
}

/** A program that the test started, and ends by its own pid. */
export class Program {
  output = '';

  constructor(readonly child: ChildProcess) {
    const keep = (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-20_000));
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Sends a real signal and waits for the end. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!this.running) return;
    const exit = once(this.child, 'exit');
    this.child.kill(signal);
    await exit;
  }
}

/** A real server process of the built product. */
export class ServerNode extends Program {
  private constructor(
    child: ChildProcess,
    readonly url: string,
    readonly port: number,
    private readonly env: Record<string, string>,
    private readonly dist: string,
  ) {
    super(child);
  }

  /** Starts it and waits until it is ready. `dist` is the folder of the build, for tests that break a copy of it. */
  static async start(
    env: Record<string, string>,
    { port, dist = 'dist' }: { port?: number; dist?: string } = {},
  ): Promise<ServerNode> {
    const chosen = port ?? (await freePort());
    const child = spawn(process.execPath, ['--enable-source-maps', `${dist}/src/main.js`], {
      env: {
        PATH: process.env.PATH,
        ...{
          NODE_ENV: 'test',
          HOST: '127.0.0.1',
          PORT: String(chosen),
          LOG_LEVEL: 'warn',
          RATE_LIMIT_ENABLED: 'false',
        },
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const node = new ServerNode(child, `http://127.0.0.1:${chosen}`, chosen, env, dist);
    await until(() => node.ready(), `${node.url} is ready`, 90_000).catch(async (error: Error) => {
      await node.end('SIGKILL'); // else Jest waits for it, and never ends
      throw new Error(`${error.message}\n${node.output}`);
    });
    return node;
  }

  /** The same node again, on the same port. */
  again(env: Record<string, string> = {}): Promise<ServerNode> {
    return ServerNode.start({ ...this.env, ...env }, { port: this.port, dist: this.dist });
  }

  private async ready(): Promise<boolean> {
    if (!this.running) throw new Error(`The server ended before it was ready:\n${this.output}`);
    return fetch(`${this.url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}

/** A real worker process of the built product: jobs and nothing else. */
export class Worker extends Program {
  private constructor(
    child: ChildProcess,
    private readonly env: Record<string, string>,
    private readonly dist: string,
  ) {
    super(child);
  }

  /** Starts it and waits until it takes jobs. */
  static async start(env: Record<string, string>, dist = 'dist'): Promise<Worker> {
    const child = spawn(process.execPath, ['--enable-source-maps', `${dist}/src/worker.js`], {
      env: { PATH: process.env.PATH, NODE_ENV: 'test', LOG_LEVEL: 'info', RATE_LIMIT_ENABLED: 'false', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const worker = new Worker(child, env, dist);
    await until(() => !worker.running || worker.output.includes('takes jobs'), 'a worker takes jobs', 90_000);
    if (!worker.running) throw new Error(`The worker ended before it took jobs:\n${worker.output}`);
    return worker;
  }

  /** Another one in its place. */
  again(): Promise<Worker> {
    return Worker.start(this.env, this.dist);
  }
}

/** A Redis of the test's own, which it may kill and empty. It keeps nothing on disk. */
export class RedisServer extends Program {
  private constructor(
    child: ChildProcess,
    readonly url: string,
    private readonly port: number,
  ) {
    super(child);
  }

  static async start(port?: number): Promise<RedisServer> {
    const chosen = port ?? (await freePort());
    const options = ['--port', String(chosen), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const redis = new RedisServer(
      spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'pipe'] }),
      `redis://127.0.0.1:${chosen}`,
      chosen,
    );
    await until(() => answers(chosen), `redis-server answers; it said: ${redis.output}`);
    return redis;
  }

  /** A new, empty one at the same address. */
  again(): Promise<RedisServer> {
    return RedisServer.start(this.port);
  }
}

/** Whether something listens there. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** What stands before the nodes in a real installation: hands each connection to the next node that answers. No sticky sessions. */
export class Balancer {
  private turn = 0;
  private readonly open = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly ports: number[],
  ) {
    server.on('connection', (client) => this.hand(client));
  }

  static async start(ports: number[]): Promise<Balancer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Balancer(server, `http://127.0.0.1:${(server.address() as { port: number }).port}`, ports);
  }

  async close(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Cuts every connection that goes through, as a bad network does. */
  cut(): void {
    for (const socket of this.open) socket.destroy();
  }

  private hand(client: Socket, tried = 0): void {
    const port = this.ports[this.turn++ % this.ports.length]!;
    const node = connect(port, '127.0.0.1');
    node.once('connect', () => {
      client.pipe(node).pipe(client);
      for (const [one, other] of [
        [client, node],
        [node, client],
      ] as const) {
        this.open.add(one);
        one.on('close', () => {
          this.open.delete(one);
          other.destroy();
        });
      }
    });
    node.on('error', () => {
      if (node.connecting || !this.open.has(node)) {
        if (tried + 1 < this.ports.length) this.hand(client, tried + 1);
        else client.destroy();
      }
    });
    if (tried === 0) client.on('error', () => node.destroy());
  }
}
