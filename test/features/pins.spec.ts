import { setTimeout as sleep } from 'node:timers/promises';
import { onEachDatabase } from '../support/app.js';
import { cast, doors, expectOk, nonce, type Answer, type Cast, type Door, type Person } from '../support/people.js';

const say = async (who: Person, channelId: string, body: string) =>
  expectOk(await who.command('message.send', { channelId, body, nonce: nonce() }));
const pin = (door: Door, who: Person, messageId: string): Promise<Answer> =>
  door === 'rest' ? who.rest('PUT', `/messages/${messageId}/pin`) : who.command('message.pin', { messageId });
const unpin = (door: Door, who: Person, messageId: string): Promise<Answer> =>
  door === 'rest' ? who.rest('DELETE', `/messages/${messageId}/pin`) : who.command('message.unpin', { messageId });
const list = (door: Door, who: Person, channelId: string, query: Record<string, unknown> = {}): Promise<Answer> =>
  door === 'rest'
    ? who.rest('GET', `/channels/${channelId}/pins?${new URLSearchParams(query as never)}`)
    : who.command('pin.list', { channelId, ...query });

const PATIENCE_MS = 20_000;

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person;
  const places: Record<string, string> = {};
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    places['#general'] = stage.general.id;
    places['a DM'] = expectOk(await ada.rest('POST', '/dms', { userIds: [ben.id] })).channel.id;
  });
  afterAll(() => [ada, ben, cy].forEach((who) => who.disconnect()));
  beforeEach(() => [ada, ben, cy].forEach((who) => who.forget()));

  const hears = (who: Person, type: string, fits: (data: any) => boolean) => who.hears(type, fits, PATIENCE_MS);
  const room = async () =>
    expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Pins ${nonce()}` }));

  describe.each(doors)('pins by %s', (door) => {
    describe.each(['#general', 'a DM'])('in %s', (place) => {
      let channelId: string;
      beforeAll(() => {
        channelId = places[place]!;
      });

      it('a message is pinned and unpinned, which every member hears, and nobody else', async () => {
        const message = await say(ada, channelId, 'Read this');
        const pinned = expectOk(await pin(door, ben, message.id));
        expect(pinned).toEqual({ ...message, pinnedAt: expect.any(String), pinnedBy: ben.id, version: 2 });
        expect(await hears(ada, 'message.pinned', ({ id }) => id === message.id)).toEqual(pinned);
        const written = await hears(ada, 'message.created', ({ body }) => body.includes(message.id));
        expect(written).toMatchObject({
          channelId,
          author: { id: ben.id },
          seq: message.seq + 1,
          counted: message.counted,
        });
        expect(JSON.parse(written.body)).toEqual({ event: 'message_pinned', messageId: message.id });
        expect(expectOk(await pin(door, ada, message.id))).toEqual(pinned); // is so already
        expect(expectOk(await ada.rest('GET', `/messages/${message.id}`))).toEqual(pinned);
        expect(expectOk(await list(door, ada, channelId)).items[0]).toEqual(pinned);
        const free = expectOk(await unpin(door, ada, message.id));
        expect(free).toEqual({ ...message, version: 3 });
        for (const who of [ada, ben])
          expect(await hears(who, 'message.unpinned', ({ id }) => id === message.id)).toEqual(free);
        expect(expectOk(await unpin(door, ben, message.id))).toEqual(free);
        for (const answer of [
          await pin(door, cy, message.id),
          await unpin(door, cy, message.id),
          await list(door, cy, channelId),
        ])
          expect(answer.error).toMatchObject({ code: 'not_found', status: 404 });
        await sleep(100);
        expect(ada.heard.filter(({ data }) => data.id === message.id).map(({ type }) => type)).toEqual([
          ...['message.created', 'message.pinned', 'message.unpinned'],
        ]);
        expect(cy.heard).toEqual([]);
      });

      it('what was deleted is not pinned, and deleting unpins; what the server wrote is not pinned either', async () => {
        const message = await say(ada, channelId, 'Soon gone');
        expectOk(await pin(door, ben, message.id));
        const system = await hears(ben, 'message.created', ({ body }) => body.includes(message.id));
        expect((await pin(door, ada, system.id)).error).toMatchObject({ code: 'message.system', status: 409 });
        const edited = expectOk(await ada.rest('PATCH', `/messages/${message.id}`, { body: 'Sooner gone' }));
        expect(edited).toMatchObject({ pinnedBy: ben.id, version: 3 });
        expectOk(await ada.rest('DELETE', `/messages/${message.id}`));
        const gone = await hears(ben, 'message.deleted', ({ id }) => id === message.id);
        expect(gone).toMatchObject({ pinnedAt: null, pinnedBy: null, version: 4 });
        expect((await pin(door, ada, message.id)).error).toMatchObject({ code: 'message.deleted', status: 409 });
        expect(expectOk(await unpin(door, ada, message.id))).toEqual(gone);
        expect(expectOk(await list(door, ada, channelId)).items.map(({ id }: any) => id)).not.toContain(message.id);
      });
    });

    it('a channel lists its pins, the newest first, by pages', async () => {
      const { id: channelId } = await room();
      const messages: { id: string }[] = [];
      for (let n = 0; n < 5; n++) messages.push(await say(ada, channelId, `message ${n}`));
      const pins: [string, string][] = [];
      for (const n of [2, 0, 4, 1, 3]) {
        await sleep(20);
        const { pinnedAt, id } = expectOk(await pin(door, ben, messages[n]!.id));
        pins.push([pinnedAt, id]);
      }
      // By the server's clock, whatever it does.
      const newestFirst = pins
        .sort()
        .toReversed()
        .map(([, id]) => id);
      const first = expectOk(await list(door, ada, channelId, { limit: 3 }));
      const second = expectOk(await list(door, ada, channelId, { limit: 3, after: first.after }));
      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(newestFirst);
      expect(second.after).toBeNull();
      expect(expectOk(await list(door, ada, channelId, { limit: 3, before: second.before }))).toEqual(first);
      expect((await list(door, ada, channelId, { after: 'nonsense' })).error.code).toBe('cursor.invalid');
    });

    it('S3-20 nothing is pinned in an archived channel', async () => {
      const { id: channelId } = await room();
      const message = await say(ada, channelId, 'Too late');
      expectOk(await ada.rest('POST', `/channels/${channelId}/archive`));
      for (const answer of [await pin(door, ada, message.id), await unpin(door, ada, message.id)])
        expect(answer.error).toMatchObject({ code: 'channel.archived', status: 409 });
      expect(expectOk(await list(door, ben, channelId)).items).toEqual([]);
    });
  });

  it('a reply is pinned to its thread, where nothing but replies stands', async () => {
    const root = await say(ada, stage.general.id, 'root');
    const { channelId } = expectOk(await ada.command('thread.open', { messageId: root.id }));
    const reply = await say(ben, channelId, 'reply');
    const pinned = expectOk(await pin('socket', ada, reply.id));
    expect(expectOk(await list('rest', ben, channelId)).items).toEqual([pinned]);
    expect(expectOk(await ben.command('message.list', { channelId })).items).toEqual([pinned]);
  });

  it('of a hundred pins none is too many, and of a race for the last ones as many win as there are', async () => {
    const { id: channelId } = await room();
    const ids: string[] = await Promise.all(
      Array.from({ length: 125 }, (_, n) => say(ada, channelId, `message ${n}`).then(({ id }) => id)),
    );
    for (let n = 0; n < 75; n += 25)
      (await Promise.all(ids.slice(n, n + 25).map((id) => pin('socket', ada, id)))).forEach(expectOk);
    const race = await Promise.all(ids.slice(75).map((id, n) => pin(doors[n % 2]!, n % 3 ? ada : ben, id)));
    expect(race.filter(({ ok }) => ok)).toHaveLength(25);
    for (const { error } of race.filter(({ ok }) => !ok))
      expect(error).toMatchObject({ code: 'message.pin_limit', status: 409 });
    const { items, after } = expectOk(await list('rest', ben, channelId, { limit: 100 }));
    expect({ pins: items.length, after }).toEqual({ pins: 100, after: null });
    expectOk(await unpin('rest', ben, ids[0]!));
    const free = race.findIndex(({ ok }) => !ok);
    expectOk(await pin('rest', ben, ids[75 + free]!));
  }, 300_000);

  it('fifty who pin one message at once pin it once', async () => {
    const { id: channelId } = await room();
    const message = await say(ada, channelId, 'All at once');
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => pin(doors[n % 2]!, n % 3 ? ada : ben, message.id)),
    );
    for (const answer of answers) expect(expectOk(answer)).toMatchObject({ version: 2 });
    expect(expectOk(await ada.command('message.list', { channelId })).items).toHaveLength(2); // one system message
  }, 300_000);

  it('whoever was away hears by sync of the message as it now stands, once', async () => {
    const { id: channelId } = await room();
    const stream = `channel:${channelId}`;
    const message = await say(ada, channelId, 'frist');
    const { position } = expectOk(await ben.command('sync')).streams[stream];
    ben.disconnect();
    expectOk(await pin('rest', ada, message.id));
    const edited = expectOk(await ada.rest('PATCH', `/messages/${message.id}`, { body: 'first' }));
    await ben.connect();
    const { streams } = expectOk(await ben.command('sync', { positions: { [stream]: position } }));
    const missed = streams[stream].events.filter(({ data }: any) => data.id === message.id);
    expect(missed.map(({ type, data }: any) => [type, data])).toEqual([['message.updated', edited]]);
    expect(edited).toMatchObject({ pinnedBy: ada.id });
    const after = streams[stream].position;
    const free = expectOk(await unpin('rest', ada, message.id));
    const again = expectOk(await ben.command('sync', { positions: { [stream]: after } })).streams[stream].events;
    expect(again.map(({ type, data }: any) => [type, data])).toEqual([['message.unpinned', free]]);
  });
});
