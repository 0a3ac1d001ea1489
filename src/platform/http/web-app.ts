import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type Request, type RequestHandler } from 'express';
import { programFolder } from './program-folder.js';

/** Seconds. Names under `assets/` carry a hash of their content, so they never change (RFC 8246). */
const YEAR = 365 * 24 * 60 * 60;
/** What the build wrote beside each text that shrinks, by coding, the smaller first. */
const CODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;
/** What the server answers itself; everything else is an address inside the web app. */
const SERVER = /^\/(admin\/queues|api|docs|health|metrics|outbox|socket\.io|status|parley\.css)(\/|$)/;

/**
 * Serves the built web app: its files, and its page for every address that a browser opens and the server does not know. Without a build
 * nothing is served, and `/` shows what runs here.
 */
export function serveWebApp(app: NestExpressApplication, folder = join(programFolder(), 'web/dist')): void {
  const files = filesOf(folder);
  if (!files.has('/index.html')) return;
  app.use(choose(files, express.static(folder, { index: false, redirect: false })));
}

function filesOf(folder: string): ReadonlySet<string> {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const shown = names.filter((name) => !name.startsWith('.')); // the build's own stamp
    return new Set(shown.map((name) => `/${name.replaceAll(sep, '/')}`));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Set();
    throw error;
  }
}

/** Points a request to the file that answers it, in the smallest coding that the browser takes. Whatever else is asked for never looks at the disk. */
function choose(files: ReadonlySet<string>, serve: RequestHandler): RequestHandler {
  return (request, response, next) => {
    const file = fileFor(request, files);
    if (file === undefined) return next();
    const coded = CODINGS.find(([coding, suffix]) => files.has(file + suffix) && request.acceptsEncodings(coding));
    response.setHeader(
      'Cache-Control',
      file.startsWith('/assets/') ? `public, max-age=${YEAR}, immutable` : 'no-cache',
    );
    response.vary('Accept-Encoding');
    request.url = file;
    if (coded) {
      request.url += coded[1];
      response.setHeader('Content-Encoding', coded[0]);
      response.type(file.slice(file.lastIndexOf('.'))); // else the coded file's own would be told
    }
    serve(request, response, next);
  };
}

/** A file of that name, or the page: for `/`, and for what a browser opens as a page. */
function fileFor(request: Request, files: ReadonlySet<string>): string | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  const { path } = request;
  if (SERVER.test(path)) return undefined;
  if (files.has(path)) return path;
  if (path.startsWith('/assets/')) return undefined; // the page under a hashed name would be kept in its place, by browsers and worker
  const opened = path === '/' || request.headers.accept?.includes('text/html');
  return opened ? '/index.html' : undefined;
}
