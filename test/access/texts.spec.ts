import { onEachDatabase } from '../support/app.js';
import { doors, expectOk, nonce, person, type Person } from '../support/people.js';
import { fingerprint as fingerprintOf } from './matrix/fingerprint.js';
import { operations } from './matrix/operations.js';
import { idsFor, own, type Owned } from './matrix/owned.js';
import type { Ids } from './matrix/types.js';
import { raw, send, waysOf } from './matrix/ways.js';

/** Fields that hold what people write. */
const textFields = [
  ...['body', 'name', 'slug', 'topic', 'description', 'displayName', 'username', 'login', 'password', 'email'],
  ...['title', 'text', 'reason', 'message', 'query'],
];

onEachDatabase((app) => {
  const fingerprint = () => fingerprintOf(app().database);
  let owned: Owned, ada: Person, ids: Ids, installer: Person;
  const sockets: Person[] = [];

  beforeAll(async () => {
    installer = await person(app().url, 'installer');
    owned = await own(app().url, 'ada');
    ({ owner: ada, ids } = owned);
    sockets.push(await ada.connect(), await installer.connect());
  });
  afterAll(() => sockets.forEach((who) => who.disconnect()));

  describe.each(doors)('by %s', (door) => {
    it('texts come back byte for byte or are refused', async () => {
      const texts = [
        '\u202eabc\u202c',
        'z̶̢̛a̵l̸g̷o̶',
        '👩‍👩‍👧‍👦🏳️‍🌈',
        'ﷺ',
        '\ufeffbom',
        'é e\u0301',
        ' blanks ',
        '\tx\r\n',
        '\u0001',
        '￿',
        '𝒳',
        '\\u0000',
        '%_',
      ];
      for (const body of texts) {
        const way = door === 'rest' ? 'POST /channels/:channelId/messages' : 'message.send';
        const input = { body, nonce: nonce() };
        const sent = expectOk(await send(ada, door, [way, operations['message.send']!, ''], ids, input));
        expect(Buffer.from(sent.body)).toEqual(Buffer.from(body));
        const stored = expectOk(await ada.rest('GET', `/messages/${sent.id}`));
        expect(Buffer.from(stored.body)).toEqual(Buffer.from(body));
      }
      const before = await fingerprint();
      for (const text of ['a\0', '\0', '\ud800', 'x\udc00y', '\udc00\ud800']) {
        for (const way of waysOf(door).filter(([, { input }]) => input !== undefined)) {
          const [called, operation, name] = way;
          if (/^(GET|DELETE) /.test(called) && /\p{Surrogate}/u.test(text)) continue; // an address holds no half characters
          const named = idsFor(name, owned);
          const base = operation.input!(named);
          for (const field of textFields.filter((one) => one in base || name.endsWith('update'))) {
            const asker = name.startsWith('installation.') ? installer : ada;
            const { error } = await send(asker, door, way, named, { ...base, [field]: text });
            expect([called, field, text, error?.status]).toEqual([called, field, text, 400]);
          }
        }
      }
      expect(await fingerprint()).toBe(before);
    });
  });

  it('bytes that are no UTF-8 are refused, in a body and in a path', async () => {
    const before = await fingerprint();
    const [head, tail] = `{"nonce":"${nonce()}","body":"|"}`.split('|') as [string, string];
    for (const bytes of [
      [0xff],
      [0xc3, 0x28],
      [0xed, 0xa0, 0x80],
      [0xf8, 0x88, 0x80, 0x80, 0x80],
      [0xc0, 0x80],
      [0xe2, 0x82],
    ]) {
      const body = Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(tail)]);
      const answer = await raw(app().url, 'POST', `/channels/${ids.channelId}/messages`, ada.accessToken, body);
      expect(answer).toMatchObject({ status: 400, error: { code: 'request.malformed' } });
    }
    for (const path of ['%ff', '%c3%28', '%', '%00', '%ed%a0%80', encodeURIComponent('👍'), 'x'.repeat(5_000)]) {
      for (const route of [
        `/messages/${path}`,
        `/teams/${ids.teamId}/channels/by-slug/${path}`,
        `/invitations/${path}`,
      ]) {
        const answer = await raw(app().url, 'GET', route, ada.accessToken, '');
        if (![400, 404, 414].includes(answer.status)) throw new Error(`${route} answered ${answer.status}`);
      }
    }
    expect(await fingerprint()).toBe(before);
  });

  it('a frame whose text is broken is answered or ends the connection, and changes nothing', async () => {
    const before = await fingerprint();
    const eve = await person(app().url, 'eve');
    const started = await fingerprint();
    expect(started).not.toBe(before);
    sockets.push(await eve.connect());
    for (const bytes of [Buffer.from([0xff, 0xfe]), Buffer.alloc(10)]) {
      const answer = await eve.command('message.send', { channelId: ids.channelId, body: bytes, nonce: nonce() });
      expect(answer.error.status).toBeGreaterThanOrEqual(400);
      expect(answer.error.status).toBeLessThan(500);
    }
    expect(await fingerprint()).toBe(started);
  });
});
