import { startApp, type TestApp } from '../support/app.js';
import { asyncapi } from './documents.js';

describe('the documentation of a running server', () => {
  let app: TestApp;
  const get = (path: string) => fetch(app.url + path);
  beforeAll(async () => {
    app = await startApp('sqlite', { SWAGGER: 'true' });
  });
  afterAll(() => app.close());

  it('shows every command, fact and event at /docs/events, without a script', async () => {
    const answer = await get('/docs/events');
    const html = await answer.text();
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(html).not.toMatch(/<script/);
    for (const name of Object.keys({ ...asyncapi.operations, ...asyncapi['x-facts'] })) {
      expect(html).toContain(`<code>${name}</code>`);
    }
    for (const [, target] of html.matchAll(/href="#(\w+)"/g)) expect(html).toContain(`id="${target}"`);
  });

  it('gives both documents to tools', async () => {
    expect(await (await get('/docs/asyncapi.json')).json()).toMatchObject({ asyncapi: '3.0.0' });
    expect(await (await get('/docs/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' });
  });

  it('explains the code of a refusal where its type leads', async () => {
    const { type, code } = (await (await get('/api/v1/me')).json()) as { type: string; code: string };
    const [path, anchor] = type.split('#');
    expect(anchor).toBe(code);
    expect(await (await get(path!)).text()).toContain(`id="${code}"`);
  });
});
