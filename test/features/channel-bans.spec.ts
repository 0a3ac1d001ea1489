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
import { until } from '../support/processes.js';

const ban = (door: Door, who: Person, channelId: string, input: object): Promise<Answer> =>
  door === 'rest'
    ? who.rest('POST', `/channels/${channelId}/bans`, input)
    : who.command('channel.member.ban', { channelId, ...input });
const unban = (door: Door, who: Person, channelId: string, userId: string): Promise<Answer> =>
  door === 'rest'
    ? who.rest('DELETE', `/channels/${channelId}/bans/${userId}`)
    : who.command('channel.member.unban', { channelId, userId });
const list = (door: Door, who: Person, channelId: string, page: Record<string, unknown> = {}): Promise<Answer> =>
  door === 'rest'
    ? who.rest('GET', `/channels/${channelId}/bans?${new URLSearchParams(page as Record<string, string>)}`)
    : who.command('channel.ban.list', { channelId, ...page });
const join = (door: Door, who: Person, channelId: string): Promise<Answer> =>
  door === 'rest' ? who.rest('POST', `/channels/${channelId}/join`) : who.command('channel.join', { channelId });
const add = (who: Person, channelId: string, userId: string) =>
  who.rest('POST', `/channels/${channelId}/members`, { userId });

onEachDatabase((app) => {
  let stage: Cast;
  /** Ada owns the team, Ben hosts the channel that Dee moderates; Eve and Fay are in it. */
  let ada: Person, ben: Person, cy: Person, dee: Person, eve: Person, fay: Person, teamId: string;
  let channelId: string;
  const everybody = () => [ada, ben, cy, dee, eve, fay];
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    teamId = stage.team.id;
    [dee, eve, fay] = (await Promise.all(
      ['dee', 'eve', 'fay'].map(async (name) => (await person(app().url, name)).connect()),
    )) as [Person, Person, Person];
    for (const { id } of [dee, eve, fay]) expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: id }));
  });
  afterAll(() => everybody().forEach((who) => who.disconnect()));
  beforeEach(async () => {
    channelId = await made('public');
    everybody().forEach((who) => who.forget());
  });

  async function made(visibility: string): Promise<string> {
    const { id } = expectOk(await ben.rest('POST', '/channels', { teamId, name: 'Room', visibility }));
    if (visibility !== 'public') for (const who of [dee, eve, fay]) expectOk(await add(ben, id, who.id));
    expectOk(await ben.rest('PATCH', `/channels/${id}/members/${dee.id}`, { role: 'moderator' }));
    return id;
  }
  const listed = async (who: Person): Promise<string[]> => {
    const { items } = expectOk(await who.rest('GET', `/channels?teamId=${teamId}&limit=100`));
    return items.map(({ channel }: any) => channel.id);
  };

  describe.each(doors)('bans by %s', (door) => {
    it('S3-06 S3-36 S3-59 who is banned hears the last of it, sees the channel no more and comes in by no way', async () => {
      expect(cy.socket?.connected).toBe(true);
      const told = expectOk(await ban(door, dee, channelId, { userId: eve.id, reason: 'Too loud' }));
      expect(told).toMatchObject({ channelId, user: { id: eve.id }, bannedBy: { id: dee.id }, reason: 'Too loud' });
      expect(told).toMatchObject({ bannedAt: expect.any(String), expiresAt: null });
      for (const who of [eve, fay, ben])
        expect(await who.hears('channel.member.removed')).toEqual({ channelId, userId: eve.id, version: 2 });
      const said = expectOk(
        await ben.rest('POST', `/channels/${channelId}/messages`, { body: 'hush', nonce: nonce() }),
      );
      await fay.hears('message.created', ({ id }) => id === said.id);
      await sleep(100);
      expect(eve.heard.map(({ stream, type }) => `${stream} ${type}`)).toEqual([
        `user:${eve.id} channel.member.removed`,
      ]);
      for (const path of ['', '/messages', '/members'])
        expect((await eve.rest('GET', `/channels/${channelId}${path}`)).status).toBe(404);
      expect((await join(door, eve, channelId)).error.code).toBe('not_found');
      expect(await listed(eve)).not.toContain(channelId);
      expect((await add(fay, channelId, eve.id)).error).toMatchObject({
        ...{ code: 'channel.banned', status: 403, reason: 'Too loud' },
      });
      const { items } = expectOk(await ben.rest('GET', `/channels/${channelId}/messages`));
      expect(items.map(({ kind, body }: any) => (kind === 'system' ? JSON.parse(body) : body))).toContainEqual({
        ...{ event: 'member_removed', userId: eve.id, reason: 'Too loud' },
      });
      expect(cy.heard).toEqual([]);
    });

    it('who leaves and joins the team does not come back by it, nor does a ban end with the channel being hidden', async () => {
      const hal = await person(app().url, 'hal');
      expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: hal.id }));
      expectOk(await ban(door, ben, channelId, { username: hal.username.toUpperCase() }));
      expectOk(await hal.rest('DELETE', `/teams/${teamId}/members/${hal.id}`));
      expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: hal.id }));
      expect((await hal.rest('GET', `/channels/${channelId}`)).status).toBe(404);
      expect(expectOk(await hal.rest('GET', `/channels/${stage.general.id}`)).membership).not.toBeNull();
      for (const visibility of ['private', 'request', 'public']) {
        expectOk(await ben.rest('PATCH', `/channels/${channelId}`, { visibility }));
        expect((await hal.rest('POST', `/channels/${channelId}/join-requests`, {})).status).toBe(404);
      }
      expect((await join('rest', hal, channelId)).error.code).toBe('not_found');
    });

    it('those who lead the channel or the team see the bans, the newest first, and lift them', async () => {
      expectOk(await ban(door, ben, channelId, { userId: eve.id }));
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
      expectOk(await ban(door, ada, channelId, { userId: fay.id, expiresAt }));
      const limit = door === 'rest' ? '1' : 1;
      for (const who of [ada, ben, dee]) {
        const page = expectOk(await list(door, who, channelId, { limit }));
        expect(page.items).toMatchObject([{ user: { id: fay.id }, bannedBy: { id: ada.id }, expiresAt }]);
        const rest = expectOk(await list(door, who, channelId, { limit, after: page.after }));
        expect(rest.items).toMatchObject([{ user: { id: eve.id }, bannedBy: { id: ben.id }, expiresAt: null }]);
      }
      expect((await list(door, cy, channelId)).error.code).toBe('not_found');
      expect(expectOk(await unban(door, dee, channelId, eve.id))).toEqual({ channelId, userId: eve.id });
      expect((await unban(door, dee, channelId, eve.id)).error.code).toBe('not_found');
      expect(expectOk(await list(door, ben, channelId)).items).toHaveLength(1);
      expect(expectOk(await eve.rest('GET', `/channels/${channelId}`)).membership).toBeNull();
      expect(await listed(eve)).toContain(channelId);
      expect(expectOk(await join(door, eve, channelId))).toMatchObject({ role: 'member', version: 3 });
      const { items } = expectOk(await ada.rest('GET', `/teams/${teamId}/audit?limit=100`));
      const acts = items.filter((act: any) => act.channelId === channelId && /banned$/.test(act.action));
      expect(acts.map(({ action }: any) => action).sort()).toEqual([
        ...['channel.member.banned', 'channel.member.banned', 'channel.member.unbanned'],
      ]);
      expect(cy.heard).toEqual([]);
    });

    it('a ban that has ended keeps nobody out', async () => {
      const ends = Date.now() + 3_000;
      expectOk(await ban(door, ben, channelId, { userId: eve.id, expiresAt: new Date(ends) }));
      const sees = async () => {
        const { ok } = await eve.rest('GET', `/channels/${channelId}`);
        if (ok) expect(Date.now()).toBeGreaterThanOrEqual(ends);
        return ok;
      };
      await until(sees, 'the ban is over', 30_000);
      expect(expectOk(await list(door, ben, channelId)).items).toEqual([]);
      expect(await listed(eve)).toContain(channelId);
      expectOk(await join(door, eve, channelId));
    });

    it('nobody acts on an equal: whom a ban may meet', async () => {
      const denied = { code: 'access.denied', permission: 'channel.member.ban' };
      expect((await ban(door, fay, channelId, { userId: eve.id })).error).toMatchObject(denied);
      expect((await ban(door, cy, channelId, { userId: eve.id })).error.code).toBe('not_found');
      expect((await ban(door, ada, channelId, { userId: ben.id })).error.code).toBe('channel.host_required');
      expect((await ban(door, dee, channelId, { userId: dee.id })).error).toMatchObject(denied);
      expect((await ban(door, ben, channelId, { userId: ada.id })).error).toMatchObject(denied); // she owns the team
      expectOk(await ben.rest('PATCH', `/channels/${channelId}/members/${fay.id}`, { role: 'moderator' }));
      expect((await ban(door, dee, channelId, { userId: fay.id })).error).toMatchObject(denied);
      expectOk(await ban(door, ben, channelId, { userId: fay.id }));
      for (const act of [
        ban(door, dee, channelId, { userId: fay.id, expiresIn: 60 }),
        unban(door, dee, channelId, fay.id),
      ])
        expect((await act).error.code).toBe('access.denied'); // what the host decided about a moderator stands
      expectOk(await unban(door, ben, channelId, fay.id));
      expect(expectOk(await join(door, fay, channelId)).role).toBe('member');
      expect((await ban(door, ada, stage.general.id, { userId: eve.id })).error.code).toBe('channel.general_required');
    });

    it('somebody who is not in it is kept out unheard; a later ban takes the place of the first', async () => {
      expectOk(await eve.rest('POST', `/channels/${channelId}/leave`));
      await fay.hears('channel.member.left');
      everybody().forEach((who) => who.forget());
      expectOk(await ban(door, ben, channelId, { userId: eve.id, reason: 'First' }));
      expectOk(await ban(door, ben, channelId, { userId: eve.id, reason: 'Second', expiresIn: 3600 }));
      const { items } = expectOk(await list(door, ben, channelId));
      expect(items).toMatchObject([{ reason: 'Second', expiresAt: expect.any(String) }]);
      await sleep(50);
      for (const who of everybody()) expect(who.heard).toEqual([]);
      const request = await made('request');
      const gil = await person(app().url, 'gil');
      expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: gil.id }));
      const asked = expectOk(await gil.rest('POST', `/channels/${request}/join-requests`, {}));
      expectOk(await ban(door, ben, request, { userId: gil.id }));
      const approved = await ben.rest('POST', `/channels/${request}/join-requests/${asked.id}/approve`);
      expect(approved.error.code).toBe('channel.banned');
      expect((await gil.rest('GET', `/channels/${request}`)).status).toBe(404);
    });

    it('a ban outweighs even that everybody of the team is in general: a guest who was banned there rises and stays out', async () => {
      const hal = await person(app().url, 'hal');
      expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: hal.id, role: 'guest' }));
      expectOk(await add(ada, stage.general.id, hal.id));
      expectOk(await ban(door, ada, stage.general.id, { userId: hal.id }));
      expectOk(await ada.rest('PATCH', `/teams/${teamId}/members/${hal.id}`, { role: 'member' }));
      expect((await hal.rest('GET', `/channels/${stage.general.id}`)).status).toBe(404);
      expect(expectOk(await hal.rest('GET', `/channels/${channelId}`)).membership).not.toBeNull();
      expectOk(await unban(door, ada, stage.general.id, hal.id));
      expectOk(await join(door, await hal.connect(), stage.general.id));
      hal.disconnect();
    });

    it('wrong input names the field', async () => {
      const fields = async (input: object) =>
        (await ban(door, ben, channelId, input)).error.fields?.map(({ field }) => field).sort();
      expect(await fields({})).toEqual(['userId', 'username']);
      expect(await fields({ userId: eve.id, expiresAt: '2020-01-01T00:00:00Z' })).toEqual(['expiresAt']);
      expect(await fields({ userId: eve.id, reason: '', expiresIn: 1 })).toEqual(['expiresIn', 'reason']);
      expect((await ban(door, ben, channelId, { userId: cy.id })).error.code).toBe('not_found');
    });
  });

  it('of a ban and fifty ways in at once the ban is what stands', async () => {
    for (let round = 0; round < 50; round++) {
      const [banned, ...ways] = await Promise.all([
        ban(doors[round % 2]!, ben, channelId, { userId: eve.id }),
        join(doors[round % 2]!, eve, channelId),
        add(fay, channelId, eve.id),
        join('rest', eve, channelId),
      ]);
      expectOk(banned);
      for (const way of ways) if (!way.ok) expect(['not_found', 'channel.banned']).toContain(way.error.code);
      expect((await eve.rest('GET', `/channels/${channelId}`)).status).toBe(404);
      const { items } = expectOk(await ben.rest('GET', `/channels/${channelId}/members`));
      expect(items.map(({ user }: any) => user.id)).not.toContain(eve.id);
      expectOk(await unban('rest', ben, channelId, eve.id));
      if (round % 3 === 0) expectOk(await join('rest', eve, channelId));
    }
  }, 300_000);
});
