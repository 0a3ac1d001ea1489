import { request } from 'node:http';
import { rest, type Answer, type Door, type Person } from '../../support/people.js';
import { formWith, PIXEL } from '../../support/uploads.js';
import { fill, namesIn } from './call.js';
import { operations } from './operations.js';
import type { Ids, Operation } from './types.js';

/** A route or a command, the operation that it does, and the name of that. */
export type Way = [string, Operation, string];

/** Each door once, by its last variant: the others of the same command and route add nothing here. */
export const waysOf = (door: Door): Way[] => {
  const ways = Object.entries(operations).flatMap(([name, operation]) =>
    (door === 'rest' ? operation.rest : operation.command ? [operation.command] : []).map((way): Way => [
      way,
      operation,
      name,
    ]),
  );
  return [...new Map(ways.map((way) => [way[0], way])).values()];
};

/** A value as an address can hold it: whole characters only, and no more than Node's parser takes (beyond it answers 431 by itself). */
export const inAddress = (value: unknown) =>
  (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\p{Surrogate}/gu, '\ufffd').slice(0, 1_000);

/** Sends exactly these bytes. */
export function raw(url: string, method: string, path: string, token: string, body: Buffer | string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const call = request(`${url}/api/v1${path}`, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const status = response.statusCode!;
        const json = JSON.parse(Buffer.concat(chunks).toString() || 'null');
        resolve({ ok: status < 400, status, data: json, error: json });
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** Sends an input, with the ids in the path by REST and beside the input in a command. */
export function send(
  who: Person,
  door: Door,
  [way, operation]: Way,
  named: Ids,
  input: Record<string, unknown>,
): Promise<Answer> {
  if (door === 'socket') {
    const names = Object.fromEntries(namesIn(operation).map((name) => [name, named[name]]));
    return who.command(way, { ...names, ...operation.extra, ...input });
  }
  const [method, template] = way.split(' ') as [string, string];
  const path = fill(template, named);
  const takesBody = method !== 'GET' && method !== 'DELETE' && !operation.file;
  if (takesBody) return rest(who.url, method, path, input, who.accessToken);
  const query = new URLSearchParams(Object.entries(input).map(([name, value]) => [name, inAddress(value)]));
  const file = operation.file ? formWith(PIXEL) : undefined;
  return rest(who.url, method, `${path}?${query}`, file, who.accessToken);
}
