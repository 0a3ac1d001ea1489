import fc from 'fast-check';
import { onEachDatabase } from '../support/app.js';
import { doors, nonce, person, type Person } from '../support/people.js';
import { namesIn } from './matrix/call.js';
import { fingerprint as fingerprintOf } from './matrix/fingerprint.js';
import { idsFor, own, ownThings, type Owned } from './matrix/owned.js';
import type { Ids, Operation } from './matrix/types.js';
import { inAddress, raw, send, waysOf } from './matrix/ways.js';

/** What a call of uses up, so that each round needs its own: a session is never sent whole. */
const usesUp = (name: string, { spends }: Operation) =>
  spends !== undefined || /\.member\.(add|update|remove|ban|unban)\b/.test(name);

/** Of each endpoint and command; `npm run soak` tries more. */
const CASES = process.env.PARLEY_SOAK ? 210 : 60;

/** What answers whoever asks, whatever they say besides: Google adds to the address it sends browsers to as it likes. */
const takesAnything = new Set(['invitation.preview', 'mail.unsubscribe', 'auth.methods', 'auth.google_callback']);

/** What people send along in the hope that somebody takes it. */
const greedy = [
  'id',
  'ownerId',
  'authorId',
  'isGeneral',
  'state',
  'version',
  'createdAt',
  'permission',
  'grant',
  'isAdmin',
  '$where',
];

/** Values of every wrong kind, among them the well-known nasty ones. */
const nasty: unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    -0,
    2 ** 53,
    '',
    ' ',
    '0',
    'null',
    'undefined',
    'NaN',
    [],
    {},
    [[]],
    [null],
    [{}],
  ],
  ...[
    '\0',
    'a\0b',
    '\ud800',
    'x\udfff',
    '\u202e',
    '👍🏽',
    'z̶̡a',
    '%',
    '_',
    '\\',
    "' OR '1'='1",
    '"; DROP TABLE users;--',
    '${7*7}',
  ],
  ...[
    '../../etc/passwd',
    '%2e%2e',
    '00000000-0000-0000-0000-000000000000',
    '9'.repeat(400),
    'x'.repeat(20_000),
    '１２３',
    'ſ',
    'İ',
  ],
  ...[
    { $gt: '' },
    { toString: 'x' },
    { length: 3 },
    JSON.parse('{"then":1}'),
    { valueOf: null, toJSON: 1 },
    ['a', 'b'],
    { id: 1 },
    '[object Object]',
  ],
];
const wrong = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown> },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) as fc.Arbitrary<unknown> },
);

onEachDatabase((app) => {
  const fingerprint = () => fingerprintOf(app().database);
  let owned: Owned, ada: Person, ids: Ids, installer: Person;
  /** Who may ask for it. */
  const askerOf = (name: string) => (name.startsWith('installation.') ? installer : ada);
  /** Has what is used up: so many teams that lists of them take their time. */
  let spender: Person, asker: Person;
  const sockets: Person[] = [];

  beforeAll(async () => {
    installer = await person(app().url, 'installer');
    [spender, asker] = await Promise.all([person(app().url, 'spender'), person(app().url, 'asker')]);
    owned = await own(app().url, 'ada');
    ({ owner: ada, ids } = owned);
    sockets.push(await ada.connect(), await spender.connect(), await installer.connect());
  });
  afterAll(() => sockets.forEach((who) => who.disconnect()));

  describe.each(doors)('by %s', (door) => {
    const ways = waysOf(door);

    it.each(ways.filter(([, , name]) => !takesAnything.has(name)))(
      '%s refuses surplus fields by name and does nothing',
      async (way, operation, name) => {
        const before = await fingerprint();
        const named = idsFor(name, owned);
        const surplus = Object.fromEntries(greedy.map((field) => [field, ids.userId]));
        const input = { ...operation.input?.(named), ...surplus };
        const { error } = await send(askerOf(name), door, [way, operation, name], named, input);
        expect(error).toMatchObject({ code: 'validation.failed', status: 400 });
        const unknown = error.fields!.filter(({ rule }) => rule === 'unknown').map(({ field }) => field);
        expect(unknown.sort()).toEqual([...greedy].sort());
        expect(await fingerprint()).toBe(before);
      },
    );

    it.each(ways)('S3-73 %s answers wrong inputs, none with a fault of its own', async (way, operation, name) => {
      const named = namesIn(operation);
      const isSession = operation.spends === 'session';
      const spends = usesUp(name, operation) && !isSession;
      const attempt = async (things: Ids, changes: [string, unknown][]) => {
        const spoilt = { ...things };
        // A session is asked for by an id that is none, or with what nobody takes.
        if (isSession) for (const id of named) spoilt[id] = `${things[id]}x`;
        const input: Record<string, unknown> = { ...operation.input?.(things), ...(isSession && { surplus: 1 }) };
        for (const [slot, value] of changes) {
          if (named.includes(slot)) spoilt[slot] = door === 'rest' ? inAddress(value) || 'x' : (value as string);
          else input[slot] = value;
        }
        const answer = await send(spends ? spender : askerOf(name), door, [way, operation, name], spoilt, input);
        expect([changes, answer.status]).toEqual([changes, expect.any(Number)]);
        if (!answer.ok && answer.status >= 500)
          throw new Error(`${way} answered ${answer.status} to ${JSON.stringify(changes)}`);
        if (!answer.ok) expect(answer.error).toMatchObject({ code: expect.any(String), requestId: expect.any(String) });
      };
      const slots = [...named, ...Object.keys(operation.input?.(ids) ?? {}), 'limit', 'before', 'role', 'surplus'];
      const changes = fc.array(fc.tuple(fc.constantFrom(...slots), wrong), { minLength: 1, maxLength: 3 });
      // What is refused before it reaches a database needs no second one. Each run tries others.
      const cases = fc.sample(changes, app().database.dialect === 'mysql' ? CASES / 3 : CASES);
      const some = spends ? 50 : 20;
      for (let start = 0; start < cases.length; start += some) {
        const things = spends ? await ownThings(spender, owned.friend, asker) : owned;
        const round = cases.slice(start, start + some);
        await Promise.all(round.map((changes) => attempt(idsFor(name, things), changes)));
      }
    });

    it('keys that reach for prototypes are refused and reach nothing', async () => {
      const before = await fingerprint();
      const body = { body: 'x', nonce: nonce() };
      const bodies = [
        `{"body":"x","nonce":"${nonce()}","__proto__":{"polluted":true}}`,
        `{"body":"x","nonce":"${nonce()}","constructor":{"prototype":{"polluted":true}}}`,
        `{"__proto__":${JSON.stringify(body)}}`,
        `{"body":{"__proto__":{"polluted":true}},"nonce":"${nonce()}"}`,
      ];
      for (const text of bodies) {
        const path = `/channels/${ids.channelId}/messages`;
        const payload = { channelId: ids.channelId, ...(JSON.parse(text) as object) };
        if (text.includes('"__proto__":{"polluted"') && !text.includes('"body":{'))
          Object.defineProperty(payload, '__proto__', { value: { polluted: true }, enumerable: true });
        const answer =
          door === 'rest'
            ? await raw(app().url, 'POST', path, ada.accessToken, text)
            : await ada.command('message.send', payload);
        expect(answer.error).toMatchObject({ code: 'validation.failed', status: 400 });
      }
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      expect(await fingerprint()).toBe(before);
    });

    it('a million items and 20,000 levels are refused in no time', async () => {
      const before = await fingerprint();
      const huge = `[${'1,'.repeat(999_999)}1]`;
      const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
      const few = `[${'1,'.repeat(60_000)}1]`; // within the size that a body may have
      let held = 0;
      let last = performance.now();
      const watch = setInterval(() => {
        held = Math.max(held, performance.now() - last - 5);
        last = performance.now();
      }, 5);
      for (const value of door === 'rest' ? [huge, deep, few] : [few]) {
        for (const input of [value, `{"body":${value},"nonce":"${nonce()}"}`]) {
          if (door === 'rest') {
            const answer = await raw(app().url, 'POST', `/channels/${ids.channelId}/messages`, ada.accessToken, input);
            expect([400, 413]).toContain(answer.status);
          } else {
            const parsed = JSON.parse(input) as object;
            const payload = Array.isArray(parsed) ? parsed : { channelId: ids.channelId, ...parsed };
            expect((await ada.command('message.send', payload)).status).toBe(400);
          }
        }
      }
      clearInterval(watch);
      process.stdout.write(`      the loop, which the sender shares, was held for ${Math.round(held)} ms at most\n`);
      expect(await fingerprint()).toBe(before);
    });
  });
});
