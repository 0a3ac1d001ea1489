import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { MessagesQueries } from '../../src/features/messages/messages.queries.js';
import { newId } from '../../src/platform/database/ids.js';
import { insertRows } from '../../src/platform/database/sql.js';
import { onEachDatabase } from '../support/app.js';
import { cast, doors, expectOk, nonce, type Answer, type Cast, type Door, type Person } from '../support/people.js';
import { until } from '../support/processes.js';

const path = (messageId: string, emoji: string) => `/messages/${messageId}/reactions/${encodeURIComponent(emoji)}`;
const add = (door: Door, who: Person, messageId: string, emoji: string): Promise<Answer> =>
  door === 'rest' ? who.rest('PUT', path(messageId, emoji)) : who.command('reaction.add', { messageId, emoji });
const remove = (door: Door, who: Person, messageId: string, emoji: string): Promise<Answer> =>
  door === 'rest' ? who.rest('DELETE', path(messageId, emoji)) : who.command('reaction.remove', { messageId, emoji });
const list = (door: Door, who: Person, messageId: string, query: Record<string, string> = {}): Promise<Answer> =>
  door === 'rest'
    ? who.rest('GET', `/messages/${messageId}/reactions?${new URLSearchParams(query)}`)
    : who.command('reaction.list', { messageId, ...query, ...(query.limit ? { limit: Number(query.limit) } : {}) });

/** Emoji that differ from one another. */
const many = Array.from({ length: 50 }, (_, n) => String.fromCodePoint(0x1f600 + n));

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person;
  const say = async (channelId: string, body = 'well?') =>
    expectOk(await ada.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() }));
  const open = async (messageId: string) => expectOk(await ben.rest('GET', `/messages/${messageId}`));
  const heard = (who: Person, messageId: string) =>
    who.heard.filter(({ type, data }) => type.startsWith('reaction.') && data.messageId === messageId);
  const shown = ({ reactions }: any) => reactions.map(({ emoji, userIds }: any) => [emoji, userIds]);

  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
  });
  afterAll(() => [ada, ben, cy].forEach((who) => who.disconnect()));
  beforeEach(() => [ada, ben, cy].forEach((who) => who.forget()));

  const places: [string, () => Promise<string>][] = [
    ['#general', () => Promise.resolve(stage.general.id)],
    ['a DM', async () => expectOk(await ada.rest('POST', '/dms', { userIds: [ben.id] })).channel.id],
  ];
  describe.each(doors.flatMap((door) => places.map(([name, place]) => ({ door, name, place }))))(
    'reactions by $door in $name',
    ({ door, place }) => {
      let channelId: string;
      beforeAll(async () => {
        channelId = await place();
      });

      it('S1-29 S4-53 are added and taken back live, once, and nobody else hears of them', async () => {
        expect(cy.socket?.connected).toBe(true);
        const message = await say(channelId);
        const added = expectOk(await add(door, ben, message.id, '👍'));
        expect(added).toEqual({
          ...message,
          reactions: [{ emoji: '👍', count: 1, userIds: [ben.id] }],
          version: message.version + 1,
        });
        const fact = { messageId: message.id, channelId, emoji: '👍', userId: ben.id, message: added };
        const isHere = ({ messageId }: { messageId: string }) => messageId === message.id;
        for (const who of [ada, ben]) expect(await who.hears('reaction.added', isHere)).toMatchObject(fact);
        expect(expectOk(await add(door, ben, message.id, '👍'))).toEqual(added); // no change, no fact
        const both = expectOk(await add(door, ada, message.id, '👍'));
        expect(both.reactions).toEqual([{ emoji: '👍', count: 2, userIds: [ben.id, ada.id] }]);
        const removed = expectOk(await remove(door, ben, message.id, '👍'));
        expect(removed.reactions).toEqual([{ emoji: '👍', count: 1, userIds: [ada.id] }]);
        const back = { emoji: '👍', userId: ben.id, message: removed };
        expect(await ada.hears('reaction.removed', isHere)).toMatchObject(back);
        expect(expectOk(await remove(door, ben, message.id, '👍'))).toEqual(removed);
        expect(expectOk(await remove(door, ben, message.id, '🎉'))).toEqual(removed);
        expect(await open(message.id)).toEqual(removed);
        expectOk(await add(door, ada, message.id, '🎉'));
        await ben.hears('reaction.added', (data) => isHere(data) && data.emoji === '🎉');
        expect(heard(ben, message.id).map(({ type }) => type)).toEqual([
          ...['reaction.added', 'reaction.added', 'reaction.removed', 'reaction.added'],
        ]);
        await sleep(100);
        expect(cy.heard).toEqual([]);
      });

      it('stand where they were first used; coming back is using anew', async () => {
        const { id } = await say(channelId);
        expectOk(await add(door, ada, id, '👍'));
        expectOk(await add(door, ben, id, '🎉'));
        expectOk(await add(door, ben, id, '👍'));
        expect(shown(await open(id))).toEqual([
          ['👍', [ada.id, ben.id]],
          ['🎉', [ben.id]],
        ]);
        expectOk(await remove(door, ada, id, '👍'));
        const again = expectOk(await add(door, ada, id, '👍'));
        expect(shown(again)).toEqual([
          ['🎉', [ben.id]],
          ['👍', [ben.id, ada.id]],
        ]);
      });

      it('any emoji of Unicode is one, however it is spelt', async () => {
        const { id } = await say(channelId);
        const spelt: [string, string][] = [
          ['❤', '❤️'],
          ['❤️', '❤️'],
          ['👍🏽', '👍🏽'],
          ['☝️🏽', '☝🏽'],
          ['🇩🇪', '🇩🇪'],
          ['1⃣', '1️⃣'],
          ['👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦'],
          ['🏳‍🌈', '🏳️‍🌈'],
          ['🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
        ];
        for (const [emoji] of spelt) expectOk(await add(door, ada, id, emoji));
        const stored = [...new Set(spelt.map(([, form]) => form))];
        expect((await open(id)).reactions.map(({ emoji }: any) => emoji)).toEqual(stored);
        const left = expectOk(await remove(door, ada, id, '❤'));
        expect(left.reactions.map(({ emoji }: any) => emoji)).toEqual(stored.slice(1));
      });

      it('what is not exactly one emoji is refused by name', async () => {
        const { id } = await say(channelId);
        const wrong = [
          'a',
          '1',
          '#',
          ':+1:',
          '👍👍',
          '👍 ',
          '🇦',
          '🇽🇽',
          '\u200d',
          '\ufe0f',
          '\u0007',
          '\u{1f8ff}',
          '❤\ufe0e',
        ];
        for (const emoji of [...wrong, '👍'.repeat(500)]) {
          for (const refused of [await add(door, ada, id, emoji), await list(door, ada, id, { emoji })]) {
            expect(refused.error).toMatchObject({
              code: 'validation.failed',
              status: 400,
              fields: [{ field: 'emoji', rule: 'emoji' }],
            });
          }
        }
        expect(await open(id)).toMatchObject({ reactions: [], version: 1 });
      });

      it('S1-29 lists who reacted, the first first, page by page and by emoji', async () => {
        const { id } = await say(channelId);
        for (const emoji of ['👍', '🎉', '👀']) expectOk(await add(door, ada, id, emoji));
        for (const emoji of ['👍', '❤️']) expectOk(await add(door, ben, id, emoji));
        expectOk(await remove(door, ada, id, '👀'));
        const first = expectOk(await list(door, ben, id, { limit: '3' }));
        const rest = expectOk(await list(door, ben, id, { limit: '3', after: first.after }));
        expect([...first.items, ...rest.items].map(({ emoji, user }) => [emoji, user.username])).toEqual([
          ['👍', ada.username],
          ['🎉', ada.username],
          ['👍', ben.username],
          ['❤️', ben.username],
        ]);
        expect(rest.after).toBeNull();
        const hearts = expectOk(await list(door, ben, id, { emoji: '❤' }));
        expect(hearts).toMatchObject({ items: [{ emoji: '❤️', user: { id: ben.id } }], before: null, after: null });
        expect((await list(door, ben, id, { after: 'nonsense' })).error.code).toBe('cursor.invalid');
      });

      it('a deleted message takes none and shows none', async () => {
        const { id } = await say(channelId);
        expectOk(await add(door, ben, id, '👍'));
        expectOk(await ada.rest('DELETE', `/messages/${id}`));
        for (const refused of [await add(door, ben, id, '🎉'), await remove(door, ben, id, '👍')])
          expect(refused.error).toMatchObject({ code: 'message.deleted', status: 409 });
        expect(await open(id)).toMatchObject({ reactions: [] });
        expect(expectOk(await list(door, ben, id)).items).toEqual([]);
      });

      it('strangers find nothing to react to', async () => {
        const { id } = await say(channelId);
        for (const refused of [
          await add(door, cy, id, '👍'),
          await remove(door, cy, id, '👍'),
          await list(door, cy, id),
          await add(door, ada, nonce(), '👍'),
        ])
          expect(refused.error).toMatchObject({ code: 'not_found', status: 404 });
        expect((await open(id)).reactions).toEqual([]);
      });

      it('a message has at most 20 different emoji, also when fifty come at once', async () => {
        const { id } = await say(channelId);
        const answers = await Promise.all(many.map((emoji, n) => add(door, n % 2 ? ada : ben, id, emoji)));
        expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
        const refused = answers.filter(({ ok }) => !ok);
        expect(refused.map(({ error }) => [error.code, error.status])).toEqual(
          Array.from({ length: 30 }, () => ['reaction.limit', 409]),
        );
        const { reactions } = await open(id);
        expect(reactions).toHaveLength(20);
        const [{ emoji, userIds }] = reactions;
        const [first, second] = userIds[0] === ada.id ? [ada, ben] : [ben, ada];
        expectOk(await add(door, second, id, emoji)); // one that is there already
        expectOk(await remove(door, second, id, emoji));
        const other = many.find((one) => !reactions.some((reaction: any) => reaction.emoji === one))!;
        expect((await add(door, second, id, other)).error.code).toBe('reaction.limit');
        expectOk(await remove(door, first, id, emoji));
        expectOk(await add(door, second, id, other));
      });
    },
  );

  it('S1-29 fifty adds and removes at once leave rows, counts and what was told the same', async () => {
    const { id, version } = await say(stage.general.id);
    const calls = Array.from({ length: 150 }, (_, n) => {
      const [door, who] = [doors[n % 2]!, n % 3 ? ada : ben];
      const emoji = n % 5 ? '👍' : many[n % 7]!;
      return n % 4 === 3 ? remove(door, who, id, emoji) : add(door, who, id, emoji);
    });
    const answers = (await Promise.all(calls)).map((answer) => expectOk(answer));
    const message = await open(id);
    const rows = await app().database.read((reader) =>
      reader.query('SELECT emoji, userId FROM reactions WHERE messageId = ? AND removedAt IS NULL', [id]),
    );
    const [stored] = await app().database.read((reader) =>
      reader.query('SELECT reactionCount FROM messages WHERE id = ?', [id]),
    );
    const wire = message.reactions.flatMap(({ emoji, count, userIds }: any) => {
      expect(userIds).toHaveLength(count);
      return userIds.map((userId: string) => `${emoji} ${userId}`);
    });
    expect(wire.sort()).toEqual(rows.map(({ emoji, userId }: any) => `${emoji} ${userId}`).sort());
    expect(stored.reactionCount).toBe(rows.length);
    expect(Math.max(...answers.map((answer) => answer.version))).toBe(message.version);
    await until(
      () => heard(ben, id).some(({ data }) => data.message.version === message.version),
      'Ben heard the last one',
    );
    await until(() => heard(ben, id).length >= message.version - version, 'Ben heard all of them');
    // Each change was told once, and their positions are in the order in which it happened: frames may swap on their way.
    const told = heard(ben, id).sort((a, b) => a.position - b.position);
    expect(told.map(({ data }) => data.message.version)).toEqual(
      Array.from({ length: message.version - version }, (_, n) => version + 1 + n),
    );
    expect(told.at(-1)!.data.message).toEqual(message);
  });

  it('S1-24 who was away learns how it stands, by the newest fact about each', async () => {
    const { id } = await say(stage.general.id);
    const stream = `channel:${stage.general.id}`;
    const sync = async (positions: object) => expectOk(await ben.command('sync', { positions })).streams[stream];
    const { position } = await sync({ [stream]: null });
    expectOk(await add('socket', ada, id, '👍'));
    expectOk(await add('socket', ben, id, '🎉'));
    expectOk(await remove('socket', ada, id, '👍'));
    const { events } = await sync({ [stream]: position });
    const message = await open(id);
    expect(events.map(({ type, data }: any) => [type, data.emoji, data.userId, data.message])).toEqual([
      ['reaction.added', '🎉', ben.id, message],
      ['reaction.removed', '👍', ada.id, message],
    ]);
  });

  it('a visitor of a public channel sees them and adds none; who leaves keeps theirs', async () => {
    const channel = expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Left ${nonce()}` }));
    expectOk(await ben.rest('POST', `/channels/${channel.id}/join`));
    const { id } = await say(channel.id);
    expectOk(await add('rest', ben, id, '👍'));
    expectOk(await ben.rest('POST', `/channels/${channel.id}/leave`));
    expect(shown(await open(id))).toEqual([['👍', [ben.id]]]);
    expect(expectOk(await list('socket', ben, id)).items).toMatchObject([{ user: { id: ben.id } }]);
    for (const refused of [await add('rest', ben, id, '🎉'), await remove('socket', ben, id, '👍')])
      expect(refused.error).toMatchObject({ code: 'access.denied', status: 403 });
    expectOk(await ada.rest('POST', `/channels/${channel.id}/archive`));
    expect((await add('rest', ada, id, '🎉')).error.code).toBe('channel.archived');
  });

  it('a page of fifty messages with reactions takes two queries, and names a hundred people of each emoji', async () => {
    const { id: channelId } = expectOk(
      await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Crowd ${nonce()}` }),
    );
    const messages: { id: string }[] = [];
    for (let n = 0; n < 50; n++) messages.push(await say(channelId, `${n}`));
    for (const { id } of messages) expectOk(await add('socket', ada, id, '👍'));
    const crowd = Array.from({ length: 120 }, () => newId());
    await app().database.write([], async ({ manager, now }) => {
      const columns = ['id', 'messageId', 'userId', 'emoji', 'createdAt', 'version'];
      const at = new Date(now.getTime() + 1_000).toISOString().slice(0, 23).replace('T', ' ');
      const rows = crowd.map((userId) => [userId, messages[0]!.id, userId, '👍', at, 1]);
      await insertRows(manager, 'reactions', columns, rows);
    });
    const page = await counted((reader) => app().get(MessagesQueries).page(reader, channelId, { limit: 50 }));
    expect(page.answer.items.map(({ id }) => id)).toEqual(messages.map(({ id }) => id));
    expect(page.answer.items.every(({ reactions }) => reactions.length === 1)).toBe(true);
    expect(page.answer.items[0]?.reactions).toEqual([
      { emoji: '👍', count: 121, userIds: [ada.id, ...crowd.slice(0, 99)] },
    ]);
    expect(page.statements).toBe(2);
  });

  /** Runs a read and counts the statements that it sends, of its own and of nobody else. */
  async function counted<T>(work: (reader: EntityManager) => Promise<T>): Promise<{ answer: T; statements: number }> {
    const mine = new AsyncLocalStorage<{ statements: number }>();
    return app().database.read(async (reader) => {
      const runner = reader.connection.createQueryRunner();
      const prototype = Object.getPrototypeOf(runner) as { query: (...args: unknown[]) => Promise<unknown> };
      const { query } = prototype;
      prototype.query = function (...args) {
        const count = mine.getStore();
        if (count) count.statements += 1;
        return query.apply(this, args);
      };
      try {
        const count = { statements: 0 };
        const answer = await mine.run(count, () => work(reader));
        return { answer, ...count };
      } finally {
        prototype.query = query;
      }
    });
  }
});
