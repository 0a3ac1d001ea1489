import { setTimeout as sleep } from 'node:timers/promises';
import { onEachDatabase } from '../support/app.js';
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

const send = (door: Door, who: Person, channelId: string, body: string): Promise<Answer> =>
  door === 'rest'
    ? who.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() })
    : who.command('message.send', { channelId, body, nonce: nonce() });
const edit = (door: Door, who: Person, messageId: string, body: string): Promise<Answer> =>
  door === 'rest'
    ? who.rest('PATCH', `/messages/${messageId}`, { body })
    : who.command('message.edit', { messageId, body });
const remove = (door: Door, who: Person, messageId: string): Promise<Answer> =>
  door === 'rest' ? who.rest('DELETE', `/messages/${messageId}`) : who.command('message.delete', { messageId });
const inbox = (door: Door, who: Person, query: Record<string, unknown> = {}): Promise<Answer> =>
  door === 'rest'
    ? who.rest('GET', `/me/mentions?${new URLSearchParams(query as never)}`)
    : who.command('mention.list', query);

const NOBODY = { userIds: [], everyone: null };

/** The `seq` of the unread messages that mention somebody. */
async function unread(who: Person, channelId: string): Promise<number[]> {
  return expectOk(await who.rest('GET', `/channels/${channelId}`)).readMark.mentions;
}

/** Lets somebody into the team who is not connected. */
async function recruit({ ada, team }: Cast, url: string, name: string): Promise<Person> {
  const who = await person(url, name);
  const invitation = expectOk(await ada.rest('POST', `/teams/${team.id}/invitations`, {}));
  expectOk(await who.rest('POST', `/invitations/${invitation.code}/accept`));
  return who;
}

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, generalId: string, dmId: string;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    generalId = stage.general.id;
    dmId = expectOk(await ada.rest('POST', '/dms', { userIds: [ben.id] })).channel.id;
  });
  afterAll(() => [ada, ben, cy].forEach((who) => who.disconnect()));
  beforeEach(() => [ada, ben, cy].forEach((who) => who.forget()));

  /** The rows that stand for a message. */
  const rowsOf = (messageId: string): Promise<{ userId: string; seq: number }[]> =>
    app().database.read((reader) =>
      reader.query('SELECT userId, seq FROM mentions WHERE messageId = ? ORDER BY userId', [messageId]),
    );

  describe.each(doors)('mentions by %s', (door) => {
    describe.each(['#general', 'a DM'])('in %s', (place) => {
      const where = () => (place === '#general' ? generalId : dmId);

      it('S2-19 S3-21 names somebody who is in it, and counts for them until they read', async () => {
        const before = await unread(ben, where());
        const body = `Hi @${ben.username.toUpperCase()}, and @${cy.username}; not \`@${ada.username}\`.`;
        const sent = expectOk(await send(door, ada, where(), body));
        expect(sent).toMatchObject({ body, mentions: { userIds: [ben.id], everyone: null } });
        expect(await ben.hears('message.created', ({ id }) => id === sent.id)).toEqual(sent);
        expect(expectOk(await ben.rest('GET', `/messages/${sent.id}`))).toEqual(sent);
        expect(await rowsOf(sent.id)).toEqual([{ userId: ben.id, seq: sent.seq }]);
        expect(await unread(ben, where())).toEqual([...before, sent.seq]);
        expect(await unread(ada, where())).toEqual([]);
        const mark = expectOk(await ben.rest('POST', `/channels/${where()}/read`, { seq: sent.seq }));
        expect(mark).toMatchObject({ seq: sent.seq, mentions: [] });
        await sleep(50);
        expect(cy.heard).toEqual([]);
        expect(expectOk(await inbox(door, cy)).items).toEqual([]);
      });

      it('S1-34 an edit adds and takes away, and deleting takes all away', async () => {
        const sent = expectOk(await send(door, ada, where(), 'nobody'));
        expect(sent.mentions).toEqual(NOBODY);
        const before = await unread(ben, where());
        const added = expectOk(await edit(door, ada, sent.id, `@${ben.username}!`));
        expect(added.mentions).toEqual({ userIds: [ben.id], everyone: null });
        expect(await ben.hears('message.updated', ({ id }) => id === sent.id)).toEqual(added);
        expect(await unread(ben, where())).toEqual([...before, sent.seq]);
        expect(expectOk(await edit(door, ada, sent.id, 'nobody again')).mentions).toEqual(NOBODY);
        expect(await unread(ben, where())).toEqual(before);
        expectOk(await edit(door, ada, sent.id, `@${ben.username}?`));
        expect(await unread(ben, where())).toEqual([...before, sent.seq]);
        const gone = expectOk(await remove(door, ada, sent.id));
        expect(gone).toMatchObject({ body: '', mentions: NOBODY });
        expect(await ben.hears('message.deleted', ({ id }) => id === sent.id)).toEqual(gone);
        expect(await unread(ben, where())).toEqual(before);
        expect(await rowsOf(sent.id)).toEqual([]);
        expect(cy.heard).toEqual([]);
      });

      it('@channel is one row for everybody, and who is named besides is counted once', async () => {
        const before = await unread(ben, where());
        const sent = expectOk(await send(door, ada, where(), `@channel, and you @${ben.username}`));
        expect(sent.mentions).toEqual({ userIds: [ben.id], everyone: 'channel' });
        expect(await rowsOf(sent.id)).toEqual([{ userId: '*', seq: sent.seq }]);
        expect(await unread(ben, where())).toEqual([...before, sent.seq]);
        expect(await unread(ada, where())).toEqual([]);
        expect(expectOk(await inbox(door, ben)).items[0].message).toEqual(sent);
        expect(expectOk(await inbox(door, ada)).items.map(({ message }: any) => message.author.id)).not.toContain(
          ada.id,
        );
        const here = expectOk(await edit(door, ada, sent.id, '@here'));
        expect(here.mentions).toEqual({ userIds: [], everyone: 'here' });
        expect(await rowsOf(sent.id)).toEqual([{ userId: '*', seq: sent.seq }]);
        expectOk(await edit(door, ada, sent.id, `@${ben.username}`));
        expect(await rowsOf(sent.id)).toEqual([{ userId: ben.id, seq: sent.seq }]);
      });

      it('a plain member’s @channel is text in a room and a mention in a DM', async () => {
        const sent = expectOk(await send(door, ben, where(), '@channel @here'));
        const everyone = place === '#general' ? null : 'channel';
        expect(sent.mentions).toEqual({ userIds: [], everyone });
        expect(await rowsOf(sent.id)).toHaveLength(everyone ? 1 : 0);
        expect(expectOk(await edit(door, ben, sent.id, '@here')).mentions.everyone).toBe(everyone && 'here');
      });
    });

    it('oneself is not mentioned', async () => {
      const sent = expectOk(await send(door, ada, generalId, `I, @${ada.username}, and @${ben.username}`));
      expect(sent.mentions.userIds).toEqual([ben.id]);
      const alone = expectOk(await send(door, ada, generalId, `@${ada.username}`));
      expect(alone.mentions).toEqual(NOBODY);
      expect(await rowsOf(alone.id)).toEqual([]);
    });

    it('S2-19 of who is not in it nobody is mentioned: private channels, and who left', async () => {
      const room = expectOk(
        await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Room ${nonce()}`, visibility: 'private' }),
      );
      const sent = expectOk(await send(door, ada, room.id, `@${ben.username} @${cy.username} @nobody-at-all`));
      expect(sent.mentions).toEqual(NOBODY);
      expectOk(await ada.rest('POST', `/channels/${room.id}/members`, { userId: ben.id }));
      const now = expectOk(await edit(door, ada, sent.id, `@${ben.username} now`));
      expect(now.mentions.userIds).toEqual([ben.id]);
      expect(expectOk(await inbox(door, ben)).items[0]).toMatchObject({ channelId: room.id, message: now, read: true });
      expectOk(await ben.rest('POST', `/channels/${room.id}/leave`));
      expect(expectOk(await inbox(door, ben)).items.map(({ channelId }: any) => channelId)).not.toContain(room.id);
      expect(expectOk(await edit(door, ada, sent.id, `@${ben.username} gone`)).mentions).toEqual(NOBODY);
    });

    it('in a thread it means the members of the channel above, and everybody is who follows it', async () => {
      const dan = await recruit(stage, app().url, 'dan');
      await dan.connect();
      const root = expectOk(await send(door, ada, generalId, 'root'));
      const { channelId } = expectOk(await ada.rest('POST', `/messages/${root.id}/thread`));
      const sent = expectOk(await send(door, ada, channelId, `@${ben.username} @${cy.username}`));
      expect(sent.mentions.userIds).toEqual([ben.id]);
      expect(expectOk(await inbox(door, ben)).items[0]).toMatchObject({ channelId, message: { id: sent.id } });
      expectOk(await send(door, ada, channelId, '@channel'));
      expect(expectOk(await inbox(door, dan)).items).toEqual([]); // he does not follow it
      const edited = expectOk(await edit(door, ada, sent.id, `@${dan.username}`));
      const named = { channelId, message: edited, read: false };
      expect(expectOk(await inbox(door, dan)).items).toEqual([named]);
      expectOk(await dan.rest('PUT', `/channels/${channelId}/follow`));
      const later = expectOk(await send(door, ada, channelId, '@channel'));
      expect(await unread(dan, channelId)).toEqual([later.seq]);
      expect(expectOk(await inbox(door, dan)).items).toEqual([
        { channelId, message: later, read: false },
        { ...named, read: true },
      ]);
      expect(await rowsOf(later.id)).toEqual([{ userId: '*', seq: later.seq }]);
      await sleep(50);
      expect(cy.heard).toEqual([]);
      dan.disconnect();
    });

    it('the inbox tells the newest first, by pages, read or not, since one joined', async () => {
      const dan = await recruit(stage, app().url, 'dan');
      await dan.connect();
      const old = expectOk(await send(door, ada, generalId, `@${dan.username} 0`));
      const all = expectOk(await send(door, ada, generalId, '@here 1'));
      const eve = await recruit(stage, app().url, 'eve');
      await eve.connect();
      const gone = expectOk(await send(door, ada, generalId, `@${dan.username} gone`));
      const last = expectOk(await send(door, ben, generalId, `@${dan.username} 2`));
      expectOk(await remove(door, ada, gone.id));
      expectOk(await dan.rest('POST', `/channels/${generalId}/read`, { seq: all.seq }));
      const page = expectOk(await inbox(door, dan));
      expect(page).toEqual({
        items: [
          { channelId: generalId, message: last, read: false },
          { channelId: generalId, message: all, read: true },
          { channelId: generalId, message: old, read: true },
        ],
        before: null,
        after: null,
      });
      const first = expectOk(await inbox(door, dan, { limit: 2 }));
      expect(first).toEqual({ items: page.items.slice(0, 2), before: null, after: expect.any(String) });
      const second = expectOk(await inbox(door, dan, { limit: 2, after: first.after }));
      expect(second).toEqual({ items: page.items.slice(2), before: expect.any(String), after: null });
      expect(expectOk(await inbox(door, dan, { limit: 2, before: second.before })).items).toEqual(first.items);
      expect((await inbox(door, dan, { after: 'nonsense' })).error).toMatchObject({
        code: 'cursor.invalid',
        status: 400,
      });
      expect(expectOk(await inbox(door, eve)).items).toEqual([]); // both came before her
      dan.disconnect();
      eve.disconnect();
    });
  });

  it('S2-19 of over fifty who are named the first fifty are mentioned', async () => {
    const [one] = await app().database.read((reader) =>
      reader.query<Record<string, unknown>[]>('SELECT * FROM users WHERE id = ?', [ben.id]),
    );
    const users = Array.from({ length: 60 }, (_, n) => ({ id: nonce(), username: `crowd-${n}.` }));
    const columns = Object.keys(one!);
    const [member] = await app().database.read((reader) =>
      reader.query<Record<string, unknown>[]>('SELECT * FROM channel_members WHERE userId = ? AND channelId = ?', [
        ben.id,
        generalId,
      ]),
    );
    const insert = (table: string, row: Record<string, unknown>) =>
      app().database.write([], async ({ manager }) => {
        const names = Object.keys(row);
        const marks = names.map(() => '?').join();
        await manager.query(`INSERT INTO ${table} (${names.join()}) VALUES (${marks})`, Object.values(row));
      });
    expect(columns).toContain('email');
    for (const user of users) {
      await insert('users', { ...one, ...user, email: `${user.id}@example.org` });
      await insert('channel_members', { ...member, userId: user.id });
    }
    const unknown = Array.from({ length: 30 }, (_, n) => `@unknown-${n}`).join(' ');
    const sent = expectOk(
      await send('rest', ada, generalId, `${unknown} ${users.map(({ username }) => `@${username}`).join(', ')}`),
    );
    expect(sent.mentions.userIds).toEqual(users.slice(0, 50).map(({ id }) => id));
    expect(await rowsOf(sent.id)).toHaveLength(50);
  });

  it('in a set of messages each mentions its own, and a bad one harms no other', async () => {
    const dan = await recruit(stage, app().url, 'dan');
    const room = expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Set ${nonce()}` }));
    const answers = await Promise.all([
      send('socket', ada, generalId, `@${dan.username}`),
      send('rest', ada, room.id, `@${ben.username} @${dan.username}`),
      send('socket', cy, generalId, `@${dan.username}`),
      send('rest', ben, generalId, `@${ada.username} @channel`),
      send('socket', ada, generalId, '@channel'),
      send('rest', ada, generalId, '`@`'.repeat(3_000)),
    ]);
    expect(answers.map(({ ok, data, error }) => (ok ? data.mentions : error.code))).toEqual([
      { userIds: [dan.id], everyone: null },
      { userIds: [ben.id, dan.id], everyone: null },
      'not_found',
      { userIds: [ada.id], everyone: null },
      { userIds: [], everyone: 'channel' },
      NOBODY,
    ]);
    expect(await rowsOf(answers[1]!.data.id)).toHaveLength(2);
  });

  it('50 edits at once that add and take away leave rows that fit the body', async () => {
    const { id } = expectOk(await send('rest', ada, generalId, 'race'));
    const bodies = [`@${ben.username}`, 'nobody', '@channel', `@here @${ben.username}`];
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => edit(doors[n % 2]!, ada, id, `${bodies[n % 4]} ${n}`).then(expectOk)),
    );
    const { mentions, body } = expectOk(await ada.rest('GET', `/messages/${id}`));
    const { userIds, everyone } = mentions;
    expect(userIds).toEqual(body.includes(ben.username) ? [ben.id] : []);
    expect(everyone).toBe(body.includes('@channel') ? 'channel' : body.includes('@here') ? 'here' : null);
    expect((await rowsOf(id)).map(({ userId }) => userId)).toEqual(everyone ? ['*'] : userIds);
  });
});
