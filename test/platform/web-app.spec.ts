import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { serveWebApp } from '../../src/platform/http/web-app.js';

@Controller()
class Api {
  @Get(['/', 'api/v1/me', 'docs/page'])
  answer(): string {
    return 'the server';
  }
}

@Module({ controllers: [Api] })
class ServerModule {}

describe('the web app', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-webapp-'));
  let app: NestExpressApplication;
  const open = async (path: string) => {
    app = await NestFactory.create<NestExpressApplication>(ServerModule, { logger: false });
    serveWebApp(app, path);
    await app.init();
  };
  const get = (path: string, headers: Record<string, string> = {}) =>
    request(app.getHttpServer()).get(path).set(headers);
  const html = { Accept: 'text/html,*/*;q=0.8' };

  beforeAll(() => {
    mkdirSync(join(folder, 'assets'));
    const put = (name: string, text: string | Buffer) => writeFileSync(join(folder, name), text);
    put('index.html', '<title>app</title>');
    put('assets/a-1234.js', 'plain');
    put('assets/a-1234.js.br', brotliCompressSync('brotli'));
    put('assets/a-1234.js.gz', gzipSync('gzip'));
    put('.secret', 'no');
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  afterEach(() => app.close());

  it('answers its page at `/` and wherever a browser opens what the server does not know', async () => {
    await open(folder);
    expect((await get('/')).text).toBe('<title>app</title>');
    for (const path of ['/team/channel', '/invite/abc', '/apiary', '/a.b/c', '/%E0%A4%A', '/.secret']) {
      const page = await get(path, html);
      expect({ path, status: page.status, text: page.text }).toEqual({ path, status: 200, text: '<title>app</title>' });
      expect(page.headers['cache-control']).toBe('no-cache');
    }
  });

  it('leaves to the server what is the server’s, also for browsers', async () => {
    await open(folder);
    for (const path of ['/api/v1/me', '/docs/page']) expect((await get(path, html)).text).toBe('the server');
    for (const path of ['/api', '/api/v1/x', '/health/x', '/metrics', '/outbox/x', '/socket.io/', '/status'])
      expect({ path, status: (await get(path, html)).status }).toEqual({ path, status: 404 });
    expect((await get('/nothing')).status).toBe(404);
    for (const Accept of ['*/*', html.Accept]) expect((await get('/assets/gone.js', { Accept })).status).toBe(404);
    expect((await request(app.getHttpServer()).post('/team/channel').set(html)).status).toBe(404);
  });

  it('answers files in the smallest coding that is asked for, and lets hashed ones be kept', async () => {
    await open(folder);
    const asked = async (coding: string) => {
      const { headers, text } = await get('/assets/a-1234.js', { 'Accept-Encoding': coding });
      return {
        coding: headers['content-encoding'],
        text,
        type: headers['content-type'],
        kept: headers['cache-control'],
        vary: headers.vary,
      };
    };
    const common = {
      type: 'text/javascript; charset=utf-8',
      kept: 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    };
    expect(await asked('identity')).toMatchObject({ ...common, coding: undefined, text: 'plain' });
    expect(await asked('gzip, deflate, br')).toMatchObject({ ...common, coding: 'br', text: 'brotli' });
    expect(await asked('gzip')).toMatchObject({ ...common, coding: 'gzip', text: 'gzip' });
    expect((await get('/.secret')).status).toBe(404);
    expect((await get('/..%2f..%2fetc/passwd')).status).not.toBe(200);
  });

  it('is left out where it was not built', async () => {
    await open(join(folder, 'absent'));
    expect((await get('/', html)).text).toBe('the server');
    expect((await get('/team/channel', html)).status).toBe(404);
  });
});
