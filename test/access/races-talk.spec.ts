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

/** Rights that end while they are used, in conversations. */
onEachDatabase((app) => {
  let stage: Cast, teamPath: string;
  let ada: Person, ben: Person;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben } = stage);
    teamPath = `/teams/${stage.team.id}`;
  });
  afterAll(() => [ada, ben, stage.cy].forEach((who) => who.disconnect()));

  const query = <T>(sql: string, values: unknown[]): Promise<T[]> =>
    app().database.read((reader) => reader.query(sql, values));
  const room = async (visibility = 'public'): Promise<string> =>
    expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Race ${nonce()}`, visibility })).id;
  const send = (door: Door, who: Person, channelId: string): Promise<Answer> =>
    door === 'socket'
      ? who.command('message.send', { channelId, body: 'x', nonce: nonce() })
      : who.rest('POST', `/channels/${channelId}/messages`, { body: 'x', nonce: nonce() });
  const times = <T>(count: number, act: (n: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, n) => act(n)));

  /** What of Ben's is stored: texts that he said here, and emoji that he put on what is said here. */
  const stored = async (channelId: string): Promise<string[]> => {
    const rows = await query<{ id: string }>(
      `SELECT id FROM messages WHERE channelId = ? AND authorId = ? AND kind = 'text'
       UNION ALL SELECT CONCAT(r.id, r.version) AS id FROM reactions r JOIN messages m ON m.id = r.messageId WHERE m.channelId = ? AND r.userId = ?`,
      [channelId, ben.id, channelId, ben.id],
    );
    return rows.map(({ id }) => id).toSorted();
  };

  /** 50 acts of Ben's with what ends his right to them among them: whoever hears that it is done finds nothing stored later. */
  async function race(
    channelId: string,
    act: (n: number) => Promise<Answer>,
    end: () => Promise<Answer>,
    refusals: string[],
  ) {
    const first = times(20, act);
    const ended = end();
    const second = times(30, (n) => act(n + 20));
    expectOk(await ended);
    const frozen = await stored(channelId);
    const answers = [...(await first), ...(await second), await act(50)];
    expect(await stored(channelId)).toEqual(frozen);
    expect(answers.at(-1)!.ok).toBe(false);
    const refused = new Set(answers.flatMap(({ ok, error }) => (ok ? [] : error.code)));
    expect(refusals).toEqual(expect.arrayContaining([...refused]));
  }

  const endings: Record<string, { end: (channelId: string) => Promise<Answer>; back: () => Promise<unknown> }> = {
    'banned from the channel': {
      end: (id) => ada.rest('POST', `/channels/${id}/bans`, { userId: ben.id }),
      back: () => Promise.resolve(),
    },
    'removed from the channel': {
      end: (id) => ada.rest('DELETE', `/channels/${id}/members/${ben.id}`),
      back: () => Promise.resolve(),
    },
    'banned from the team': {
      end: () => ada.rest('POST', `${teamPath}/bans`, { userId: ben.id }),
      back: async () => {
        expectOk(await ada.rest('DELETE', `${teamPath}/bans/${ben.id}`));
        expectOk(await ada.rest('POST', `${teamPath}/members`, { userId: ben.id }));
      },
    },
  };
  const refusals = ['access.denied', 'not_found'];

  describe.each(Object.entries(endings))('who is %s', (_, { end, back }) => {
    afterEach(back);

    it('says nothing more there', async () => {
      const id = await room();
      expectOk(await send('socket', ben, id)); // from here on the standing is in the cache
      await race(
        id,
        (n) => send(doors[n % 2]!, ben, id),
        () => end(id),
        refusals,
      );
    });

    it('says nothing more in a thread of it', async () => {
      const id = await room();
      const root = expectOk(await send('rest', ada, id));
      const { channelId } = expectOk(await ben.rest('POST', `/messages/${root.id}/thread`));
      expectOk(await send('socket', ben, channelId));
      await race(
        channelId,
        (n) => send(doors[n % 2]!, ben, channelId),
        () => end(id),
        refusals,
      );
      const followers = await query<{ userId: string }>(
        `SELECT userId FROM channel_members WHERE channelId = ? AND state = 'joined'`,
        [channelId],
      );
      expect(followers.map(({ userId }) => userId)).toEqual([ada.id]);
    });

    it('reacts to nothing more there', async () => {
      const id = await room();
      const { id: messageId } = expectOk(await send('rest', ada, id));
      const emoji = (n: number) => String.fromCodePoint(0x1f600 + (n % 20));
      await race(
        id,
        (n) =>
          n % 2
            ? ben.command('reaction.add', { messageId, emoji: emoji(n) })
            : ben.rest('PUT', `/messages/${messageId}/reactions/${encodeURIComponent(emoji(n))}`),
        () => end(id),
        refusals,
      );
      const [row] = await query<{ counted: number; reactionCount: number }>(
        `SELECT m.reactionCount, (SELECT COUNT(*) FROM reactions r WHERE r.messageId = m.id AND r.removedAt IS NULL) AS counted
         FROM messages m WHERE m.id = ?`,
        [messageId],
      );
      expect(Number(row!.counted)).toBe(Number(row!.reactionCount));
    });
  });

  it('S3-05 of 25 who let somebody in and 25 bans at once the bans stand', async () => {
    for (let round = 0; round < 3; round++) {
      const id = await room('request');
      const eve = await person(app().url, 'eve');
      expectOk(await ada.rest('POST', `${teamPath}/members`, { userId: eve.id }));
      const { id: requestId } = expectOk(await eve.rest('POST', `/channels/${id}/join-requests`, {}));
      const answers = await times(50, (n) =>
        n % 2
          ? ada.rest('POST', `/channels/${id}/bans`, { userId: eve.id })
          : ada.rest('POST', `/channels/${id}/join-requests/${requestId}/approve`),
      );
      for (const { ok, error } of answers)
        if (!ok) expect(['channel.banned', 'join_request.closed']).toContain(error.code);
      expect((await eve.rest('GET', `/channels/${id}`)).error.code).toBe('not_found');
      expect((await send('rest', eve, id)).error.code).toBe('not_found');
      const bans = expectOk(await ada.rest('GET', `/channels/${id}/bans`)).items;
      expect(bans.map(({ user }: { user: { id: string } }) => user.id)).toEqual([eve.id]);
      const members = expectOk(await ada.rest('GET', `/channels/${id}/members`)).items;
      expect(members.map(({ user }: { user: { id: string } }) => user.id)).toEqual([ada.id]);
    }
  });

  it('S3-33 of 50 who hand a channel over at once one is its host', async () => {
    const id = await room();
    const friends = await times(4, (n) => person(app().url, `host${n}`));
    for (const { id: userId } of friends)
      expectOk(await ada.rest('POST', `${teamPath}/members`, { userId, role: 'admin' }));
    const everybody = [ada, ...friends];
    const answers = await times(50, (n) =>
      everybody[n % 5]!.rest('PATCH', `/channels/${id}/members/${everybody[(n * 3 + 1) % 5]!.id}`, { role: 'host' }),
    );
    for (const answer of answers) expectOk(answer);
    const hosts = await query<{ userId: string }>(
      `SELECT userId FROM channel_members WHERE channelId = ? AND state = 'joined' AND role = 'host'`,
      [id],
    );
    expect(hosts).toHaveLength(1);
    const { channel } = expectOk(await ada.rest('GET', `/channels/${id}`));
    expect(channel.hostId ?? channel.host.id).toBe(hosts[0]!.userId);
  });

  it('S4-04 roles that 50 give at once are as high as somebody could give them, and none above', async () => {
    const admin = await person(app().url, 'admin');
    const dan = await person(app().url, 'dan');
    expectOk(await ada.rest('POST', `${teamPath}/members`, { userId: admin.id, role: 'admin' }));
    expectOk(await ada.rest('POST', `${teamPath}/members`, { userId: dan.id }));
    const roles = ['guest', 'student', 'member', 'teacher', 'moderator', 'admin'];
    const path = `${teamPath}/members/${dan.id}`;
    const answers = await times(50, (n) => (n % 2 ? admin : ada).rest('PATCH', path, { role: roles[n % 6] }));
    for (const { ok, error } of answers) if (!ok) expect(error.code).toBe('team.role_too_high');
    const log = await query<{ position: number; type: string; subjectId: string }>(
      'SELECT position, type, subjectId FROM changes WHERE stream = ? ORDER BY position',
      [`team:${stage.team.id}`],
    );
    const told = log.filter(({ type, subjectId }) => type === 'team.member.updated' && subjectId.endsWith(dan.id));
    const [row] = await query<{ version: number; role: string }>(
      'SELECT version, role FROM team_members WHERE teamId = ? AND userId = ?',
      [stage.team.id, dan.id],
    );
    expect(Number(row!.version)).toBe(1 + told.length); // each change is told once
    expect(roles).toContain(row!.role);
    const general = expectOk(await dan.rest('GET', `/channels/${stage.general.id}`));
    expect(general.membership).not.toBeNull(); // a guest stays where they were
  });

  it('S2-12 who shares no team any more is refused at once in a DM, also where they just said something', async () => {
    const fay = await person(app().url, 'fay');
    expectOk(await ada.rest('POST', `${teamPath}/members`, { userId: fay.id }));
    await fay.connect();
    const { channel } = expectOk(await fay.rest('POST', '/dms', { userIds: [ben.id] }));
    for (const who of [fay, ben]) expectOk(await send('rest', who, channel.id));
    expectOk(await fay.rest('DELETE', `${teamPath}/members/${fay.id}`));
    for (const door of doors)
      for (const who of [fay, ben])
        expect((await send(door, who, channel.id)).error).toMatchObject({ code: 'dm.no_shared_team', status: 403 });
    expect(expectOk(await fay.rest('GET', `/dms/${channel.id}/messages`)).items).toHaveLength(2);
    fay.disconnect();
  });
});
