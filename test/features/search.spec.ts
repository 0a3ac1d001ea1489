import { MessageIndexing } from '../../src/features/search/message-indexing.js';
import { hasKinds } from '../../src/features/search/search-query.js';
import { onEachDatabase, type TestApp } from '../support/app.js';
import {
  cast,
  doors,
  expectOk,
  nonce,
  person,
  type Answer,
  type Cast,
  type Door,
  type Person,
} from '../support/people.js';
import { until } from '../support/processes.js';
import { formWith, PIXEL, recording, settled, uploaded } from '../support/uploads.js';

const ask = (door: Door, who: Person, input: Record<string, unknown>): Promise<Answer> =>
  door === 'rest'
    ? who.rest('GET', `/search/messages?${new URLSearchParams(input as Record<string, string>)}`)
    : who.command('search.messages', input);

/** Waits until the index has everything that was said. */
const indexed = (app: TestApp) =>
  until(async () => {
    const behind = await app.database.read((reader) =>
      reader.query(`SELECT s.id FROM streams s LEFT JOIN search_progress p ON p.stream = s.id
        WHERE s.id LIKE 'channel:%' AND (p.stream IS NULL OR p.seq < s.seq OR p.position < s.position)`),
    );
    return behind.length === 0;
  }, 'the index has everything that was said');

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person;

  const say = async (who: Person, channelId: string, body: string) =>
    expectOk(await who.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() }));
  const room = async (name: string, input: object = {}) =>
    expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `${name} ${nonce()}`, ...input }));
  /** What they find, as texts. */
  const finds = async (door: Door, who: Person, query: string, input: object = {}): Promise<string[]> =>
    expectOk(await ask(door, who, { query, ...input })).items.map(({ message }: any) => message.body);

  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
  });
  afterAll(() => [ada, ben, cy].forEach((who) => who.disconnect()));

  describe.each(doors)('search by %s', (door) => {
    let channel: { id: string; slug: string };
    const inHere = (query: string, who = ben) => finds(door, who, `in:${channel.slug} ${query}`);
    beforeEach(async () => {
      channel = await room('Search');
    });
    const sayAll = async (bodies: string[], who = ada) => {
      for (const body of bodies) await say(who, channel.id, body);
      await indexed(app());
    };

    it('finds what has all words, as whole words first and as parts of words then, the newest first', async () => {
      await sayAll([
        'The harbour at night',
        'Night harbours',
        'harbour',
        'Goodnight, Harbour!',
        'night over the harbour',
      ]);
      expect(await inHere('harbour night')).toEqual([
        'night over the harbour',
        'The harbour at night',
        'Goodnight, Harbour!',
        'Night harbours',
      ]);
      expect(await inHere('harbour -night')).toEqual(['harbour']);
      expect(await inHere('harbour morning')).toEqual([]);
    });

    it('a hit says where it is and what to mark', async () => {
      const body = '🎉 Größe, GRÖSSE and größe\n  matter';
      await sayAll(['before', body, 'after']);
      const { items, before } = expectOk(
        await ask(door, ben, { query: `größe "and größe matter" in:${channel.slug}` }),
      );
      expect(before).toBeNull();
      const [{ message, channelId, seq, highlights }] = items;
      expect({ channelId, seq: message.seq }).toEqual({ channelId: channel.id, seq });
      const around = expectOk(await ben.rest('GET', `/channels/${channelId}/messages?around=${seq}&limit=1`)).items;
      expect(around).toEqual([message]);
      expect(highlights.map(([start, end]: [number, number]) => body.slice(start, end))).toEqual([
        'Größe',
        'and größe\n  matter',
      ]);
    });

    it('phrases stand in their order, whatever the gaps between their words', async () => {
      await sayAll(['go east now', 'east go', 'go  \n east', 'go eastwards']);
      expect(await inHere('"go east"')).toEqual(['go  \n east', 'go east now', 'go eastwards']);
      expect(await inHere('-"go east" east')).toEqual(['east go']);
      expect(await inHere('"go east')).toEqual(['go  \n east', 'go east now', 'go eastwards']);
    });

    it('parts of words: beginnings, middles and ends; of one or two letters beginnings', async () => {
      await sayAll(['internationalisation', 'nation', 'an ox']);
      expect(await inHere('nation')).toEqual(['nation', 'internationalisation']);
      expect(await inHere('alisa')).toEqual(['internationalisation']);
      expect(await inHere('isation')).toEqual(['internationalisation']);
      expect(await inHere('rnationalisa')).toEqual(['internationalisation']);
      expect(await inHere('in')).toEqual(['internationalisation']);
      expect(await inHere('on')).toEqual([]);
      expect(await inHere('ox')).toEqual(['an ox']);
      expect(await inHere('a')).toEqual(['an ox']);
      expect(await inHere('internationalisations')).toEqual([]);
    });

    it('scripts without gaps, accents, capitals and full width', async () => {
      await sayAll([
        '你好，世界！今天天气很好',
        '東京タワーへ行きましょう',
        '안녕하세요 여러분',
        'Café Ｗｉｄｅ Ŝtono',
        'Привет, МИР',
      ]);
      for (const part of ['世界', '好', '天气很好', '今天天气', '好，世'])
        expect(await inHere(part)).toEqual(['你好，世界！今天天气很好']);
      for (const part of ['東京', 'タワー', '京タ', '行きましょう'])
        expect(await inHere(part)).toEqual(['東京タワーへ行きましょう']);
      expect(await inHere('世好')).toEqual([]);
      expect(await inHere('하세')).toEqual(['안녕하세요 여러분']);
      for (const word of ['cafe', 'CAFÉ', 'wide', 'ŝtono', 'stono'])
        expect(await inHere(word)).toEqual(['Café Ｗｉｄｅ Ŝtono']);
      expect(await inHere('ривет мир')).toEqual(['Привет, МИР']);
    });

    it('signs are what they are, and no operators of any database', async () => {
      const bodies = [
        '100% sure',
        '100 sure',
        'snake_case',
        'snakeXcase',
        'a*b',
        'C++',
        'C',
        'x (round) y',
        '5" pipe',
        'party 🎉',
      ];
      const more = [
        'ends 👍🏽 here',
        '>= 3',
        '~near',
        "it's",
        'back\\slash',
        "'; DROP TABLE",
        'NEAR(a b)',
        'the AND OR NOT',
        '❤️',
        '-minus',
      ];
      await sayAll([...bodies, ...more]);
      const found: [string, string[]][] = [
        ...([
          ['100%', ['100% sure']],
          ['snake_case', ['snake_case']],
          ['a*b', ['a*b']],
          ['C++', ['C++']],
        ] as [string, string[]][]),
        ...([
          ['(round)', ['x (round) y']],
          ['5"', ['5" pipe']],
          ['🎉', ['party 🎉']],
          ['👍', ['ends 👍🏽 here']],
        ] as [string, string[]][]),
        ...([
          ['>=', ['>= 3']],
          ['~near', ['~near']],
          ["it's", ["it's"]],
          ['\\', ['back\\slash']],
        ] as [string, string[]][]),
        ...([
          ["'; drop", ["'; DROP TABLE"]],
          ['near(a', ['NEAR(a b)']],
          ['AND OR NOT', ['the AND OR NOT']],
        ] as [string, string[]][]),
        ...([
          ['❤', ['❤️']],
          ['"-minus"', ['-minus']],
          ['*', ['a*b']],
          ['%', ['100% sure']],
          ['"', ['5" pipe']],
        ] as [string, string[]][]),
        ...([
          ['_', ['snake_case']],
          ['+', ['C++']],
          ['-', ['-minus']],
          ['has:nothing', []],
          ['before:soon', []],
        ] as [string, string[]][]),
      ];
      for (const [query, expected] of found) expect([query, await inHere(query)]).toEqual([query, expected]);
    });

    it('from:, in:, has:, before: and after: narrow it; alone they list the newest first', async () => {
      await sayAll(['plain', 'see https://example.org/a', 'pinned', 'liked', 'talked about']);
      const hers = expectOk(await ben.rest('GET', `/channels/${channel.id}/messages`)).items;
      const idOf = (body: string) => hers.find((message: any) => message.body === body).id;
      expectOk(await ben.rest('POST', `/channels/${channel.id}/join`));
      await sayAll(['of ben'], ben);
      expectOk(await ada.rest('PUT', `/messages/${idOf('liked')}/reactions/👍`));
      expectOk(await ada.rest('PUT', `/messages/${idOf('pinned')}/pin`));
      await indexed(app());
      expect(await inHere(`from:${ben.username}`)).toEqual(['of ben']);
      expect(await inHere('FROM:@me')).toEqual(['of ben']);
      expect(await inHere('from:me', ada)).toHaveLength(5);
      expect(await inHere(`from:me from:${ada.username} l`)).toEqual(['liked']);
      expect(await inHere('from:nobody-at-all')).toEqual([]);
      expect(await inHere('has:link')).toEqual(['see https://example.org/a']);
      expect(await inHere('has:reaction')).toEqual(['liked']);
      expect(await inHere('has:pin')).toEqual(['pinned']);
      expect(await inHere('has:pin has:reaction')).toEqual([]);
      expect(await inHere('')).toEqual([
        'of ben',
        'talked about',
        'liked',
        'pinned',
        'see https://example.org/a',
        'plain',
      ]);
      expect(await inHere('-plain -ben has:link')).toEqual(['see https://example.org/a']);
      const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
      expect(await inHere(`before:${day(2)} after:${day(-2)}`)).toHaveLength(6);
      expect(await inHere(`before:${day(-1)}`)).toEqual([]);
      expect(await inHere(`liked after:${day(1)}`)).toEqual([]);
      expect(await finds(door, ben, 'liked in:no-such-channel')).toEqual([]);
    });

    it('an edit is found as it is now; what is deleted is not found', async () => {
      const edited = await say(ada, channel.id, 'the first wording');
      const deleted = await say(ada, channel.id, 'soon gone');
      await indexed(app());
      expect(await inHere('wording')).toEqual(['the first wording']);
      expectOk(await ada.rest('PATCH', `/messages/${edited.id}`, { body: 'another phrase' }));
      expectOk(await ada.rest('DELETE', `/messages/${deleted.id}`));
      expect(await inHere('wording')).toEqual([]);
      expect(await inHere('gone')).toEqual([]);
      await until(async () => (await inHere('phrase')).length === 1, 'the edit is found');
      await indexed(app());
      expect(await inHere('')).toEqual(['another phrase']);
    });

    it('pages go on without hole or double, from whole words to parts', async () => {
      const bodies = Array.from({ length: 25 }, (_, n) => (n % 5 ? `${n} stone` : `${n} stonework`));
      await sayAll(bodies);
      const all: string[] = [];
      let before: string | undefined;
      for (let pages = 0; pages === 0 || before !== undefined; pages++) {
        const input = { query: `stone in:${channel.slug}`, limit: 4, ...(before === undefined ? {} : { before }) };
        const page = expectOk(await ask(door, ben, input));
        expect(page.items.length).toBeLessThanOrEqual(4);
        all.push(...page.items.map(({ message }: any) => message.body));
        before = page.before ?? undefined;
      }
      const newest = [...bodies].reverse();
      const isWhole = (body: string) => body.endsWith(' stone');
      expect(all).toEqual([...newest.filter(isWhole), ...newest.filter((body) => !isWhole(body))]);
    });

    it('refuses what cannot be read, by name', async () => {
      expect((await ask(door, ben, { query: 'x', before: 'nonsense' })).error.code).toBe('cursor.invalid');
      for (const input of [{}, { query: 'x'.repeat(401) }, { query: 'x', limit: 0 }, { query: 'x', teamId: 'team' }])
        expect((await ask(door, ben, input)).error).toMatchObject({ code: 'validation.failed', status: 400 });
    });
  });

  describe.each(doors)('rights by %s', (door) => {
    it('finds in one’s channels, in public ones and in one’s DMs, and nowhere else', async () => {
      const word = `w${nonce().slice(0, 8)}`;
      const dan = await person(app().url, 'dan');
      const invitation = expectOk(await ada.rest('POST', `/teams/${stage.team.id}/invitations`, {}));
      expectOk(await dan.rest('POST', `/invitations/${invitation.code}/accept`));
      await dan.connect();
      const places = {
        general: stage.general.id,
        public: (await room('Public')).id,
        request: (await room('Request', { visibility: 'request' })).id,
        private: (await room('Private', { visibility: 'private' })).id,
        dm: expectOk(await ada.rest('POST', '/dms', { userIds: [ben.id] })).channel.id,
      };
      for (const [name, id] of Object.entries(places)) await say(ada, id, `${word} ${name}`);
      await indexed(app());
      const seen = async (who: Person, input: object = {}, query = word) =>
        (await finds(door, who, query, input)).map((body) => body.split(' ')[1]).sort();
      expect(await seen(ada)).toEqual(['dm', 'general', 'private', 'public', 'request']);
      expect(await seen(ben)).toEqual(['dm', 'general', 'public']);
      expect(await seen(dan)).toEqual(['general', 'public']);
      expect(await seen(cy)).toEqual([]);
      const refused = await ask(door, cy, { query: word, teamId: stage.team.id });
      expect(refused.error.code).toBe('not_found');
      expect(await seen(ben, { teamId: stage.team.id })).toEqual(['general', 'public']);
      expect(await seen(ben, {}, `${word} in:@${ada.username}`)).toEqual(['dm']);
      expect(await seen(dan, {}, `${word} in:@${ada.username}`)).toEqual([]);
      expectOk(await ada.rest('POST', `/channels/${places.private}/members`, { userId: dan.id }));
      expect(await seen(dan)).toEqual(['general', 'private', 'public']);
      expectOk(await dan.rest('POST', `/channels/${places.private}/leave`));
      expect(await seen(dan)).toEqual(['general', 'public']);
      expectOk(await ada.rest('DELETE', `/teams/${stage.team.id}/members/${dan.id}`));
      expect(await seen(dan)).toEqual([]);
      dan.disconnect();
    });

    it('a thread is found by whoever may read what it hangs under', async () => {
      const word = `t${nonce().slice(0, 8)}`;
      const secret = await room('Secret', { visibility: 'private' });
      for (const channelId of [secret.id, stage.general.id]) {
        const root = await say(ada, channelId, 'root');
        const thread = expectOk(await ada.rest('POST', `/messages/${root.id}/thread`));
        await say(ada, thread.channel?.id ?? thread.channelId ?? thread.id, `${word} reply`);
      }
      await indexed(app());
      expect(await finds(door, ada, word)).toHaveLength(2);
      expect(await finds(door, ben, word)).toHaveLength(1);
      expect(await finds(door, cy, word)).toEqual([]);
      expect(await finds(door, ada, `root has:thread in:${secret.slug}`)).toEqual(['root']);
      expect(await finds(door, ada, `${word} in:${secret.slug}`)).toHaveLength(1);
    });

    it('has:mention finds what names somebody', async () => {
      const channel = await room('Mentions');
      expectOk(await ben.rest('POST', `/channels/${channel.id}/join`));
      for (const name of [ben.username, 'nobody-at-all']) await say(ada, channel.id, `hello @${name}`);
      await indexed(app());
      expect(await finds(door, ada, `has:mention in:${channel.slug}`)).toEqual([`hello @${ben.username}`]);
    });

    it('S3-07 has:file finds what something hangs on, has:image and has:voice what is of that kind, once that is known', async () => {
      const channel = await room('Files');
      const sendWith = async (body: string, media: { id: string }) =>
        expectOk(
          await ada.command('message.send', { channelId: channel.id, body, nonce: nonce(), mediaIds: [media.id] }),
        );
      await say(ada, channel.id, 'bare');
      await sendWith('notes', await uploaded(ada, Buffer.from('notes'), { name: 'notes.txt' }));
      const { id } = await sendWith('pixel', await uploaded(ada, PIXEL, { name: 'pixel.png' }));
      const recorded = formWith(await recording(1), { name: 'note.webm' });
      const note = expectOk(await ada.rest('POST', '/media?kind=voice', recorded)); // sent before it is ready
      await sendWith('spoken', note);
      await settled(ada, note.id);
      const findsHere = async (has: string) => finds(door, ada, `has:${has} in:${channel.slug}`);
      await indexed(app());
      expect(await findsHere('file')).toEqual(['spoken', 'pixel', 'notes']);
      expect(await findsHere('image')).toEqual(['pixel']);
      expect(await findsHere('voice')).toEqual(['spoken']);
      expect(await findsHere('file has:image')).toEqual(['pixel']);
      expectOk(await ada.rest('DELETE', `/messages/${id}`));
      await indexed(app());
      expect(await findsHere('image')).toEqual([]);
    });

    it('has: a message may have everything at once', async () => {
      const channel = await room('All');
      expectOk(await ben.rest('POST', `/channels/${channel.id}/join`));
      const note = expectOk(
        await ada.rest('POST', '/media?kind=voice', formWith(await recording(1), { name: 'note.webm' })),
      );
      const pixel = await uploaded(ada, PIXEL, { name: 'pixel.png' });
      const body = `@${ben.username} https://example.org`;
      const asked = { channelId: channel.id, body, nonce: nonce(), mediaIds: [note.id, pixel.id] };
      const { id } = expectOk(await ada.command('message.send', asked));
      expectOk(await ben.rest('PUT', `/messages/${id}/reactions/${encodeURIComponent('👍')}`));
      expectOk(await ben.rest('PUT', `/messages/${id}/pin`));
      expectOk(await ben.rest('POST', `/messages/${id}/thread`));
      await settled(ada, note.id);
      await indexed(app());
      const all = hasKinds.map((kind) => `has:${kind}`).join(' ');
      expect(await finds(door, ada, `${all} in:${channel.slug}`)).toEqual([body]);
    });
  });

  describe('the index', () => {
    const write = (sql: string, values: unknown[] = []) =>
      app().database.write([], ({ manager }) => manager.query(sql, values));
    const rowsOf = (channelId: string) =>
      app().database.read((reader) =>
        reader.query(
          'SELECT s.messageId FROM message_search s JOIN messages m ON m.id = s.messageId WHERE m.channelId = ?',
          [channelId],
        ),
      );

    it('is made anew from the messages, once each, also when several do it at once and the log is pruned', async () => {
      const channel = await room('Anew');
      const word = `n${nonce().slice(0, 8)}`;
      for (let n = 0; n < 70; n++) await say(ada, channel.id, `${word} ${n}`);
      await indexed(app());
      const stream = `channel:${channel.id}` as const;
      const indexing = app().get(MessageIndexing);
      const catchUp = async () => {
        while ((await indexing.advance(stream)) === 'more');
      };
      await write('DELETE FROM message_search WHERE messageId IN (SELECT id FROM messages WHERE channelId = ?)', [
        channel.id,
      ]);
      await write('UPDATE search_progress SET position = 1 WHERE stream = ?', [stream]);
      await write('DELETE FROM changes WHERE stream = ? AND position < 60', [stream]);
      await Promise.all(Array.from({ length: 5 }, catchUp));
      expect(await rowsOf(channel.id)).toHaveLength(70);
      expect(await finds('rest', ben, `${word} 6`, { limit: 100 })).toEqual(
        [6, 69, 68, 67, 66, 65, 64, 63, 62, 61, 60].map((n) => `${word} ${n}`),
      );
    });

    it('forgets a channel that is deleted', async () => {
      const channel = await room('Gone');
      await say(ada, channel.id, 'words that go with their channel');
      await indexed(app());
      expect(await rowsOf(channel.id)).toHaveLength(1);
      const [{ messageId: id }] = await rowsOf(channel.id);
      await write('DELETE FROM channels WHERE id = ?', [channel.id]);
      const left = await app().database.read((reader) =>
        reader.query('SELECT id FROM message_search WHERE messageId = ?', [id]),
      );
      expect(left).toEqual([]);
      expect(await finds('socket', ada, 'words that go with their channel')).toEqual([]);
    });
  });
});
