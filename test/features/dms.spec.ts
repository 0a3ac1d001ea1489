import { setTimeout as sleep } from 'node:timers/promises';
import { onEachDatabase } from '../support/app.js';
import { closeDm, historyOf, idsOf, listDms, mate, openDm, sayIn, sendDm, viewDm } from '../support/dms.js';
import { cast, doors, expectOk, nonce, type Cast, type Person } from '../support/people.js';

onEachDatabase((app) => {
  describe.each(doors)('conversations by %s', (door) => {
    let stage: Cast;
    let ada: Person, ben: Person, cy: Person, dan: Person;
    beforeAll(async () => {
      stage = await cast(app().url);
      ({ ada, ben, cy } = stage);
      dan = await mate(ada, stage.team.id, 'dan');
    });
    afterAll(() => [ada, ben, cy, dan].forEach((who) => who.disconnect()));
    beforeEach(() => [ada, ben, cy, dan].forEach((who) => who.forget()));

    it('S1-32 S2-02 S3-04 S3-46 S5-33 S2-19 the same people get the same conversation, however they are named', async () => {
      const dm = expectOk(await openDm(door, ada, { userIds: [ben.id] }));
      expect(dm).toMatchObject({
        channel: { kind: 'direct', teamId: null, visibility: 'private', hostId: ada.id, originMessageId: null },
        membership: { user: { id: ada.id }, role: 'member' },
        preferences: { closedSeq: null },
        ...{ seq: 0, counted: 0, unread: 0, lastMessage: null, origin: null },
      });
      const people = dm.channel.participants.map(({ username }: { username: string }) => username);
      expect(people.sort()).toEqual([ada.username, ben.username]);
      for (const who of [ada, ben]) expect(await who.hears('dm.opened')).toEqual({ channel: dm.channel });
      for (const [who, named] of [
        [ben, { userIds: [ada.id] }],
        [ada, { userIds: [ben.id, ben.id, ada.id] }],
        [ada, { usernames: [ben.username.toUpperCase()] }],
        [ben, { userIds: [ada.id], usernames: [ada.username, ben.username] }],
      ] as const)
        expect(expectOk(await openDm(door, who, named)).channel).toEqual(dm.channel);
      expect(expectOk(await viewDm(door, ada, dm.channel.id))).toEqual(dm);
      const group = expectOk(await openDm(door, ada, { userIds: [ben.id, dan.id] }));
      expect(group.channel.id).not.toBe(dm.channel.id); // with one person more it is another
      expect(group.channel.participants).toHaveLength(3);
      await dan.hears('dm.opened', ({ channel }) => channel.id === group.channel.id);
      const opened = ben.heard.filter(({ type, data }) => type === 'dm.opened' && data.channel.id === dm.channel.id);
      expect(opened).toHaveLength(1);
      expect(cy.heard).toEqual([]);
    });

    it('S2-02 S4-09 S4-35 S4-43 S2-06 S2-08 S2-10 S2-17 S2-18 S3-61 a message for people begins their conversation, once', async () => {
      const input = { usernames: [dan.username], body: 'Hi Dan!', nonce: nonce() };
      const sent = expectOk(await sendDm(door, ada, input));
      expect(sent).toMatchObject({ body: 'Hi Dan!', seq: 1, author: { id: ada.id, username: ada.username } });
      for (const who of [ada, dan]) expect(await who.hears('message.created')).toEqual(sent);
      expect(await dan.hears('dm.opened')).toMatchObject({ channel: { id: sent.channelId } });
      expect(expectOk(await sendDm(door, ada, input))).toEqual(sent);
      const answer = { userIds: [ada.id], body: 'Hi Ada!', nonce: nonce(), replyToId: sent.id };
      const reply = expectOk(await sendDm(door, dan, answer));
      expect(reply).toMatchObject({ channelId: sent.channelId, seq: 2, replyToId: sent.id, author: { id: dan.id } });
      const more = expectOk(await openDm(door, ada, { userIds: [dan.id], message: { body: 'third', nonce: nonce() } }));
      expect(more).toMatchObject({ seq: 3, lastMessage: { body: 'third' }, readMark: { seq: 3 }, unread: 0 });
      expect(expectOk(await viewDm(door, dan, sent.channelId))).toMatchObject({ seq: 3, unread: 1 });
      for (const forged of [{ sender_username: ben.username }, { author: ben.id }, { channelId: stage.general.id }])
        expect((await sendDm(door, ada, { ...input, nonce: nonce(), ...forged })).error).toMatchObject({
          code: 'validation.failed',
          fields: [{ field: Object.keys(forged)[0] }],
        });
      const elsewhere = { userIds: [ben.id], body: input.body, nonce: input.nonce };
      expect((await sendDm(door, ada, elsewhere)).error.code).toBe('message.nonce_reused');
      expect(cy.heard).toEqual([]);
    });

    it('S3-24 S3-47 S3-48 S3-49 S3-50 S3-51 S3-60 S4-48 S5-24 what is said in it can be read, edited and deleted', async () => {
      const { channel } = expectOk(await openDm(door, ben, { userIds: [dan.id] }));
      const first = expectOk(await sayIn(door, ben, channel.id, { body: 'first', nonce: nonce() }));
      const second = expectOk(await sayIn(door, dan, channel.id, { body: 'second', nonce: nonce() }));
      expect(await ben.hears('message.created', ({ id }) => id === second.id)).toEqual(second);
      const page = { items: [first, second], hasBefore: false, hasAfter: false };
      expect(expectOk(await historyOf(door, dan, channel.id))).toEqual(page);
      expectOk(await ben.rest('PATCH', `/messages/${first.id}`, { body: 'edited' }));
      expectOk(await dan.command('message.delete', { messageId: second.id }));
      expect(expectOk(await historyOf(door, ben, channel.id)).items).toMatchObject([
        { body: 'edited', version: 2 },
        { body: '', deletedAt: expect.any(String) },
      ]);
      await dan.hears('message.updated', ({ id }) => id === first.id);
      // In a conversation nobody stands above another.
      expect((await dan.rest('PATCH', `/messages/${first.id}`, { body: 'x' })).error.code).toBe('access.denied');
      expect((await dan.rest('DELETE', `/messages/${first.id}`)).error.code).toBe('access.denied');
      expect(cy.heard).toEqual([]);
    });

    it('S3-45 lists conversations, the newest activity first, by pages', async () => {
      const eva = await mate(ada, stage.team.id, 'eva');
      const made: { id: string; createdAt: string }[] = [];
      for (const userIds of [[], [ada.id], [ben.id], [ada.id, ben.id], [dan.id]])
        made.push(expectOk(await openDm(door, eva, { userIds })).channel);
      const age = ({ createdAt, id }: { createdAt: string; id: string }) => `${createdAt} ${id}`;
      const opened = made.sort((one, other) => (age(one) < age(other) ? 1 : -1)).map(({ id }) => id);
      expect(idsOf(expectOk(await listDms(door, eva)))).toEqual(opened);
      await sleep(300); // the clock is the database's, and only nearly known
      const said = expectOk(await sayIn(door, eva, opened[2]!, { body: 'up', nonce: nonce() }));
      const order = [opened[2]!, ...opened.filter((id) => id !== opened[2])];
      const all = expectOk(await listDms(door, eva));
      expect(idsOf(all)).toEqual(order);
      expect(all.items[0]).toEqual(expectOk(await viewDm(door, eva, opened[2]!)));
      expect(all.items[0].lastMessage).toEqual(said);
      const first = expectOk(await listDms(door, eva, { limit: 2 }));
      const second = expectOk(await listDms(door, eva, { limit: 2, after: first.after }));
      const third = expectOk(await listDms(door, eva, { limit: 2, after: second.after }));
      expect([first, second, third].map(idsOf)).toEqual([order.slice(0, 2), order.slice(2, 4), order.slice(4)]);
      expect(third.after).toBeNull();
      expect(idsOf(expectOk(await listDms(door, eva, { limit: 2, before: third.before })))).toEqual(order.slice(2, 4));
      expect((await listDms(door, eva, { after: 'nonsense' })).error.code).toBe('cursor.invalid');
      eva.disconnect();
    });

    it('S3-45 one that is closed, or in which nothing was said to one, shows again when something is', async () => {
      const fay = await mate(ada, stage.team.id, 'fay');
      const { channel } = expectOk(await openDm(door, fay, { userIds: [ben.id] }));
      const shows = async (who: Person, query = {}) =>
        idsOf(expectOk(await listDms(door, who, query))).includes(channel.id);
      expect([await shows(fay), await shows(ben), await shows(ben, { closed: true })]).toEqual([true, false, true]);
      const say = (who: Person) => sayIn(door, who, channel.id, { body: 'hello', nonce: nonce() }).then(expectOk);
      await say(fay);
      expect(await shows(ben)).toBe(true);
      const closed = expectOk(await closeDm(door, ben, channel.id));
      expect(closed).toMatchObject({ channelId: channel.id, closedSeq: 1 });
      expect(await ben.hears('dm.closed')).toEqual(closed);
      expect([await shows(ben), await shows(fay), await shows(ben, { closed: true })]).toEqual([false, true, true]);
      expect(expectOk(await closeDm(door, ben, channel.id, true))).toEqual(closed); // no change, no fact
      await say(fay);
      expect(await shows(ben)).toBe(true);
      expectOk(await closeDm(door, ben, channel.id, true));
      const shown = expectOk(await closeDm(door, ben, channel.id, false));
      expect([shown.closedSeq, await shows(ben)]).toEqual([null, true]);
      expectOk(await closeDm(door, ben, channel.id, true));
      const again = expectOk(await openDm(door, ben, { userIds: [fay.id] }));
      expect([again.preferences.closedSeq, await shows(ben)]).toEqual([null, true]);
      await ben.hears('dm.closed', ({ version }) => version === again.preferences.version);
      const told = ben.heard.filter(({ type }) => type === 'dm.closed').map(({ data }) => data.version);
      expect(told).toEqual([1, 2, 3, 4, 5]);
      expect(fay.heard.filter(({ type }) => type === 'dm.closed')).toEqual([]); // it is one's own business
      fay.disconnect();
    });

    it('S5-34 what was said to somebody who was away is there in order when they come back', async () => {
      const gil = await mate(ada, stage.team.id, 'gil');
      const known = expectOk(await gil.command('sync', {})).streams;
      const positions = Object.fromEntries(
        Object.entries<{ position: number }>(known).map(([stream, { position }]) => [stream, position]),
      );
      gil.disconnect();
      const bodies = ['one', 'two', 'three'];
      let channelId = '';
      for (const body of bodies)
        ({ channelId } = expectOk(await sendDm(door, ada, { userIds: [gil.id], body, nonce: nonce() })));
      await gil.connect();
      const { streams } = expectOk(await gil.command('sync', { positions, discover: true }));
      const { channel } = expectOk(await viewDm(door, gil, channelId));
      expect(streams[`user:${gil.id}`].events).toMatchObject([{ type: 'dm.opened', data: { channel } }]);
      expect(streams[`channel:${channelId}`]).toMatchObject({
        status: 'snapshot',
        data: { channel, seq: 3, counted: 3, readMark: { seq: 0 }, preferences: { closedSeq: 0 } },
      });
      const page = expectOk(await historyOf(door, gil, channelId));
      expect(page.items.map(({ body }: { body: string }) => body)).toEqual(bodies);
      gil.disconnect();
    });

    it('copes with what is only for rooms', async () => {
      const { channel } = expectOk(await openDm(door, ada, { userIds: [ben.id] }));
      const { id } = channel;
      for (const answer of [
        await ada.rest('PATCH', `/channels/${id}`, { name: 'Ours' }),
        await ada.rest('POST', `/channels/${id}/archive`, {}),
        await ada.rest('POST', `/channels/${id}/leave`),
        await ada.rest('POST', `/channels/${id}/join`),
        await ada.rest('POST', `/channels/${id}/members`, { userId: dan.id }),
        await ada.rest('PATCH', `/channels/${id}/members/${ben.id}`, { role: 'host' }),
        await ada.rest('DELETE', `/channels/${id}/members/${ben.id}`),
        await ada.rest('DELETE', `/channels/${id}`),
        await viewDm(door, ada, stage.general.id),
        await closeDm(door, ada, stage.general.id),
      ])
        expect(answer.error).toMatchObject({ code: 'channel.kind_unsupported', status: 409 });
      expect(idsOf(expectOk(await ada.command('channel.list', {})))).not.toContain(id);
      const opened = expectOk(await ben.rest('GET', `/channels/${id}?include=messages,members`));
      expect(opened.channel).toEqual(channel);
      expect(opened.members.items).toHaveLength(2);
      expect(expectOk(await ben.rest('PATCH', '/me', { lastChannelId: id })).lastChannelId).toBe(id);
    });
  });

  it('S3-45 asks the database no more often for twelve conversations than for two', async () => {
    const { ada, ben, cy, team, general } = await cast(app().url);
    const [dan, eva] = [await mate(ada, team.id, 'dan'), await mate(ada, team.id, 'eva')];
    const said = expectOk(
      await ada.rest('POST', `/channels/${general.id}/messages`, { body: 'cause', nonce: nonce() }),
    );
    for (const userIds of [[], [ben.id], [dan.id], [ben.id, dan.id], [ben.id, eva.id], [dan.id, eva.id]])
      for (const originMessageId of [undefined, said.id])
        expectOk(await openDm('rest', ada, { userIds, originMessageId, message: { body: 'x', nonce: nonce() } }));
    const asked = async (limit: number) => {
      const { database } = app();
      const snapshot = database.snapshot.bind(database);
      let ours: string[] = [];
      database.snapshot = (work) =>
        snapshot(async (reader) => {
          const runner = reader.queryRunner!;
          const query = runner.query.bind(runner) as typeof runner.query;
          const queries: string[] = [];
          runner.query = ((...statement: Parameters<typeof query>) => {
            queries.push(statement[0]);
            return query(...statement);
          }) as typeof query;
          try {
            return await work(reader);
          } finally {
            runner.query = query;
            if (queries[0]?.includes(`'direct'`)) ours = queries; // others look at the same time, for heads
          }
        });
      try {
        expect(expectOk(await listDms('rest', ada, { limit })).items).toHaveLength(limit);
      } finally {
        database.snapshot = snapshot;
      }
      return ours.length;
    };
    const forTwo = await asked(2);
    expect(forTwo).toBeGreaterThan(2);
    expect(await asked(12)).toBe(forTwo);
    for (const who of [ada, ben, cy, dan, eva]) who.disconnect();
  });

  it('S5-33 of fifty who open it at once by both doors all get one, and each of its people is told once', async () => {
    const { ada, ben, cy, team } = await cast(app().url);
    const people = [ada, ben, await mate(ada, team.id, 'dan'), await mate(ada, team.id, 'eva')];
    const named = { userIds: people.map(({ id }) => id) };
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => openDm(doors[n % 2]!, people[n % people.length]!, named)),
    );
    const [id, ...others] = new Set(answers.map((answer) => expectOk(answer).channel.id as string));
    expect(others).toEqual([]);
    for (const who of people) {
      await who.hears('dm.opened', undefined, 10_000);
      expectOk(await listDms('socket', who));
    }
    await sleep(200);
    for (const who of people) expect(who.heard.filter(({ type }) => type === 'dm.opened')).toHaveLength(1);
    const rows: unknown[] = await app().database.read((reader) =>
      reader.query(`SELECT c.id FROM channels c WHERE c.kind = 'direct' AND c.hostId IN (?,?,?,?)`, named.userIds),
    );
    expect(rows).toEqual([{ id }]);
    const members: unknown[] = await app().database.read((reader) =>
      reader.query('SELECT userId FROM channel_members WHERE channelId = ? ORDER BY userId', [id]),
    );
    expect(members).toEqual([...named.userIds].sort().map((userId) => ({ userId })));
    expect(cy.heard).toEqual([]);
    for (const who of [...people, cy]) who.disconnect();
  });
});
