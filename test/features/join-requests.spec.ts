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

const ask = (door: Door, who: Person, channelId: string, input: object = {}): Promise<Answer> =>
  door === 'rest'
    ? who.rest('POST', `/channels/${channelId}/join-requests`, input)
    : who.command('join_request.create', { channelId, ...input });
const list = (door: Door, who: Person, channelId: string, asked: Record<string, unknown> = {}): Promise<Answer> =>
  door === 'rest'
    ? who.rest('GET', `/channels/${channelId}/join-requests?${new URLSearchParams(asked as Record<string, string>)}`)
    : who.command('join_request.list', { channelId, ...asked });
const decide =
  (how: 'approve' | 'deny') =>
  (door: Door, who: Person, channelId: string, requestId: string): Promise<Answer> =>
    door === 'rest'
      ? who.rest('POST', `/channels/${channelId}/join-requests/${requestId}/${how}`)
      : who.command(`join_request.${how}`, { channelId, requestId });
const open = (door: Door, who: Person, channelId: string): Promise<Answer> =>
  door === 'rest'
    ? who.rest('GET', `/channels/${channelId}?include=joinRequest`)
    : who.command('channel.open', { channelId, include: ['joinRequest'] });
const approve = decide('approve');
const deny = decide('deny');
const joinRequests = (who: Person) =>
  who.heard.filter(({ type }) => type.startsWith('join_request.')).map(({ stream, type }) => `${stream} ${type}`);

onEachDatabase((app) => {
  let stage: Cast;
  /** Ada owns the team, Ben hosts the channel that Dee moderates and Fay is in; Eve is in the team alone, Gus its guest. */
  let ada: Person, ben: Person, cy: Person, dee: Person, eve: Person, fay: Person, gus: Person, teamId: string;
  let channelId: string;
  const everybody = () => [ada, ben, cy, dee, eve, fay, gus];
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    teamId = stage.team.id;
    [dee, eve, fay, gus] = (await Promise.all(
      ['dee', 'eve', 'fay', 'gus'].map(async (name) => (await person(app().url, name)).connect()),
    )) as [Person, Person, Person, Person];
    for (const { id } of [dee, eve, fay]) expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: id }));
    expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: gus.id, role: 'guest' }));
  });
  afterAll(() => everybody().forEach((who) => who.disconnect()));
  beforeEach(async () => {
    channelId = await made('request');
    everybody().forEach((who) => who.forget());
  });

  async function made(visibility: string): Promise<string> {
    const { id } = expectOk(await ben.rest('POST', '/channels', { teamId, name: 'By asking', visibility }));
    if (visibility === 'public') return id;
    for (const who of [dee, fay]) expectOk(await ben.rest('POST', `/channels/${id}/members`, { userId: who.id }));
    expectOk(await ben.rest('PATCH', `/channels/${id}/members/${dee.id}`, { role: 'moderator' }));
    return id;
  }
  const timeline = async () => {
    const { items } = expectOk(await ben.rest('GET', `/channels/${channelId}/messages`));
    return items.filter(({ kind }: any) => kind === 'system').map(({ body }: any) => JSON.parse(body));
  };

  describe.each(doors)('requests to join by %s', (door) => {
    it('S3-05 S3-19 S3-22 S3-37 S3-56 who asks is heard by those who lead and by nobody else, once', async () => {
      expect(cy.socket?.connected).toBe(true);
      const request = expectOk(await ask(door, eve, channelId, { message: 'Let me in,\nplease 😂' }));
      expect(request).toMatchObject({ channelId, user: { id: eve.id }, message: 'Let me in,\nplease 😂', version: 1 });
      expect(request).toMatchObject({ status: 'pending', processedAt: null, processedBy: null });
      for (const who of [ben, dee, eve]) expect(await who.hears('join_request.created')).toEqual(request);
      expect(expectOk(await ask(door, eve, channelId, { message: 'Again' }))).toEqual(request);
      await sleep(100);
      for (const who of [ben, dee, eve]) expect(joinRequests(who)).toEqual([`user:${who.id} join_request.created`]);
      for (const who of [ada, cy, fay, gus]) expect(who.heard).toEqual([]);
    });

    it('S3-19 S3-37 who asked finds the newest of their requests again with the channel, and nobody else finds it', async () => {
      const own = async (who: Person) => expectOk(await open(door, who, channelId)).joinRequest;
      expect(await own(eve)).toBeNull();
      const first = expectOk(await ask(door, eve, channelId));
      expect(await own(eve)).toEqual(first);
      for (const who of [ada, ben, fay]) expect(await own(who)).toBeNull();
      const denied = expectOk(await deny(door, ben, channelId, first.id));
      expect(await own(eve)).toEqual(denied);
      const second = expectOk(await ask(door, eve, channelId));
      expect(await own(eve)).toEqual(second);
      for (const who of [cy, gus]) expect(await open(door, who, channelId)).toMatchObject({ ok: false });
    });

    it('S3-38 those who lead the channel or the team list them, in pages, and nobody else', async () => {
      const first = expectOk(await ask(door, eve, channelId));
      const second = expectOk(await ask(door, ada, channelId));
      expectOk(await deny(door, ben, channelId, first.id));
      const limit = door === 'rest' ? '1' : 1;
      for (const who of [ben, dee, ada]) {
        const pending = expectOk(await list(door, who, channelId, { status: 'pending' }));
        expect(pending).toEqual({ items: [second], before: null, after: null });
        const page = expectOk(await list(door, who, channelId, { limit }));
        expect(page.items).toMatchObject([{ id: first.id, status: 'denied' }]);
        expect(expectOk(await list(door, who, channelId, { limit, after: page.after })).items).toEqual([second]);
      }
      for (const who of [fay, eve]) {
        const { error } = await list(door, who, channelId);
        expect(error).toMatchObject({ code: 'access.denied', permission: 'join_request.list' });
        for (const act of [approve, deny])
          expect((await act(door, who, channelId, second.id)).error.code).toBe('access.denied');
      }
      for (const who of [cy, gus]) {
        expect((await list(door, who, channelId)).error.code).toBe('not_found');
        expect((await approve(door, who, channelId, second.id)).error.code).toBe('not_found');
      }
      expect((await list(door, ben, channelId, { status: 'lost' })).error.fields).toMatchObject([{ field: 'status' }]);
      expect((await list(door, ben, channelId, { after: 'nonsense' })).error.code).toBe('cursor.invalid');
    });

    it('S3-39 S3-57 who is let in is a member like every other, hears what is said, and is told', async () => {
      const request = expectOk(await ask(door, eve, channelId));
      fay.forget();
      const approved = expectOk(await approve(door, dee, channelId, request.id));
      expect(approved).toMatchObject({ id: request.id, status: 'approved', processedBy: dee.id, version: 2 });
      for (const who of [ben, dee, eve]) expect(await who.hears('join_request.approved')).toEqual(approved);
      const member = await eve.hears('channel.member.joined', (data) => data.channelId === channelId);
      expect(member).toMatchObject({ user: { id: eve.id }, role: 'member' });
      expect(await fay.hears('channel.member.joined')).toEqual(member);
      const said = expectOk(
        await ben.rest('POST', `/channels/${channelId}/messages`, { body: 'welcome', nonce: nonce() }),
      );
      await eve.hears('message.created', ({ id }) => id === said.id);
      expect((await timeline()).at(-1)).toEqual({ event: 'member_added', userId: eve.id });
      expect(expectOk(await eve.rest('GET', `/channels/${channelId}`))).toMatchObject({ unread: 1 });
      expect(expectOk(await approve(door, ben, channelId, request.id))).toEqual(approved); // as it stands
      expect((await deny(door, ben, channelId, request.id)).error).toMatchObject({
        code: 'join_request.closed',
        status: 409,
      });
      expect((await ask(door, eve, channelId)).error).toMatchObject({ code: 'channel.member_exists', status: 409 });
      await sleep(50);
      expect(joinRequests(fay)).toEqual([]);
      for (const who of [cy, gus, ada]) expect(who.heard).toEqual([]);
    });

    it('S3-40 S3-58 who is denied is told, stays out, and may ask again', async () => {
      const request = expectOk(await ask(door, eve, channelId));
      const denied = expectOk(await deny(door, ada, channelId, request.id)); // she leads the team
      expect(denied).toMatchObject({ status: 'denied', processedBy: ada.id, version: 2 });
      for (const who of [ben, dee, eve]) expect(await who.hears('join_request.denied')).toEqual(denied);
      expect(expectOk(await deny(door, ben, channelId, request.id))).toEqual(denied);
      expect((await approve(door, ben, channelId, request.id)).error.code).toBe('join_request.closed');
      expect(expectOk(await eve.rest('GET', `/channels/${channelId}`)).membership).toBeNull();
      const again = expectOk(await ask(door, eve, channelId));
      expect(again.id).not.toBe(request.id);
      expectOk(await approve(door, ben, channelId, again.id));
      const { items } = expectOk(await list(door, ben, channelId));
      expect(items.map(({ status }: any) => status)).toEqual(['denied', 'approved']);
      const { items: acts } = expectOk(await ada.rest('GET', `/teams/${teamId}/audit?limit=100`));
      const here = acts.filter((act: any) => act.channelId === channelId && act.action.startsWith('join_request.'));
      expect(here.map(({ action }: any) => action).sort()).toEqual(['join_request.approved', 'join_request.denied']);
      expect(cy.heard).toEqual([]);
    });

    it('S3-37 a public channel is joined and not asked, a private one is unseen, and so are those of others', async () => {
      expect((await ask(door, eve, await made('public'))).error).toMatchObject({ code: 'channel.member_exists' });
      const open = await made('public');
      expectOk(await eve.rest('POST', `/channels/${open}/leave`));
      expect((await ask(door, eve, open)).error).toMatchObject({
        ...{ code: 'join_request.needless', status: 409 },
        detail: expect.stringContaining('channel.join'),
      });
      const hidden = await made('private');
      expect((await ask(door, eve, hidden)).error.code).toBe('not_found');
      for (const who of [cy, gus]) expect((await ask(door, who, channelId)).error.code).toBe('not_found');
      for (const who of [ben, fay]) expect((await ask(door, who, channelId)).error.code).toBe('channel.member_exists');
      const request = expectOk(await ask(door, eve, channelId));
      expect((await approve(door, ben, hidden, request.id)).error.code).toBe('not_found'); // of another channel
      expect((await ask(door, eve, channelId, { message: 'x'.repeat(501) })).error.fields).toMatchObject([
        { field: 'message', rule: 'maxLength' },
      ]);
      expectOk(await ben.rest('POST', `/channels/${channelId}/archive`, {}));
      expect((await ask(door, ada, channelId)).error.code).toBe('channel.archived');
      expect((await approve(door, ben, channelId, request.id)).error.code).toBe('channel.archived');
    });

    it('missed while away: the asker and who leads learn it from sync, and who leads no more does not', async () => {
      const positionOf = async (who: Person) => {
        const stream = `user:${who.id}`;
        return expectOk(await who.command('sync', { positions: { [stream]: null } })).streams[stream].position;
      };
      const held = await Promise.all([ben, dee, eve].map(positionOf));
      const request = expectOk(await ask(door, eve, channelId));
      expectOk(await ben.rest('PATCH', `/channels/${channelId}/members/${dee.id}`, { role: 'member' }));
      const denied = expectOk(await deny(door, ben, channelId, request.id));
      const missed = await Promise.all(
        [ben, dee, eve].map(async (who, index) => {
          const stream = `user:${who.id}`;
          const { streams } = expectOk(await who.command('sync', { positions: { [stream]: held[index] } }));
          return streams[stream].events.filter(({ type }: any) => type.startsWith('join_request.'));
        }),
      );
      expect(missed.map((events) => events.map(({ data }: any) => data))).toEqual([[denied], [], [denied]]);
    });
  });

  it('S3-39 S3-40 of fifty who decide at once one is right, and everybody is told the same', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await made('request');
      const request = expectOk(await ask('rest', eve, id));
      eve.forget();
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          (index % 2 ? approve : deny)(doors[index % 3 ? 0 : 1]!, [ben, dee, ada][index % 3]!, id, request.id),
        ),
      );
      const [stands] = expectOk(await list('rest', ben, id)).items;
      for (const [index, answer] of answers.entries()) {
        const asked = index % 2 ? 'approved' : 'denied';
        if (asked === stands.status) expect(expectOk(answer)).toEqual(stands);
        else expect(answer.error.code).toBe('join_request.closed');
      }
      expect(await eve.hears(`join_request.${stands.status}`)).toEqual(stands);
      const { membership } = expectOk(await eve.rest('GET', `/channels/${id}`));
      expect(membership !== null).toBe(stands.status === 'approved');
      await sleep(50);
      expect(joinRequests(eve)).toEqual([`user:${eve.id} join_request.${stands.status}`]);
    }
  }, 300_000);

  it('S3-37 of fifty who ask at once with one voice one request is made', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => ask(doors[index % 2]!, eve, channelId, { message: `${index}` })),
    );
    expect(new Set(answers.map((answer) => expectOk(answer).id)).size).toBe(1);
    expect(expectOk(await list('rest', ben, channelId)).items).toHaveLength(1);
    await ben.hears('join_request.created');
    await sleep(50);
    expect(joinRequests(ben)).toHaveLength(1);
  });

  it('who left the team meanwhile is not let in, and who was brought in meanwhile is in once', async () => {
    const request = expectOk(await ask('rest', eve, channelId));
    expectOk(await fay.rest('POST', `/channels/${channelId}/members`, { userId: eve.id }));
    expect(expectOk(await approve('rest', ben, channelId, request.id))).toMatchObject({ status: 'approved' });
    expect((await timeline()).filter(({ userId }: any) => userId === eve.id)).toHaveLength(1);
    const hal = await person(app().url, 'hal');
    expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: hal.id }));
    const gone = expectOk(await ask('rest', hal, channelId));
    expectOk(await hal.rest('DELETE', `/teams/${teamId}/members/${hal.id}`));
    expect((await approve('rest', ben, channelId, gone.id)).error.code).toBe('not_found');
    expectOk(await deny('rest', ben, channelId, gone.id));
  });
});
