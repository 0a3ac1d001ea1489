import type { IncomingMessage, ServerResponse } from 'node:http';
import { NotFoundException } from '@nestjs/common';
import { isFromThisMachine } from '../http/address.js';
import { mailPage, OUTBOX_CSP, outboxPage } from './outbox.html.js';
import type { OutboxMailer } from './outbox.mailer.js';

const LISTED = 200;

/** Whether a person on this very machine asks, with their own browser: no other page's script is behind it. */
function asksFromThisMachine(request: IncomingMessage): boolean {
  const { headers } = request;
  const isScript = headers.origin !== undefined || (headers['sec-fetch-mode'] ?? 'navigate') !== 'navigate';
  return isFromThisMachine(request) && !isScript;
}

/** Serves `/outbox` and `/outbox/<id>`; whoever is not on this machine gets the same 404 as for any other unknown address. */
export function outboxHttp(outbox: OutboxMailer) {
  return (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void): void => {
    answer(outbox, request, response).then((answered) => {
      if (!answered) next(new NotFoundException());
    }, next);
  };
}

async function answer(outbox: OutboxMailer, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  if (!['GET', 'HEAD'].includes(request.method ?? '') || !asksFromThisMachine(request)) return false;
  const [path = '/'] = (request.url ?? '/').split('?'); // what follows the mount point
  const html = path === '/' ? outboxPage(await outbox.list(LISTED)) : await mailHtml(outbox, path.slice(1));
  if (html === undefined) return false;
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Content-Security-Policy', OUTBOX_CSP);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control', 'no-store');
  response.end(request.method === 'HEAD' ? undefined : html);
  return true;
}

async function mailHtml(outbox: OutboxMailer, id: string): Promise<string | undefined> {
  const mail = await outbox.read(id);
  return mail && mailPage(mail);
}
