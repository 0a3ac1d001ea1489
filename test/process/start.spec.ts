import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectOk, nonce, person } from '../support/people.js';
import { freePort, ServerNode, until } from '../support/processes.js';

/** Runs the built server until it ends by itself. */
async function runToEnd(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearTimeout(timer);
  return { code, output };
}

describe('the server’s process', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'parley-start-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('S1-17 S4-56 starts with nothing set, makes its own secret readable by its owner alone, and says where it listens', async () => {
    const node = await ServerNode.start({ DATA_DIR: dataDir, NODE_ENV: 'development' });
    try {
      expect(readdirSync(dataDir)).toEqual(expect.arrayContaining(['parley.sqlite', 'secrets.json']));
      expect(statSync(join(dataDir, 'secrets.json')).mode & 0o077).toBe(0);
      await until(() => node.output.includes(`http://localhost:${node.port}`), 'the address is printed');
    } finally {
      await node.end();
    }
    expect(node.child.exitCode).toBe(0);
  });

  it('a second server on the same SQLite file ends with one clear sentence and code 1', async () => {
    const node = await ServerNode.start({ DATA_DIR: dataDir });
    const second = await runToEnd({ DATA_DIR: dataDir, PORT: String(await freePort()) });
    expect(second.code).toBe(1);
    expect(second.output).toMatch(/Another Parley already serves .* DATA_DIR/);
    expect(second.output.trim().split('\n').length).toBeLessThanOrEqual(2);
    await node.end('SIGKILL');
    const third = await ServerNode.start({ DATA_DIR: dataDir }); // a killed server leaves nothing to clean up
    await third.end();
  });

  it('a port in use ends with one clear sentence and code 1', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const { code, output } = await runToEnd({ DATA_DIR: dataDir, PORT: String(port) });
    taken.close();
    expect(code).toBe(1);
    expect(output).toContain(String(port));
    expect(output).not.toMatch(/\n\s+at /);
  });

  it('S4-56 S4-57 wrong settings are told all at once, by name, with code 1', async () => {
    const { code, output } = await runToEnd({
      ...{ DATA_DIR: dataDir, PORT: 'many', DATABASE_URL: 'postgres://x', ACCESS_TOKEN_SECONDS: '9999' },
      ...{ NODE_ENV: 'production', JWT_SECRET: 'changeme', CORS_ORIGINS: '*' },
    });
    expect(code).toBe(1);
    for (const name of ['PORT', 'DATABASE_URL', 'ACCESS_TOKEN_SECONDS', 'JWT_SECRET', 'CORS_ORIGINS'])
      expect(output).toContain(name);
    expect(output).not.toMatch(/\n\s+at /);
  });

  it('waits with a message for a database that is down', async () => {
    const port = await freePort();
    const url = `mysql://root@127.0.0.1:${await freePort()}/parley`;
    const child = spawn(process.execPath, ['dist/src/main.js'], {
      env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await until(() => output.includes('Waiting for the database'), `a message; it said: ${output}`, 20_000);
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(503);
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
  }, 300_000);

  it('kill -9 at any moment loses nothing that was acked, on SQLite', async () => {
    let node = await ServerNode.start({ DATA_DIR: dataDir });
    const ada = await person(node.url, 'ada');
    const team = expectOk(await ada.rest('POST', '/teams', { name: 'Killers' }));
    const { channel } = expectOk(await ada.rest('GET', `/teams/${team.id}/channels/by-slug/general`));
    const acked = new Map<string, number>();
    for (let round = 0; round < 3; round++) {
      let sending = true;
      const senders = Array.from({ length: 5 }, async () => {
        while (sending) {
          const key = nonce();
          const answer = await ada
            .rest('POST', `/channels/${channel.id}/messages`, { body: key, nonce: key })
            .catch(() => undefined);
          if (!answer) return;
          acked.set(key, expectOk(answer).seq);
        }
      });
      await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 200));
      await node.end('SIGKILL');
      sending = false;
      await Promise.all(senders);
      node = await node.again();
    }
    const stored = new Map<string, number>();
    for (let after = 0, more = true; more;) {
      const page = expectOk(await ada.rest('GET', `/channels/${channel.id}/messages?after=${after}&limit=100`));
      for (const { nonce: key, seq } of page.items) stored.set(key, seq);
      after = page.items.at(-1).seq;
      more = page.hasAfter;
    }
    expect([...stored.values()]).toEqual(Array.from({ length: stored.size }, (_, n) => n + 1));
    for (const [key, seq] of acked) expect(stored.get(key)).toBe(seq);
    process.stdout.write(`      ${acked.size} acked, ${stored.size} stored, 3 kills\n`);
    await node.end();
  }, 300_000);
});
