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

/** The commands about members by either door. */
const act =
  (name: string) =>
  (door: Door, who: Person, channelId: string): Promise<Answer> =>
    door === 'rest'
      ? who.rest('POST', `/channels/${channelId}/${name}`)
      : who.command(`channel.${name}`, { channelId });
const join = act('join');
const leave = act('leave');
const list = (door: Door, who: Person, channelId: string, page: Record<string, unknown> = {}): Promise<Answer> =>
  door === 'rest'
    ? who.rest('GET', `/channels/${channelId}/members?${new URLSearchParams(page as Record<string, string>)}`)
    : who.command('channel.member.list', { channelId, ...page });
const add = (door: Door, who: Person, channelId: string, input: object): Promise<Answer> =>
  door === 'rest'
    ? who.rest('POST', `/channels/${channelId}/members`, input)
    : who.command('channel.member.add', { channelId, ...input });
const give = (door: Door, who: Person, channelId: string, userId: string, role: string): Promise<Answer> =>
  door === 'rest'
    ? who.rest('PATCH', `/channels/${channelId}/members/${userId}`, { role })
    : who.command('channel.member.update', { channelId, userId, role });
const remove = (door: Door, who: Person, channelId: string, userId: string, reason?: string): Promise<Answer> =>
  door === 'rest'
    ? who.rest(
        'DELETE',
        `/channels/${channelId}/members/${userId}${reason ? `?reason=${encodeURIComponent(reason)}` : ''}`,
      )
    : who.command('channel.member.remove', { channelId, userId, ...(reason ? { reason } : {}) });
const send = async (who: Person, channelId: string) =>
  expectOk(await who.rest('POST', `/channels/${channelId}/messages`, { body: 'hello', nonce: nonce() }));
const timeline = async (who: Person, channelId: string) => {
  const { items } = expectOk(await who.rest('GET', `/channels/${channelId}/messages`));
  return items.filter(({ kind }: any) => kind === 'system').map(({ body }: any) => JSON.parse(body));
};

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, dee: Person, gus: Person, teamId: string;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    teamId = stage.team.id;
    [dee, gus] = (await Promise.all([person(app().url, 'dee'), person(app().url, 'gus')])) as [Person, Person];
    await Promise.all([dee.connect(), gus.connect()]);
    expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: dee.id }));
    expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: gus.id, role: 'guest' }));
  });
  afterAll(() => [ada, ben, cy, dee, gus].forEach((who) => who.disconnect()));
  beforeEach(() => [ada, ben, cy, dee, gus].forEach((who) => who.forget()));

  const made = async (visibility: 'public' | 'private', who = ada) =>
    expectOk(await who.rest('POST', '/channels', { teamId, name: 'Room', visibility }));
  const roles = async (who: Person, channelId: string): Promise<Record<string, string>> => {
    const { items } = expectOk(await list('rest', who, channelId));
    return Object.fromEntries(items.map(({ user, role }: any) => [user.displayName, role]));
  };
  const hostOf = async (who: Person, channelId: string) =>
    expectOk(await who.rest('GET', `/channels/${channelId}`)).channel.hostId;

  describe.each(doors)('members by %s', (door) => {
    it('S1-14 S1-23 S3-32 S3-33 who leaves hears nothing more, who joins hears again; both stand in the timeline', async () => {
      expect(cy.socket?.connected).toBe(true);
      const { id } = await made('public');
      const gone = expectOk(await leave(door, ben, id));
      expect(gone).toMatchObject({ channelId: id, userId: ben.id, version: 2 });
      expect(await ada.hears('channel.member.left', ({ channelId }) => channelId === id)).toEqual(gone);
      expect(await ben.hears('channel.member.left', ({ channelId }) => channelId === id)).toEqual(gone);
      ben.forget();
      await send(ada, id);
      await ada.hears('message.created', ({ channelId, kind }) => channelId === id && kind === 'text');
      await sleep(100);
      expect(ben.heard).toEqual([]);
      expect((await ben.rest('POST', `/channels/${id}/messages`, { body: 'x', nonce: nonce() })).error.code).toBe(
        'access.denied',
      );
      const member = expectOk(await join(door, ben, id));
      expect(member).toMatchObject({ channelId: id, user: { id: ben.id }, role: 'member', version: 3 });
      expect(await ada.hears('channel.member.joined', ({ channelId }) => channelId === id)).toEqual(member);
      expect(await ben.hears('channel.member.joined', ({ channelId }) => channelId === id)).toEqual(member);
      expect(expectOk(await join(door, ben, id))).toEqual(member); // no change, no fact
      const message = await send(ada, id);
      await ben.hears('message.created', (data) => data.id === message.id);
      expect(await timeline(ben, id)).toEqual([
        { event: 'member_left', userId: ben.id },
        { event: 'member_joined', userId: ben.id },
      ]);
      expect(expectOk(await ben.rest('GET', `/channels/${id}`))).toMatchObject({ unread: 1 }); // the timeline counts for nobody
      expect(ada.heard.filter(({ type }) => type === 'channel.member.joined')).toHaveLength(1);
      expect(cy.heard).toEqual([]);
    });

    it('S3-32 a private channel, an outsider, a guest: no way in by oneself', async () => {
      const hidden = await made('private');
      const listed = await made('public');
      for (const [who, channel] of [
        [ben, hidden],
        [cy, hidden],
        [cy, listed],
        [gus, listed],
      ] as const) {
        expect((await join(door, who, channel.id)).error).toMatchObject({ code: 'not_found', status: 404 });
      }
    });

    it('S4-15 any member brings somebody of the team into a private channel, by id or username', async () => {
      const { id } = await made('private');
      const member = expectOk(await add(door, ada, id, { username: ben.username.toUpperCase() }));
      expect(member).toMatchObject({ user: { id: ben.id }, role: 'member' });
      expect(await ben.hears('channel.member.joined', ({ channelId }) => channelId === id)).toEqual(member);
      expect(expectOk(await add(door, ada, id, { userId: ben.id }))).toEqual(member);
      expectOk(await add(door, ben, id, { userId: gus.id }));
      const message = await send(ada, id);
      await gus.hears('message.created', (data) => data.id === message.id);
      expect((await add(door, ben, id, { userId: cy.id })).error.code).toBe('not_found');
      expect((await add(door, ben, id, { username: 'nobody-at-all' })).error.code).toBe('not_found');
      expect((await add(door, dee, id, { userId: dee.id })).error.code).toBe('not_found');
      expect((await add(door, ada, id, {})).error.fields?.map(({ field }) => field)).toEqual(['userId', 'username']);
      expect((await add(door, ada, id, { userId: ben.id, role: 'host' })).error.fields).toMatchObject([
        { field: 'role', rule: 'unknown' },
      ]);
      expect(await timeline(gus, id)).toEqual([
        { event: 'member_added', userId: ben.id },
        { event: 'member_added', userId: gus.id },
      ]);
      expect(await roles(gus, id)).toEqual({ ada: 'host', ben: 'member', gus: 'member' });
      expect((await list(door, dee, id)).error.code).toBe('not_found');
      expect((await list(door, cy, id)).error.code).toBe('not_found');
      await sleep(50);
      for (const who of [cy, dee]) expect(who.heard).toEqual([]);
    });

    it('S4-15 members come in pages', async () => {
      const { id } = await made('public');
      const seen: string[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const limit = door === 'rest' ? '2' : 2;
        const page = expectOk(await list(door, ben, id, { limit, ...(after ? { after } : {}) }));
        expect(page.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.items.map(({ user }: any) => user.id));
        ({ after } = page);
      }
      expect(seen.length).toBe(3);
      expect(new Set(seen)).toEqual(new Set([ada.id, ben.id, dee.id]));
      expect((await list(door, ben, id, { after: 'nonsense' })).error.code).toBe('cursor.invalid');
    });

    it('S3-06 S3-36 the host removes somebody, who hears the last of it and then nothing', async () => {
      const { id } = await made('private');
      expectOk(await add(door, ada, id, { userId: ben.id }));
      expectOk(await add(door, ada, id, { userId: dee.id }));
      expect((await remove(door, ben, id, dee.id)).error).toMatchObject({
        code: 'access.denied',
        permission: 'channel.member.remove',
      });
      expect((await remove(door, cy, id, dee.id)).error.code).toBe('not_found');
      ben.forget();
      const gone = expectOk(await remove(door, ada, id, ben.id, 'Too loud'));
      for (const who of [ben, dee]) expect(await who.hears('channel.member.removed')).toEqual(gone);
      await send(ada, id);
      await dee.hears('message.created', ({ channelId, kind }) => channelId === id && kind === 'text');
      await sleep(100);
      expect(ben.heard.map(({ stream, type }) => `${stream} ${type}`)).toEqual([
        `user:${ben.id} channel.member.removed`,
      ]);
      expect((await ben.rest('GET', `/channels/${id}`)).status).toBe(404);
      expect((await remove(door, ada, id, ben.id)).error.code).toBe('not_found');
      expect((await remove(door, ada, id, ada.id)).error.code).toBe('channel.host_required');
      expect((await timeline(dee, id)).at(-1)).toEqual({ event: 'member_removed', userId: ben.id, reason: 'Too loud' });
      expect(cy.heard).toEqual([]);
    });

    it('a moderator removes members and neither moderators nor the host', async () => {
      const { id } = await made('private');
      for (const who of [ben, dee, gus]) expectOk(await add(door, ada, id, { userId: who.id }));
      for (const who of [ben, dee]) expectOk(await give(door, ada, id, who.id, 'moderator'));
      expect((await remove(door, ben, id, dee.id)).error.code).toBe('access.denied');
      expect((await remove(door, ben, id, ada.id)).error.code).toBe('channel.host_required');
      expectOk(await remove(door, ben, id, gus.id));
      expectOk(await remove(door, ada, id, dee.id));
      expect(await roles(ada, id)).toEqual({ ada: 'host', ben: 'moderator' });
    });

    it('the host gives roles and hands over', async () => {
      const { id } = await made('private', ben);
      for (const who of [ada, dee]) expectOk(await add(door, ben, id, { userId: who.id }));
      expect((await give(door, dee, id, dee.id, 'host')).error).toMatchObject({ permission: 'channel.member.update' });
      expect((await give(door, ben, id, ben.id, 'member')).error.code).toBe('channel.host_required');
      expect((await give(door, ben, id, cy.id, 'moderator')).error.code).toBe('not_found');
      const moderator = expectOk(await give(door, ben, id, dee.id, 'moderator'));
      expect(await dee.hears('channel.member.updated', ({ role }) => role === 'moderator')).toEqual(moderator);
      dee.forget();
      expect(expectOk(await give(door, ben, id, dee.id, 'host'))).toMatchObject({ role: 'host', version: 3 });
      await dee.hears('channel.updated', ({ hostId }) => hostId === dee.id);
      await dee.hears('channel.member.updated', ({ user, role }) => user.id === ben.id && role === 'moderator');
      await ben.hears('channel.member.updated', ({ user, role }) => user.id === dee.id && role === 'host');
      expect(await roles(ben, id)).toEqual({ ada: 'member', ben: 'moderator', dee: 'host' });
      expect(await hostOf(ben, id)).toBe(dee.id);
      expectOk(await give(door, ada, id, ada.id, 'host')); // who leads the team may, where they see the channel
      expect(await roles(ben, id)).toEqual({ ada: 'host', ben: 'moderator', dee: 'moderator' });
      expect((await give(door, ada, id, ben.id, 'owner')).error.fields).toMatchObject([
        { field: 'role', rule: 'isIn' },
      ]);
    });

    it('S3-33 a host who leaves is followed by the oldest moderator, else the oldest member, and the last stays', async () => {
      const { id } = await made('private');
      for (const who of [ben, dee, gus]) expectOk(await add(door, ada, id, { userId: who.id }));
      expectOk(await give(door, ada, id, gus.id, 'moderator'));
      dee.forget();
      expectOk(await leave(door, ada, id));
      await dee.hears('channel.updated', ({ hostId }) => hostId === gus.id);
      await gus.hears('channel.member.updated', ({ user, role }) => user.id === gus.id && role === 'host');
      expect(await roles(dee, id)).toEqual({ ben: 'member', dee: 'member', gus: 'host' });
      expectOk(await leave(door, gus, id));
      expect(await roles(dee, id)).toEqual({ ben: 'host', dee: 'member' });
      expectOk(await leave(door, dee, id));
      expect((await leave(door, ben, id)).error).toMatchObject({ code: 'channel.host_required', status: 409 });
      expect((await leave(door, dee, id)).error.code).toBe('not_found');
    });

    it('S3-33 of a host and an heir who leave at once neither leaves the channel without a host', async () => {
      for (let round = 0; round < 5; round++) {
        const { id } = await made('private');
        for (const who of [ben, dee]) expectOk(await add(door, ada, id, { userId: who.id }));
        const answers = await Promise.all([ada, ben].map((who) => leave(door, who, id)));
        answers.forEach(expectOk);
        expect(await roles(dee, id)).toEqual({ dee: 'host' });
        expect(await hostOf(dee, id)).toBe(dee.id);
      }
    });

    it('a host who leaves the team is followed too', async () => {
      const eve = await person(app().url, 'eve');
      expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: eve.id }));
      const hidden = await made('private', eve);
      const listed = await made('public', eve);
      expectOk(await add('rest', eve, hidden.id, { userId: ben.id }));
      expectOk(await ada.rest('DELETE', `/teams/${teamId}/members/${eve.id}`));
      await ben.hears('channel.updated', ({ id, hostId }) => id === hidden.id && hostId === ben.id);
      expect(await roles(ben, hidden.id)).toEqual({ ben: 'host' });
      // All came with the channel, so the oldest account follows.
      expect(await hostOf(ben, listed.id)).toBe([ada.id, ben.id, dee.id].sort()[0]);
    });

    it('everybody stays in general, but a guest who was let in', async () => {
      const general = stage.general.id;
      expect((await leave(door, ben, general)).error).toMatchObject({ code: 'channel.general_required', status: 409 });
      expect((await remove(door, ada, general, ben.id)).error.code).toBe('channel.general_required');
      expectOk(await add(door, ada, general, { userId: gus.id }));
      expectOk(await leave(door, gus, general));
    });

    it('who enters a channel that everybody left is its host', async () => {
      const { id } = await made('public');
      for (const who of [ada, ben, dee]) expectOk(await leave(door, who, id));
      expectOk(await join(door, dee, id));
      expect(await roles(dee, id)).toEqual({ dee: 'host' });
      expect(await hostOf(dee, id)).toBe(dee.id);
    });
  });
});
