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

/** A line of the change log. */
interface Logged {
  position: number;
  type: string;
  subjectId: string;
}

onEachDatabase((app) => {
  let stage: Cast, teamPath: string;
  let ada: Person, ben: Person;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben } = stage);
    teamPath = `/teams/${stage.team.id}/members`;
  });
  afterAll(() => [ada, ben, stage.cy].forEach((who) => who.disconnect()));

  const logOf = (stream: string): Promise<Logged[]> =>
    app().database.read((reader) =>
      reader.query('SELECT position, type, subjectId FROM changes WHERE stream = ? ORDER BY position', [stream]),
    );
  /** The messages of Ben's in a channel's log, and those of them past the newest fact of this type. */
  async function sentBy(channelId: string, type: string): Promise<{ all: string[]; past: string[] }> {
    const log = await logOf(`channel:${channelId}`);
    const end = log.findLast((one) => one.type === type)?.position ?? Infinity;
    const rows: { id: string }[] = await app().database.read((reader) =>
      reader.query(`SELECT id FROM messages WHERE authorId = ? AND channelId = ? AND kind = 'text'`, [
        ben.id,
        channelId,
      ]),
    );
    const his = new Set(rows.map(({ id }) => id));
    const sent = log.filter((one) => one.type === 'message.created' && his.has(one.subjectId));
    return {
      all: sent.map(({ subjectId }) => subjectId),
      past: sent.filter(({ position }) => position > end).map(({ subjectId }) => subjectId),
    };
  }

  const send = (door: Door, channelId: string, body: string): Promise<Answer> =>
    door === 'socket'
      ? ben.command('message.send', { channelId, body, nonce: nonce() })
      : ben.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() });

  /** 50 sends of Ben's by both doors, with what ends his right to send somewhere among them. Whoever hears that it is done finds nothing stored later. */
  async function race(end: (channelId: string) => Promise<Answer>, refusals: string[]): Promise<void> {
    const { id } = expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Race ${nonce()}` }));
    const early = expectOk(await send('rest', id, 'from here on the standing is in the cache'));
    const some = (count: number) => Array.from({ length: count }, (_, n) => send(doors[n % 2]!, id, `${n}`));
    const first = some(15);
    const ended = end(id);
    const second = some(20);
    await Promise.race([ended, ...second]);
    const third = some(15);
    expectOk(await ended);
    const frozen = (await sentBy(id, 'channel.member.removed')).all;
    const answers = await Promise.all([...first, ...second, ...third, ...some(2)]);
    const { all, past } = await sentBy(id, 'channel.member.removed');
    expect(past).toEqual([]);
    expect(all).toEqual(frozen);
    const acked = answers.filter(({ ok }) => ok).map(({ data }) => data.id as string);
    expect(all.toSorted()).toEqual([early.id, ...acked].toSorted()); // what was refused is not stored
    const refused = answers.filter(({ ok }) => !ok).map(({ error }) => error.code);
    expect(refused.length).toBeGreaterThanOrEqual(2);
    expect(refusals).toEqual(expect.arrayContaining([...new Set(refused)]));
  }

  it.each([1, 2, 3, 4, 5])('who is removed from a channel stores nothing past that point of the log, round %i', () =>
    race((id) => ada.rest('DELETE', `/channels/${id}/members/${ben.id}`), ['access.denied']),
  );

  it.each([1, 2, 3, 4, 5])('who is removed from the team stores nothing in any channel of it, round %i', async () => {
    await race(() => ada.rest('DELETE', `${teamPath}/${ben.id}`), ['not_found']);
    expectOk(await ada.rest('POST', teamPath, { userId: ben.id }));
  });

  it.each([1, 2, 3])('nothing is stored past the archiving of a channel, round %i', () =>
    race((id) => ada.rest('POST', `/channels/${id}/archive`), ['channel.archived']),
  );

  it.each([1, 2, 3])('nothing is stored past the end of a channel, round %i', async () => {
    const { id } = expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Race ${nonce()}` }));
    const first = Array.from({ length: 25 }, (_, n) => send(doors[n % 2]!, id, `${n}`));
    const ended = ada.rest('DELETE', `/channels/${id}`);
    const second = Array.from({ length: 25 }, (_, n) => send(doors[n % 2]!, id, `${n}`));
    expectOk(await ended);
    for (const { ok, error } of await Promise.all([...first, ...second])) if (!ok) expect(error.code).toBe('not_found');
    const [{ count }] = await app().database.read((reader) =>
      reader.query('SELECT COUNT(*) AS count FROM messages WHERE channelId = ?', [id]),
    );
    expect(Number(count)).toBe(0);
  });

  it.each(doors)('who is no admin any more has changed nothing past that point of the log, by %s', async (door) => {
    for (let round = 0; round < 5; round++) {
      expectOk(await ada.rest('PATCH', `${teamPath}/${ben.id}`, { role: 'admin' }));
      const update = (n: number) =>
        door === 'rest'
          ? ben.rest('PATCH', `/teams/${stage.team.id}`, { description: `${round} ${n} ${nonce()}` })
          : ben.command('team.update', { teamId: stage.team.id, description: `${round} ${n} ${nonce()}` });
      const before = Array.from({ length: 8 }, (_, n) => update(n));
      const demoted = ada.rest('PATCH', `${teamPath}/${ben.id}`, { role: 'member' });
      const after = Array.from({ length: 12 }, (_, n) => update(n));
      expectOk(await demoted);
      const answers = await Promise.all([...before, ...after]);
      for (const { ok, error } of answers)
        if (!ok) expect(error).toMatchObject({ code: 'access.denied', permission: 'team.update' });
      const log = await logOf(`team:${stage.team.id}`);
      const end = log.findLast(({ type }) => type === 'team.member.updated')!.position;
      expect(log.filter(({ type, position }) => type === 'team.updated' && position > end)).toEqual([]);
    }
  });

  it('of 50 racing demotions and departures a team keeps an owner', async () => {
    const owners = await Promise.all(Array.from({ length: 6 }, (_, n) => person(app().url, `owner${n}`)));
    const team = expectOk(await owners[0]!.rest('POST', '/teams', { name: 'Many owners' }));
    const path = `/teams/${team.id}/members`;
    for (const who of owners.slice(1)) expectOk(await owners[0]!.rest('POST', path, { userId: who.id, role: 'owner' }));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => {
        const who = owners[n % owners.length]!;
        return n % 2
          ? who.rest('DELETE', `${path}/${who.id}`)
          : who.rest('PATCH', `${path}/${who.id}`, { role: 'member' });
      }),
    );
    for (const { ok, error } of answers)
      if (!ok) expect(['team.last_owner', 'not_found', 'access.denied']).toContain(error.code);
    const [{ count }] = await app().database.read((reader) =>
      reader.query(
        `SELECT COUNT(*) AS count FROM team_members WHERE teamId = ? AND state = 'joined' AND role = 'owner'`,
        [team.id],
      ),
    );
    expect(Number(count)).toBe(1);
  });

  it('an admin who is being demoted makes nobody an admin by it', async () => {
    for (let round = 0; round < 5; round++) {
      expectOk(await ada.rest('PATCH', `${teamPath}/${ben.id}`, { role: 'admin' }));
      const friends = await Promise.all([0, 1, 2, 3].map((n) => person(app().url, `friend${n}`)));
      const [demoted, ...added] = await Promise.all([
        ada.rest('PATCH', `${teamPath}/${ben.id}`, { role: 'member' }),
        ...friends.map((friend) => ben.rest('POST', teamPath, { userId: friend.id, role: 'moderator' })),
      ]);
      expectOk(demoted!);
      const log = await logOf(`team:${stage.team.id}`);
      const end = log.findLast(
        ({ type, subjectId }) => type === 'team.member.updated' && subjectId.endsWith(ben.id),
      )!.position;
      expect(log.filter(({ type, position }) => type === 'team.member.joined' && position > end)).toEqual([]);
      for (const { ok, error } of added) if (!ok) expect(['access.denied', 'team.role_too_high']).toContain(error.code);
    }
  });

  it('who leaves a channel while a message of theirs is edited has edited nothing past that point', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Race ${nonce()}` }));
      const { id: messageId } = expectOk(
        await ben.rest('POST', `/channels/${id}/messages`, { body: 'mine', nonce: nonce() }),
      );
      const edits = Array.from({ length: 10 }, (_, n) => ben.rest('PATCH', `/messages/${messageId}`, { body: `${n}` }));
      const removed = ada.rest('DELETE', `/channels/${id}/members/${ben.id}`);
      const more = Array.from({ length: 10 }, (_, n) => ben.command('message.edit', { messageId, body: `later ${n}` }));
      expectOk(await removed);
      await Promise.all([...edits, ...more]);
      const log = await logOf(`channel:${id}`);
      const end = log.findLast(({ type }) => type === 'channel.member.removed')!.position;
      expect(log.filter(({ type, position }) => type === 'message.updated' && position > end)).toEqual([]);
    }
  });

  it('one invitation for one lets one of 20 in', async () => {
    const crowd = await Promise.all(Array.from({ length: 20 }, (_, n) => person(app().url, `c${n}`)));
    const { code } = expectOk(await ada.rest('POST', `/teams/${stage.team.id}/invitations`, { maxUses: 1 }));
    const answers = await Promise.all(crowd.map((who) => who.rest('POST', `/invitations/${code}/accept`)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter(({ ok, error }) => !ok && error.code === 'invitation.used_up')).toHaveLength(19);
  });

  it('an ended session’s socket is closed, and nothing of it is taken afterwards', async () => {
    const dan = await person(app().url, 'dan');
    expectOk(await ada.rest('POST', teamPath, { userId: dan.id }));
    await dan.connect();
    const { items } = expectOk(await dan.rest('GET', '/auth/sessions'));
    expectOk(await dan.rest('DELETE', `/auth/sessions/${items[0].id}`));
    const log = async () => (await logOf(`channel:${stage.general.id}`)).length;
    const closed = new Promise<void>((resolve) => {
      if (!dan.socket!.connected) resolve();
      dan.socket!.once('disconnect', () => resolve());
    });
    await closed;
    const length = await log();
    for (const call of [
      dan.rest('POST', `/channels/${stage.general.id}/messages`, { body: 'late', nonce: nonce() }),
      dan.rest('GET', '/me'),
    ])
      expect((await call).error.code).toBe('auth.session_ended');
    await expect(dan.connect()).rejects.toMatchObject({ data: { code: 'auth.session_ended' } });
    expect(await log()).toBe(length);
    dan.disconnect();
  });
});
