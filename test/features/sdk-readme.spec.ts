import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as sdk from '@parley/client';
import { startApp, type TestApp } from '../support/app.js';

const text = readFileSync('client/README.md', 'utf8');
const examples = [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);

/** The README's examples, one after the other in one scope, as a reader would type them. */
function program(): string {
  return examples
    .join('\n')
    .replaceAll(/^import .*$/gm, '')
    .replaceAll(/url: '[^']*'/g, 'url: address')
    .replaceAll(/username: '(ada|ben)'/g, 'username: `$1-${unique}`')
    .replaceAll(/(ada|ben)@example\.org/g, `$1-${randomBytes(4).toString('hex')}@example.org`);
}

describe('client/README.md', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp('sqlite');
  });
  afterAll(() => app.close());

  it('its examples run as they stand', async () => {
    expect(examples.length).toBeGreaterThanOrEqual(5);
    const printed: string[] = [];
    const log = (...values: unknown[]) => void printed.push(values.join(' '));
    const AsyncFunction = (async () => undefined).constructor as new (
      ...args: string[]
    ) => (...values: unknown[]) => Promise<{ client: sdk.ParleyClient; general: sdk.Channel; stop: () => void }>;
    const names = ['createClient', 'ParleyError', 'address', 'unique', 'console'];
    const run = new AsyncFunction(...names, `${program()}\nreturn { client, general, stop };`);
    const unique = randomBytes(4).toString('hex');
    const { client, general, stop } = await run(sdk.createClient, sdk.ParleyError, app.url, unique, { log });
    await client.until(() => client.messages(general.id).some(({ body }) => body === 'Good evening!'));
    expect(printed[0]).toMatch(/^Come in: http.*\/invite\//);
    expect(printed.some((line) => line.includes('(sending) Good morning!'))).toBe(true);
    expect(printed.some((line) => line.includes('Ada Lovelace: Good evening!'))).toBe(true);
    expect(printed).toContain('sent 13 of 13 bytes');
    expect(printed.find((line) => line.startsWith('tides.txt, 13 bytes http'))).toMatch(/\/content\?session=/);
    expect(printed).toContain('Ben has 1 unread from Ada Lovelace');
    expect(printed).toContain('and is mentioned 1 times in General');
    expect(printed).toContain('🎉 1');
    expect(printed).toContain('channel.slug_taken 409 Another channel of the team has this short name');
    stop();
    await client.close();
  });
});
