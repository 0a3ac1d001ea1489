import type { RequestListener } from 'node:http';
import { fetchJson } from '../../src/features/google/fetch-json.js';
import { oddServer } from '../support/google.js';

/** What `fetchJson` makes of a server that answers so. */
async function asked(answer: RequestListener, timeoutMs = 20_000): Promise<string> {
  const server = await oddServer(answer);
  const stuck = new Promise<string>((resolve) => setTimeout(resolve, timeoutMs + 3_000, 'waits on').unref());
  const told = fetchJson(`${server.url}/`, {}, timeoutMs).then(
    (text) => text,
    (error: Error) => `refused: ${error.name}: ${error.message}`,
  );
  const outcome = await Promise.race([told, stuck]);
  await server.close();
  await told;
  return outcome;
}

const long = `{"a":"${'x'.repeat(70_000)}"}`;

it('answers what a provider in order says', async () => {
  expect(await asked((_, response) => void response.end('{"a":1}'))).toBe('{"a":1}');
});

it('waits no longer than it is told, for the beginning or for the end', async () => {
  const halfway: RequestListener = (_, response) => void response.writeHead(200).write('{"a":');
  for (const answer of [() => undefined, halfway]) expect(await asked(answer, 300)).toMatch(/^refused: TimeoutError/);
});

it('follows nobody elsewhere', async () => {
  const visited: (string | undefined)[] = [];
  const outcome = await asked(({ url }, response) => {
    visited.push(url);
    if (url === '/') response.writeHead(302, { location: '/elsewhere' }).end();
    else response.end('{"a":1}');
  });
  expect(outcome).toMatch(/^refused: /);
  expect(visited).toEqual(['/']);
});

it.each(['null', '7', '"a"', 'true', '<html>', ''])('takes no answer but an object: %s', async (body) => {
  expect(await asked((_, response) => void response.end(body))).toMatch(/^refused: /);
});

it('takes no answer that is too long', async () => {
  expect(await asked((_, response) => void response.end(long))).toBe('refused: Error: the answer is too long');
});

it('takes no failure for an answer', async () => {
  expect(await asked((_, response) => void response.writeHead(500).end('{"a":1}'))).toMatch(/answered 500$/);
});
