import { rest, type Answer, type Door, type Person } from '../../support/people.js';
import { formWith, PIXEL } from '../../support/uploads.js';
import type { Ids, Operation } from './types.js';

/** The ids that an operation's first path names. */
export const namesIn = ({ rest: [first = ''] }: Operation): string[] =>
  [...first.matchAll(/:(\w+)/g)].map(([, name]) => name!);

/** A path with these ids in it. */
export const fill = (template: string, ids: Ids): string =>
  template.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(ids[name] ?? `no-${name}`));

/** Calls an operation with these ids: by each of its REST routes, or by its command. */
export async function call(
  door: Door,
  operation: Operation,
  ids: Ids,
  who: Person | undefined,
  url: string,
): Promise<Answer[]> {
  if (door === 'socket') {
    const input = operation.input?.(ids);
    const named = Object.fromEntries(namesIn(operation).map((name) => [name, ids[name]]));
    return [await who!.command(operation.command!, { ...named, ...input, ...operation.extra })];
  }
  const answers: Answer[] = [];
  for (const route of operation.rest) {
    const [method, template] = route.split(' ') as [string, string];
    const { path, body } = pathAndBody(method, fill(template, ids), operation, operation.input?.(ids));
    answers.push(await rest(url, method, path, body, who?.accessToken));
  }
  return answers;
}

/** GET and DELETE take their input in the query, lists by comma; so does what takes a file. */
function pathAndBody(method: string, path: string, { file }: Operation, input: object | undefined) {
  const body = file && formWith(PIXEL, { name: 'pixel.png' });
  if (input === undefined) return { path, body };
  if (!file && method !== 'GET' && method !== 'DELETE') return { path, body: input };
  const query = new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)]));
  return { path: `${path}?${query}`, body };
}
