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
import { unwatch, verifyChanges, watch } from '../support/verify-changes.js';

const update = (door: Door, who: Person, channelId: string, input: object): Promise<Answer> =>
  door === 'rest'
    ? who.rest('PATCH', `/channels/${channelId}`, input)
    : who.command('channel.update', { channelId, ...input });
const open = (door: Door, who: Person, channelId: string, include: string[] = []): Promise<Answer> =>
  door === 'rest'
    ? who.rest('GET', `/channels/${channelId}${include.length > 0 ? `?include=${include.join(',')}` : ''}`)
    : who.command('channel.open', { channelId, include });
const join = (door: Door, who: Person, channelId: string): Promise<Answer> =>
  door === 'rest' ? who.rest('POST', `/channels/${channelId}/join`) : who.command('channel.join', { channelId });
const send = async (who: Person, channelId: string, body = 'hello') =>
  expectOk(await who.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() }));
const typesOf = (who: Person) => who.heard.map(({ type }) => type);

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, dee: Person, teamId: string;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    teamId = stage.team.id;
    dee = await (await person(app().url, 'dee')).connect();
    expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: dee.id }));
  });
  afterAll(() => [ada, ben, cy, dee].forEach((who) => who.disconnect()));
  beforeEach(() => [ada, ben, cy, dee].forEach((who) => who.forget()));

  /** Ada's, with Dee in it and Ben not. */
  const made = async (visibility: string, input: object = {}) => {
    const channel = expectOk(await ada.rest('POST', '/channels', { teamId, name: 'Room', visibility, ...input }));
    if (visibility === 'public') expectOk(await join('rest', dee, channel.id));
    else expectOk(await ada.rest('POST', `/channels/${channel.id}/members`, { userId: dee.id }));
    if (visibility === 'public') expectOk(await ben.rest('POST', `/channels/${channel.id}/leave`));
    return channel;
  };
  const teamPosition = async (who: Person): Promise<number> => {
    const { streams } = expectOk(await who.command('sync', { positions: { [`team:${teamId}`]: null } }));
    return streams[`team:${teamId}`].position;
  };

  describe.each(doors)('visibility by %s', (door) => {
    it('S3-05 S3-20 S3-32 a channel joined by asking shows itself to the team and not what is in it', async () => {
      expect(cy.socket?.connected).toBe(true);
      const channel = expectOk(
        await ada.rest('POST', '/channels', { teamId, name: 'Ask', topic: 'Quiet', visibility: 'request' }),
      );
      expect(await ben.hears('channel.created', ({ id }) => id === channel.id)).toEqual(channel);
      await send(ada, channel.id);
      const opened = expectOk(await open(door, ben, channel.id));
      expect(opened).toMatchObject({ channel: { visibility: 'request', topic: 'Quiet' }, membership: null });
      expect(opened).toMatchObject({ readMark: null, preferences: null, seq: 0, counted: 0, unread: null });
      for (const include of ['messages', 'members']) {
        expect((await open(door, ben, channel.id, [include])).error.code).toBe('access.denied');
        expect((await ben.rest('GET', `/channels/${channel.id}/${include}`)).status).toBe(403);
      }
      expect((await join(door, ben, channel.id)).error).toMatchObject({
        code: 'channel.join_request_required',
        status: 403,
      });
      expect((await join(door, cy, channel.id)).error.code).toBe('not_found');
      expect(expectOk(await join(door, ada, channel.id))).toMatchObject({ role: 'host', version: 1 });
      const { items } = expectOk(await ben.rest('GET', `/teams/${teamId}/channels?visibility=request&limit=100`));
      expect(items.map((item: any) => item.channel.id)).toContain(channel.id);
      const members = expectOk(await ada.rest('GET', `/channels/${channel.id}/members`)).items;
      expect(members.map(({ user }: any) => user.id)).toEqual([ada.id]);
      await sleep(100);
      expect(typesOf(ben)).toEqual(['channel.created']);
      expect(cy.heard).toEqual([]);
    });

    it('S3-30 S4-30 of a channel that becomes private the team hears that and nothing after', async () => {
      const channel = await made('public', { name: `Open ${door}` });
      const held = await teamPosition(ben);
      const inside = `channel:${channel.id}`;
      const before = expectOk(await dee.command('sync', { positions: { [inside]: null } })).streams[inside].position;
      [ada, ben, dee].forEach((who) => who.forget());
      const change = { visibility: 'private', name: 'Secret merger', topic: 'Hush' };
      const changed = expectOk(await update(door, ada, channel.id, change));
      expect(changed).toEqual({ ...channel, ...change, version: 3 });
      const last = { ...channel, visibility: 'private', version: 2 }; // what they knew, and that it is over
      expect(await ben.hears('channel.updated', ({ id }) => id === channel.id)).toEqual(last);
      await dee.hears('channel.updated', ({ name }) => name === 'Secret merger');
      expectOk(await update(door, ada, channel.id, { topic: 'Hush hush' }));
      await dee.hears('channel.updated', ({ topic }) => topic === 'Hush hush');
      const told = await send(ada, channel.id);
      await dee.hears('message.created', ({ id }) => id === told.id);
      expect((await open(door, ben, channel.id)).error.code).toBe('not_found');
      expect((await join(door, ben, channel.id)).error.code).toBe('not_found');
      await sleep(100);
      expect(typesOf(ben)).toEqual(['channel.updated']);
      expect(cy.heard).toEqual([]);
      const stream = `team:${teamId}`;
      const { streams } = expectOk(await ben.command('sync', { positions: { [stream]: held } }));
      expect(streams[stream].events.map(({ data }: any) => data)).toEqual([{ id: channel.id, teamId }]);
      const fresh = expectOk(await ben.command('sync', { positions: { [stream]: null } })).streams[stream].data;
      expect(fresh.channels.map(({ id }: any) => id)).not.toContain(channel.id);
      expect(JSON.stringify(streams) + JSON.stringify(fresh)).not.toMatch(/Secret merger|Hush/);
      const member = expectOk(await dee.command('sync', { positions: { [inside]: before } })).streams[inside];
      const known = member.events.find(({ type }: any) => type === 'channel.updated').data;
      expect(known).toMatchObject({ name: 'Secret merger', topic: 'Hush hush', visibility: 'private', version: 4 });
      ben.forget();
      expectOk(await ada.rest('DELETE', `/channels/${channel.id}`));
      await dee.hears('channel.deleted', ({ id }) => id === channel.id);
      await sleep(100);
      expect(ben.heard).toEqual([]);
    });

    it('S3-30 a private channel that is listed is told to the team, and nobody is brought in; who comes new is', async () => {
      const channel = await made('private', { name: 'Hidden' });
      expectOk(await update(door, ada, channel.id, { topic: 'Only ours' }));
      await sleep(50);
      expect(ben.heard).toEqual([]);
      const listed = expectOk(await update(door, ada, channel.id, { visibility: 'request' }));
      expect(await ben.hears('channel.updated', ({ id }) => id === channel.id)).toEqual(listed);
      expect(await dee.hears('channel.updated', ({ visibility }) => visibility === 'request')).toEqual(listed);
      expect((await join(door, ben, channel.id)).error.code).toBe('channel.join_request_required');
      const shown = expectOk(await update(door, ada, channel.id, { visibility: 'public' }));
      expect(await ben.hears('channel.updated', ({ visibility }) => visibility === 'public')).toEqual(shown);
      expect(expectOk(await open(door, ben, channel.id))).toMatchObject({ membership: null });
      const eve = await person(app().url, 'eve');
      expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: eve.id }));
      expect(expectOk(await open('rest', eve, channel.id)).membership).toMatchObject({ role: 'member' });
      expectOk(await join(door, ben, channel.id));
      expect(cy.heard).toEqual([]);
    });

    it('general stays public, a channel that nobody leads is not hidden, and plain members change nothing', async () => {
      const channel = await made('request');
      expect((await update(door, ada, stage.general.id, { visibility: 'private' })).error.code).toBe(
        'channel.general_required',
      );
      expectOk(await update(door, ada, stage.general.id, { visibility: 'public' })); // it is
      expect((await update(door, dee, channel.id, { visibility: 'public' })).error.code).toBe('access.denied');
      expect((await update(door, cy, channel.id, { visibility: 'public' })).error.code).toBe('not_found');
      for (const who of [ada, dee]) expectOk(await who.rest('POST', `/channels/${channel.id}/leave`));
      const refused = await update(door, ada, channel.id, { visibility: 'private' }); // she leads the team
      expect(refused.error).toMatchObject({ code: 'channel.host_required', status: 409 });
    });

    it('the pace of a channel is set in seconds, up to six hours', async () => {
      const channel = await made('private');
      for (const slowModeSeconds of [21_600, 30, 0])
        expect(expectOk(await update(door, ada, channel.id, { slowModeSeconds })).slowModeSeconds).toBe(
          slowModeSeconds,
        );
      for (const slowModeSeconds of [-1, 1.5, 21_601, '30', null]) {
        const { error } = await update(door, ada, channel.id, { slowModeSeconds });
        expect(error.fields?.[0]).toMatchObject({ field: 'slowModeSeconds' });
      }
      const { error } = await update(door, ada, channel.id, { visibility: 'secret' });
      expect(error.fields).toMatchObject([{ field: 'visibility', rule: 'isIn' }]);
    });
  });

  it('of fifty who come in while a channel is hidden each is in and sees it, or is out and sees nothing', async () => {
    const channel = await made('public');
    for (let round = 0; round < 25; round++) {
      const flip = ada.rest('PATCH', `/channels/${channel.id}`, { visibility: round % 2 ? 'public' : 'private' });
      const [hidden, entered] = await Promise.all([flip, join('rest', ben, channel.id), join('rest', ben, channel.id)]);
      expectOk(hidden);
      if (!entered.ok) expect(entered.error.code).toBe('not_found');
      const { visibility } = expectOk(await open('rest', ada, channel.id)).channel;
      const seen = await open('rest', ben, channel.id);
      const inside = seen.ok && seen.data.membership !== null;
      expect(seen.ok).toBe(inside || visibility === 'public');
      if (inside) expectOk(await ben.rest('POST', `/channels/${channel.id}/leave`));
    }
  });

  it('what the rest of the team knows after every change is what a fresh look tells', async () => {
    const channel = await made('public');
    const watchers = await Promise.all([ada, ben, cy, dee].map((who) => watch(who, [], [])));
    for (const visibility of ['request', 'private', 'request', 'private', 'public'])
      await verifyChanges(watchers, () => update('rest', ada, channel.id, { visibility, topic: `Is ${visibility}` }));
    await unwatch(watchers);
  }, 300_000);
});
