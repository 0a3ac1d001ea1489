import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@parley/client';
import { expectOk, nonce, person } from '../support/people.js';
import { ServerNode, until } from '../support/processes.js';

const execute = promisify(execFile);

describe('the command line', () => {
  let dataDir: string;
  const parley = (...args: string[]) =>
    execute(process.execPath, ['dist/src/cli.js', ...args], {
      env: { PATH: process.env.PATH, DATA_DIR: dataDir, NODE_ENV: 'test' },
    });
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'parley-cli-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('S1-16 migrates and names the database, and tells what it can do', async () => {
    expect((await parley('version')).stdout).toMatch(/^SQLite 3\./);
    await expect(parley()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('new-epoch') });
    await expect(parley('fly')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('no command "fly"') });
  });

  it('begins another epoch beside a running server, and clients take a fresh snapshot', async () => {
    const node = await ServerNode.start({ DATA_DIR: dataDir, HEADS_INTERVAL_MS: '500' });
    const ada = await person(node.url, 'ada');
    const team = expectOk(await ada.rest('POST', '/teams', { name: 'Restored' }));
    const { channel } = expectOk(await ada.rest('GET', `/teams/${team.id}/channels/by-slug/general`));
    const client = createClient({ url: node.url });
    await client.auth.login({ login: ada.username, password: ada.password });
    await client.reaches('online');
    await client.openChannel(channel.id);
    const before = client.state.epoch;
    await parley('new-epoch');
    const heard = async () => {
      expectOk(await ada.rest('POST', `/channels/${channel.id}/messages`, { body: 'after', nonce: nonce() }));
      return client.state.epoch !== before;
    };
    await until(heard, 'the client knows the new epoch', 20_000);
    await until(() => client.messages(channel.id).at(-1)?.body === 'after', 'its messages are there');
    await client.close();
    await node.end();
  }, 300_000);
});
