import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers, freePort, Program, until } from './processes.js';

/** What the relay of the tests and the server share. */
const SECRET = 'the-secret-that-the-relay-of-this-test-shares';

/** A real coturn, which relays for those who show credentials made with the secret. */
export class TurnServer extends Program {
  private constructor(
    child: ChildProcess,
    private readonly port: number,
    folder: string,
  ) {
    super(child);
    child.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  }

  static async start(port?: number): Promise<TurnServer> {
    const chosen = port ?? (await freePort());
    const folder = mkdtempSync(join(tmpdir(), 'parley-turn-'));
    const options = [
      ...['-n', '--no-cli', '--no-tls', '--no-dtls', '--no-multicast-peers', '--allow-loopback-peers'],
      ...['--listening-ip=127.0.0.1', `--listening-port=${chosen}`, '--relay-ip=127.0.0.1'],
      ...['--use-auth-secret', `--static-auth-secret=${SECRET}`, '--realm=parley.test', '--pidfile='],
      ...['--log-file=stdout', '--verbose', `--userdb=${join(folder, 'users.sqlite')}`], // without tables of its own it finds no secret
    ];
    const child = spawn(process.env.PARLEY_TEST_TURNSERVER!, options, { stdio: ['ignore', 'pipe', 'pipe'] });
    const turn = new TurnServer(child, chosen, folder);
    await until(() => answers(chosen), 'coturn answers').catch((error: Error) => {
      throw new Error(`${error.message}; it said: ${turn.output}`);
    });
    return turn;
  }

  /** The settings of a server that sends everybody through this relay. */
  get env(): Record<string, string> {
    return {
      TURN_URLS: `turn:127.0.0.1:${this.port}?transport=udp`,
      TURN_SECRET: SECRET,
      VOICE_RELAY_ONLY: 'true',
    };
  }

  /** Another one at the same address. */
  again(): Promise<TurnServer> {
    return TurnServer.start(this.port);
  }
}
