import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerNode, until } from '../support/processes.js';

/** The example as a person starts it. */
function friends(...options: string[]) {
  const child = spawn(process.execPath, ['examples/two-friends.mjs', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard = { output: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (heard.output += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, heard, ended, says: (text: string) => until(() => heard.output.includes(text), text, 20_000) };
}

describe('examples/two-friends.mjs', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'parley-friends-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('two people register, one invites the other by link, both talk, and the timelines are equal', async () => {
    const node = await ServerNode.start({ DATA_DIR: dataDir });
    const { heard, ended } = friends(node.url);
    expect(await ended).toBe(0);
    expect(heard.output).toContain('Ben has a direct message, unread: 1, of these about him: 1.');
    expect(heard.output).toContain('Ada sees that he has read it: 🤫 1');
    expect(heard.output).toContain('Ben hears Ada say: This is line 1, Ben.');
    expect(heard.output).toContain('Ada hears Ben say: This is line 2, Ada.');
    expect(heard.output).toContain('Both timelines equal what is stored, without a hole.');
    await node.end();
  });

  it('S1-24 both go on by themselves when the server is killed and started again', async () => {
    const node = await ServerNode.start({ DATA_DIR: dataDir });
    const { child, heard, ended, says } = friends(node.url, '--stay');
    await says('line 2');
    await node.end('SIGKILL');
    await says('is offline');
    const again = await node.again();
    await says('Ada is online');
    await says('Ben is online');
    const before = heard.output.length;
    await until(() => /Ada hears Ben say: .*[\s\S]*Ben hears Ada say: /.test(heard.output.slice(before)), 'both go on');
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(heard.output).toMatch(/\d+ lines were sent and each is stored once\.\nBoth timelines equal what is stored/);
    await again.end();
  }, 300_000);

  it('says in one line what is wrong when no server answers', async () => {
    const { heard, ended } = friends('http://127.0.0.1:1');
    expect(await ended).toBe(1);
    expect(heard.output.trim()).toBe(
      'It did not work: The server cannot be reached. Is a server running at http://127.0.0.1:1? `npm start` starts one.',
    );
  });
});
