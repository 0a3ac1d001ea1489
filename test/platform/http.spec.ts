import { once } from 'node:events';
import { request as rawRequest } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { addressBehind, addressKey } from '../../src/platform/http/address.js';
import { platformApp } from './platform.app.js';

let app: NestExpressApplication; // not there after a test that needs none
const http = () => request(app.getHttpServer());
const open = async (env?: Record<string, string>) => {
  app = await platformApp(env);
};
afterEach(() => app?.close());

function expectProblem(response: request.Response, status: number, code: string): void {
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect({ status: response.status, code: response.body.code }).toEqual({ status, code });
  expect(response.body).toMatchObject({
    status,
    type: `/docs/problems#${code}`,
    requestId: response.headers['x-request-id'],
  });
}

describe('every request', () => {
  beforeEach(() => open());

  it('has an id: its own when harmless, else a new one', async () => {
    const kept = await http().get('/api/v1/echo').set('X-Request-Id', 'abc-DEF_12345678');
    expect(kept.headers['x-request-id']).toBe('abc-DEF_12345678');
    const replaced = await http().get('/api/v1/echo').set('X-Request-Id', 'x y<script>');
    expect(replaced.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is answered with security headers, errors and pages too', async () => {
    for (const path of ['/', '/api/v1/echo', '/api/v1/nothing', '/health/live']) {
      const { headers } = await http().get(path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['strict-transport-security']).toBeUndefined();
    }
    expect((await http().get('/api/v1/echo')).headers['cache-control']).toBe('no-store');
  });

  it('is told what stands in the way as a problem', async () => {
    expectProblem(await http().get('/api/v1/nothing'), 404, 'route.not_found');
    expectProblem(await http().get('/nothing'), 404, 'route.not_found');
    expectProblem(await http().post('/'), 404, 'route.not_found');
    expectProblem(await http().get('/api/v1/%E0%A4%A'), 400, 'request.malformed');
    expectProblem(await http().get('/api/v1/echo/archived'), 409, 'channel.archived');
    const crash = await http().get('/api/v1/echo/crash');
    expectProblem(crash, 500, 'internal');
    expect(crash.text).not.toMatch(/s3cret|ada@/);
  });

  it('reads query strings flat and refuses the rest by rule', async () => {
    expect((await http().get('/api/v1/echo?limit=7')).body).toEqual({ limit: 7 });
    for (const query of ['limit=x', 'limit=1&limit=2', 'limit[a]=1', '__proto__[x]=1', 'other=1']) {
      expectProblem(await http().get(`/api/v1/echo?${query}`), 400, 'validation.failed');
    }
  });
});

describe('bodies', () => {
  beforeEach(() => open());
  const post = (body: string | Buffer, type = 'application/json') =>
    http()
      .post('/api/v1/echo')
      .set('Content-Type', type)
      .serialize((bytes: unknown) => bytes as string)
      .send(body as string);

  it('come back byte for byte', async () => {
    const text = '👍 \u202E مرحبا Z͑ͫ "quoted" \\ line\n';
    const answer = await post(JSON.stringify({ body: text }));
    expect(answer.body).toEqual({ body: text });
  });

  it.each([
    ['broken JSON', '{"body": "s3cret', 400, 'request.malformed'],
    ['a bare value', '"s3cret"', 400, 'request.malformed'],
    ['a list', '[{"body":"x"}]', 400, 'validation.failed'],
    ['null', 'null', 400, 'request.malformed'],
    ['20,000 levels', `{"body":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 400, 'validation.failed'],
    ['100,000 items', `{"body":[${'1,'.repeat(100_000)}1]}`, 400, 'validation.failed'],
    ['a prototype key', '{"body":"x","__proto__":{"admin":true}}', 400, 'validation.failed'],
    ['a surplus field', '{"body":"x","role":"owner"}', 400, 'validation.failed'],
    ['too much', JSON.stringify({ body: 'x'.repeat(300_000) }), 413, 'payload.too_large'],
    ['nothing', '', 400, 'validation.failed'],
  ])('that hold %s are refused', async (_what, body, status, code) => {
    const answer = await post(body);
    expectProblem(answer, status, code);
    expect(answer.text).not.toContain('s3cret');
  });

  it('of invalid UTF-8, unknown charset or encoding are refused', async () => {
    expectProblem(
      await post(Buffer.from([...Buffer.from('{"body":"'), 0xff, 0xfe, ...Buffer.from('"}')])),
      400,
      'request.malformed',
    );
    expectProblem(await post('{"body":"x"}', 'application/json; charset=klingon'), 415, 'request.unsupported_media');
    const encoded = await http()
      .post('/api/v1/echo')
      .set('Content-Type', 'application/json')
      .set('Content-Encoding', 'zip')
      .send('{}');
    expectProblem(encoded, 415, 'request.unsupported_media');
  });

  it('are not taken from forms, which any page may post', async () => {
    expectProblem(await post('body=x', 'application/x-www-form-urlencoded'), 400, 'validation.failed');
  });
});

describe('origins', () => {
  it('CORS names an allowed origin with credentials and never a star', async () => {
    await open({ CORS_ORIGINS: 'https://app.example' });
    const preflight = await http()
      .options('/api/v1/echo')
      .set('Origin', 'https://app.example')
      .set('Access-Control-Request-Method', 'POST')
      .set('Access-Control-Request-Headers', 'authorization,content-type');
    expect(preflight.status).toBe(204);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-credentials': 'true',
    });
    const read = await http().get('/api/v1/echo').set('Origin', 'https://app.example');
    expect(read.headers['access-control-allow-origin']).toBe('https://app.example');
    expect(read.headers['access-control-expose-headers']).toContain('X-Request-Id');
  });

  it('gives a foreign origin nothing and refuses its changes', async () => {
    await open({ CORS_ORIGINS: 'https://app.example' });
    const read = await http().get('/api/v1/echo').set('Origin', 'https://evil.example');
    expect(read.headers['access-control-allow-origin']).toBeUndefined();
    const change = await http().post('/api/v1/echo').set('Origin', 'https://evil.example').send({ body: 'x' });
    expectProblem(change, 403, 'auth.origin_refused');
    expect(change.headers['access-control-allow-origin']).toBeUndefined();
    expect((await http().post('/api/v1/echo').send({ body: 'x' })).status).toBe(201);
  });
});

describe('rate limits', () => {
  it('count people by themselves, and the rest by address', async () => {
    await open({ RATE_LIMIT_REST_USER: '2/60', RATE_LIMIT_REST_ADDRESS: '3/60' });
    const as = (token: string) => http().get('/api/v1/echo').set('Authorization', `Bearer ${token}`);
    const first = await as('user-ada');
    expect(first.headers['ratelimit-policy']).toBe('"rest.user";q=2;w=60');
    expect(first.headers.ratelimit).toMatch(/^"rest\.user";r=1;t=\d+$/);
    await as('user-ada');
    const refused = await as('user-ada');
    expectProblem(refused, 429, 'rate.limited');
    expect(Number(refused.headers['retry-after'])).toBe(refused.body.retryAfter);
    expect(refused.body.retryAfter).toBeGreaterThan(0);
    expect((await as('user-ben')).status).toBe(200);
    // Forged tokens share their address's allowance.
    for (const token of ['forged-1', 'forged-2', 'forged-3']) expect((await as(token)).status).toBe(200);
    expectProblem(await as('forged-4'), 429, 'rate.limited');
  });

  it('are not fooled by X-Forwarded-For, unless a trusted proxy sets it', async () => {
    const statuses = async () => {
      const answers = [];
      for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) {
        answers.push((await http().get('/api/v1/echo').set('X-Forwarded-For', address)).status);
      }
      return answers;
    };
    await open({ RATE_LIMIT_REST_ADDRESS: '2/60' });
    expect(await statuses()).toEqual([200, 200, 429]);
    await app.close();
    await open({ RATE_LIMIT_REST_ADDRESS: '2/60', TRUST_PROXY: '1' });
    expect(await statuses()).toEqual([200, 200, 200]);
  });

  it('take a whole IPv6 network for one', () => {
    expect(addressKey('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(addressKey('2001:db8:1:2:3:4:5:6')).toBe(addressKey('2001:0db8:1:2::9'));
    expect(addressKey('2001:db8:1:2::1')).not.toBe(addressKey('2001:db8:1:3::1'));
    expect(addressKey('::1')).toBe('0:0:0:0::/64');
    expect(addressKey(undefined)).toBe('unknown');
  });

  it('finds the address of a connection past our own proxies, and believes nobody else', () => {
    const asked = (forwarded: string | undefined) => ({
      headers: { 'x-forwarded-for': forwarded },
      socket: { remoteAddress: '10.0.0.1' } as Socket,
    });
    expect(addressBehind(0, asked('192.0.2.1'))).toBe('10.0.0.1');
    expect(addressBehind(1, asked('198.51.100.9, 192.0.2.1'))).toBe('192.0.2.1');
    expect(addressBehind(2, asked('198.51.100.9, 192.0.2.1'))).toBe('198.51.100.9');
    expect(addressBehind(2, asked(undefined))).toBe('10.0.0.1');
  });
});

describe('pages', () => {
  it('tell what runs here and lead to the documentation', async () => {
    await open({ SWAGGER: 'true' });
    const { text, headers } = await http().get('/status');
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(text).toMatch(/Parley/);
    expect(text).toMatch(/SQLite/);
    for (const href of ['/docs', '/docs/events', '/outbox']) expect(text).toContain(`href="${href}"`);
    expect((await http().get('/parley.css')).headers['content-type']).toMatch(/^text\/css/);
    expect((await http().get('/docs/problems')).text).toContain('id="channel.archived"');
  });

  it('serve the API documentation, and only when asked in production', async () => {
    await open({ SWAGGER: 'true' });
    const page = await http().get('/docs');
    expect(page.text).toContain('swagger-ui');
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    expect((await http().get('/docs/swagger-ui-bundle.js')).status).toBe(200);
    const { body } = await http().get('/docs/openapi.json');
    expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(['/api/v1/echo']));
    expect(Object.keys(body.paths).filter((path) => !path.startsWith('/api/v1/'))).toEqual([]);
    await app.close();
    await open({ NODE_ENV: 'production', JWT_SECRET: 'kq3vX9pL0sT7wYb2nR8mJ4hF6dZ1cG5aUeQi' });
    expectProblem(await http().get('/docs'), 404, 'route.not_found');
    expect((await http().get('/')).headers['strict-transport-security']).toContain('max-age=31536000');
    expect((await http().get('/status')).text).not.toContain('href="/docs"');
  });
});

describe('closing', () => {
  it('finishes what is in hand and takes nothing new', async () => {
    await open();
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const arrived = once(app.getHttpServer(), 'request');
    const slow = new Promise<number | undefined>((resolve, reject) => {
      rawRequest({ port, path: '/api/v1/echo/slow' }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
    await arrived;
    const closed = app.close();
    await expect(slow).resolves.toBe(200);
    await closed;
    await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow('fetch failed');
  });
});
