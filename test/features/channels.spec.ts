import { setTimeout as sleep } from 'node:timers/promises';
import { onEachDatabase } from '../support/app.js';
import {
  cast,
  doors,
  expectOk,
  nonce,
  person,
  rest,
  type Answer,
  type Cast,
  type Door,
  type Person,
} from '../support/people.js';

/** The commands of Channels by either door. */
const create = (door: Door, who: Person, input: object): Promise<Answer> =>
  door === 'rest' ? who.rest('POST', '/channels', input) : who.command('channel.create', input);
const open = (door: Door, who: Person, channelId: string, include: string[] = []): Promise<Answer> =>
  door === 'rest'
    ? who.rest('GET', `/channels/${channelId}${include.length > 0 ? `?include=${include.join(',')}` : ''}`)
    : who.command('channel.open', { channelId, include });
const openBySlug = (door: Door, who: Person, teamId: string, slug: string): Promise<Answer> =>
  door === 'rest'
    ? who.rest('GET', `/teams/${teamId}/channels/by-slug/${slug}`)
    : who.command('channel.open', { teamId, slug });
const list = (door: Door, who: Person, asked: Record<string, unknown> = {}): Promise<Answer> =>
  door === 'rest'
    ? who.rest('GET', `/channels?${new URLSearchParams(asked as Record<string, string>)}`)
    : who.command('channel.list', asked);
const update = (door: Door, who: Person, channelId: string, input: object): Promise<Answer> =>
  door === 'rest'
    ? who.rest('PATCH', `/channels/${channelId}`, input)
    : who.command('channel.update', { channelId, ...input });
const archive = (door: Door, who: Person, channelId: string, archived: boolean): Promise<Answer> =>
  door === 'rest'
    ? who.rest('POST', `/channels/${channelId}/${archived ? 'archive' : 'restore'}`)
    : who.command('channel.archive', { channelId, archived });
const remove = (door: Door, who: Person, channelId: string): Promise<Answer> =>
  door === 'rest' ? who.rest('DELETE', `/channels/${channelId}`) : who.command('channel.delete', { channelId });
const send = async (who: Person, channelId: string, body = 'hello') =>
  expectOk(await who.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() }));
const join = (who: Person, channelId: string) => who.rest('POST', `/channels/${channelId}/join`);
const leave = (who: Person, channelId: string) => who.rest('POST', `/channels/${channelId}/leave`);

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, gus: Person, teamId: string;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    teamId = stage.team.id;
    gus = await (await person(app().url, 'gus')).connect();
    expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: gus.id, role: 'guest' }));
  });
  afterAll(() => [ada, ben, cy, gus].forEach((who) => who.disconnect()));
  beforeEach(() => [ada, ben, cy, gus].forEach((who) => who.forget()));

  const made = async (input: object = {}, who = ada) =>
    expectOk(await create('rest', who, { teamId, name: 'Engine room', ...input }));

  describe.each(doors)('channels by %s', (door) => {
    it('S1-04 S1-18 S3-01 S3-20 S3-28 S4-06 S4-28 S4-45 S5-22 a public channel is made and everybody of the team is in it, guests excluded', async () => {
      expect(cy.socket?.connected).toBe(true);
      const channel = expectOk(
        await create(door, ben, { teamId, name: `Über uns (${door})!`, topic: 'Wir', kind: 'voice' }),
      );
      expect(channel).toMatchObject({
        teamId,
        name: `Über uns (${door})!`,
        slug: `uber-uns-${door}`,
        topic: 'Wir',
        kind: 'voice',
        visibility: 'public',
        isGeneral: false,
        hostId: ben.id,
        archivedAt: null,
        version: 1,
      });
      for (const who of [ada, ben, gus]) {
        expect(await who.hears('channel.created', ({ id }) => id === channel.id)).toEqual(channel);
      }
      const message = await send(ada, channel.id);
      await ben.hears('message.created', ({ id }) => id === message.id);
      await sleep(100);
      expect(gus.heard.map(({ type }) => type)).toEqual(['channel.created']); // the name, and not what is said
      expect(cy.heard).toEqual([]);
      const opened = expectOk(await open(door, ada, channel.id));
      expect(opened).toMatchObject({
        membership: { role: 'member' },
        readMark: { seq: 1 },
        seq: 1,
        counted: 1,
        unread: 0,
      });
      expect(expectOk(await open(door, ben, channel.id))).toMatchObject({ membership: { role: 'host' }, unread: 1 });
    });

    it('S3-28 guests and outsiders make none', async () => {
      expect((await create(door, gus, { teamId, name: 'Mine' })).error).toMatchObject({
        code: 'access.denied',
        status: 403,
        permission: 'channel.create',
      });
      expect((await create(door, cy, { teamId, name: 'Mine' })).error).toMatchObject({
        code: 'not_found',
        status: 404,
      });
    });

    it('a private channel is unseen by all but its members', async () => {
      const channel = expectOk(await create(door, ada, { teamId, name: 'Secret', visibility: 'private' }));
      await ada.hears('channel.member.joined', (data) => data.channelId === channel.id && data.role === 'host');
      await send(ada, channel.id);
      const views = [
        () => open(door, ben, channel.id),
        () => openBySlug(door, ben, teamId, channel.slug),
        () => open(door, cy, channel.id),
        () => openBySlug(door, cy, teamId, channel.slug),
        () => update(door, ben, channel.id, { name: 'Ours' }),
        () => archive(door, ben, channel.id, true),
        () => remove(door, cy, channel.id),
        () => join(ben, channel.id),
        () => ben.rest('GET', `/channels/${channel.id}/members`),
        () => ben.rest('GET', `/channels/${channel.id}/messages`),
      ];
      for (const view of views) expect((await view()).error).toMatchObject({ code: 'not_found', status: 404 });
      const { items } = expectOk(await list(door, ben, { teamId }));
      expect(items.map((item: any) => item.channel.id)).not.toContain(channel.id);
      expect((await list(door, cy, { teamId })).error.code).toBe('not_found');
      await sleep(100);
      for (const who of [ben, cy, gus]) expect(who.heard).toEqual([]);
    });

    it('S1-18 a given slug that is taken is refused, a made one gets a number', async () => {
      const slug = `racing-${door}`;
      const first = await made({ name: 'Racing', slug });
      expect((await create(door, ben, { teamId, name: 'Other', slug })).error).toMatchObject({
        code: 'channel.slug_taken',
        status: 409,
      });
      const second = expectOk(await create(door, ben, { teamId, name: `Racing ${door}` }));
      expect(second.slug).toBe(`${slug}-2`);
      expect((await update(door, ada, second.id, { slug })).error.code).toBe('channel.slug_taken');
      expect(expectOk(await update(door, ada, first.id, { slug }))).toEqual(first); // its own
    });

    it('S5-27 of twenty who open or create at once all get the same channel, and without ifAbsent one slug wins', async () => {
      const name = `Met by chance ${door}`;
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => create(door, index % 2 ? ada : ben, { teamId, name, ifAbsent: true })),
      );
      const ids = new Set(answers.map((answer) => expectOk(answer).id));
      expect(ids.size).toBe(1);
      const slug = `only-one-${door}`;
      const racers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => create(door, index % 2 ? ada : ben, { teamId, name, slug })),
      );
      expect(racers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(new Set(racers.flatMap(({ error }) => error?.code ?? []))).toEqual(new Set(['channel.slug_taken']));
      const { slug: hidden } = await made({ visibility: 'private', name: `Hidden ${door}` });
      expect((await create(door, ben, { teamId, name: 'Hidden', slug: hidden, ifAbsent: true })).error.code).toBe(
        'channel.slug_taken',
      );
    });

    it('S1-05 S1-06 S1-19 S3-29 S4-29 S5-29 opens with messages and members in one round trip, and reads nothing by it', async () => {
      const channel = await made();
      const message = await send(ada, channel.id);
      const before = expectOk(await open(door, ben, channel.id, ['messages', 'members']));
      expect(before.channel).toEqual(channel);
      expect(before.messages.items).toEqual([message]);
      expect(before.members.items.map((member: any) => member.user.id).sort()).toEqual([ada.id, ben.id].sort());
      expect(before).toMatchObject({ unread: 1, readMark: { seq: 0, counted: 0 } });
      expect(expectOk(await open(door, ben, channel.id))).toMatchObject({ unread: 1 });
      expect(expectOk(await openBySlug(door, ben, teamId, channel.slug)).channel).toEqual(channel);
      expect(before).not.toHaveProperty('channelId');
      const wrong = await open(door, ben, channel.id, ['secrets']);
      expect(wrong.error).toMatchObject({ code: 'validation.failed', fields: [{ field: 'include', rule: 'isIn' }] });
      expect((await openBySlug(door, ben, teamId, 'no-such')).error.code).toBe('not_found');
    });

    it('S3-27 S4-27 S4-33 S4-49 lists my channels and the public ones of my teams, with what is unread', async () => {
      const hers = await made({ name: 'Hers alone', visibility: 'private' });
      const left = await made({ name: 'Left' });
      expectOk(await leave(ben, left.id));
      const busy = await made({ name: 'Busy' });
      for (let count = 0; count < 3; count++) await send(ada, busy.id);
      const all = async (who: Person, asked = {}) => {
        const items: any[] = [];
        for (let after: string | null | undefined; after !== null;) {
          const page = expectOk(await list(door, who, { teamId, limit: '2', ...(after ? { after } : {}), ...asked }));
          items.push(...page.items);
          ({ after } = page);
        }
        return items;
      };
      if (door === 'rest') {
        const bens = await all(ben);
        const of = (id: string) => bens.find((item) => item.channel.id === id);
        expect(new Set(bens.map((item) => item.channel.id)).size).toBe(bens.length);
        expect(of(hers.id)).toBeUndefined();
        expect(of(left.id)).toMatchObject({ membership: null, readMark: null, seq: null, counted: null, unread: null });
        expect(of(busy.id)).toMatchObject({
          channel: busy,
          membership: { role: 'member' },
          seq: 3,
          counted: 3,
          unread: 3,
        });
        expect((await all(ben, { mine: 'true' })).some((item) => item.membership === null)).toBe(false);
        expect((await all(ben, { mine: 'false' })).map((item) => item.channel.id)).toContain(left.id);
        expect((await all(ada, { visibility: 'private' })).map((item) => item.channel.id)).toContain(hers.id);
        const byTeam = expectOk(await ben.rest('GET', `/teams/${teamId}/channels?limit=100`));
        expect(byTeam.items).toEqual(bens);
        expect((await cy.rest('GET', `/teams/${teamId}/channels`)).error.code).toBe('not_found');
      }
      const everything = expectOk(await list(door, ada, { limit: door === 'rest' ? '100' : 100 }));
      expect(everything.items.map((item: any) => item.channel.id)).toEqual(expect.arrayContaining([hers.id, busy.id]));
      const guests = expectOk(await list(door, gus, { teamId }));
      expect(guests.items.length).toBeGreaterThan(0);
      expect(guests.items.every((item: any) => item.membership === null && item.seq === null)).toBe(true);
      expect((await open(door, gus, busy.id)).error.code).toBe('not_found');
      expect(expectOk(await list(door, cy)).items).toEqual([]);
      expect((await list(door, ada, { after: 'nonsense' })).error.code).toBe('cursor.invalid');
    });

    it('S3-30 S4-30 its host or who leads the team changes it, and the team hears', async () => {
      const channel = await made({ name: `Old ${door}` }, ben);
      ada.forget();
      const changed = expectOk(await update(door, ben, channel.id, { name: 'New', topic: '100 %_ "quoted" 😂' }));
      expect(changed).toEqual({ ...channel, name: 'New', topic: '100 %_ "quoted" 😂', version: 2 });
      expect(await ada.hears('channel.updated', ({ id }) => id === channel.id)).toEqual(changed);
      expect(expectOk(await update(door, ben, channel.id, { name: 'New' }))).toEqual(changed); // no change, no fact
      expect(expectOk(await update(door, ada, channel.id, { topic: '' }))).toMatchObject({ version: 3, topic: '' });
      const hers = await made({ name: 'Hers' });
      expect((await update(door, ben, hers.id, { name: 'His' })).error).toMatchObject({
        code: 'access.denied',
        permission: 'channel.update',
      });
      expect((await update(door, cy, hers.id, { name: 'His' })).error.code).toBe('not_found');
      const wrong = await update(door, ada, hers.id, { name: '', slug: 'No!', topic: 'x'.repeat(251), version: 9 });
      expect(wrong.error.fields?.map(({ field }) => field).sort()).toEqual(['name', 'slug', 'topic', 'version']);
      expectOk(await ben.rest('PUT', `/channels/${channel.id}`, { name: 'Put' }));
      await sleep(50);
      expect(cy.heard).toEqual([]);
    });

    it('S3-31 is archived and restored: then it is read and nothing is sent; general is neither archived nor deleted', async () => {
      const channel = await made();
      const archived = expectOk(await archive(door, ada, channel.id, true));
      expect(archived).toMatchObject({ archivedAt: expect.any(String), version: 2 });
      expect(await ben.hears('channel.archived', ({ id }) => id === channel.id)).toEqual(archived);
      expect(expectOk(await archive(door, ada, channel.id, true))).toEqual(archived);
      const refused = await ben.rest('POST', `/channels/${channel.id}/messages`, { body: 'x', nonce: nonce() });
      expect(refused.error).toMatchObject({ code: 'channel.archived', status: 409 });
      expect((await update(door, ada, channel.id, { name: 'x' })).error.code).toBe('channel.archived');
      expect(expectOk(await open(door, ben, channel.id)).channel).toEqual(archived);
      expect((await archive(door, ben, channel.id, false)).error.code).toBe('access.denied');
      expect(expectOk(await archive(door, ada, channel.id, false))).toMatchObject({ archivedAt: null, version: 3 });
      await send(ben, channel.id);
      for (const act of [() => archive(door, ada, stage.general.id, true), () => remove(door, ada, stage.general.id)]) {
        expect((await act()).error).toMatchObject({ code: 'channel.general_required', status: 409 });
      }
    });

    it('S3-31 S4-31 is deleted with what was said in it, and its members hear of it', async () => {
      const open1 = await made();
      await send(ben, open1.id);
      expect((await remove(door, ben, open1.id)).error.code).toBe('access.denied');
      expect((await remove(door, cy, open1.id)).error.code).toBe('not_found');
      expect(expectOk(await remove(door, ada, open1.id))).toEqual({ id: open1.id, teamId });
      expect(await ben.hears('channel.deleted', ({ id }) => id === open1.id)).toEqual({ id: open1.id, teamId });
      expect((await open(door, ada, open1.id)).error.code).toBe('not_found');
      const hidden = await made({ visibility: 'private' });
      expectOk(await ada.rest('POST', `/channels/${hidden.id}/members`, { userId: ben.id }));
      gus.forget();
      expectOk(await remove(door, ada, hidden.id));
      await ben.hears('channel.deleted', ({ id }) => id === hidden.id);
      await sleep(100);
      expect(gus.heard).toEqual([]);
      expect(cy.heard).toEqual([]);
      const mine = expectOk(
        await ben.rest('POST', '/sync', { positions: { [`channel:${hidden.id}`]: 0, [`user:${ben.id}`]: 0 } }),
      );
      expect(mine.streams[`channel:${hidden.id}`]).toEqual({ status: 'gone' });
      expect(mine.streams[`user:${ben.id}`].events.map((event: any) => event.type)).toContain('channel.deleted');
    });

    it('wrong input names the field and the rule', async () => {
      const wrong = await create(door, ada, {
        teamId,
        name: 'x'.repeat(81),
        kind: 'smell',
        visibility: 1,
        ifAbsent: 'yes',
        hostId: cy.id,
      });
      expect(wrong.error.code).toBe('validation.failed');
      expect(wrong.error.fields?.map(({ field }) => field).sort()).toEqual([
        'hostId',
        'ifAbsent',
        'kind',
        'name',
        'visibility',
      ]);
      expect((await create(door, ada, { name: 'x' })).error.fields).toMatchObject([{ field: 'teamId', rule: 'isId' }]);
      expect((await open(door, ada, 'no-id')).error.fields).toMatchObject([{ field: 'channelId', rule: 'isId' }]);
      expect((await create(door, ada, { teamId, name: 'a\u0000b' })).error.code).toBe('validation.failed');
    });
  });

  it('anonymous callers are told to sign in', async () => {
    expect((await rest(app().url, 'GET', '/channels')).status).toBe(401);
  });

  it('the snapshots of a team and a channel say what REST says', async () => {
    const channel = await made();
    await send(ada, channel.id);
    const { streams } = expectOk(await ben.command('sync'));
    const opened = expectOk(await open('rest', ben, channel.id));
    const { unread: _, ...snapshot } = opened;
    expect(streams[`channel:${channel.id}`]).toMatchObject({ status: 'snapshot', data: snapshot });
    const team = streams[`team:${teamId}`].data;
    expect(team).toMatchObject({ team: { id: teamId }, membership: { user: { id: ben.id }, role: 'member' } });
    expect(team.channels).toContainEqual(channel);
    expect(team.channels.every(({ visibility }: any) => visibility === 'public')).toBe(true);
  });
});
