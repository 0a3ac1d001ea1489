import { onEachDatabase } from '../support/app.js';
import { cast, doors, expectOk, nonce, type Answer, type Cast, type Door, type Person } from '../support/people.js';

const recent = (door: Door, who: Person, query: Record<string, unknown> = {}): Promise<Answer> =>
  door === 'rest'
    ? who.rest('GET', `/messages?${new URLSearchParams(query as never)}`)
    : who.command('message.recent', query);
const send = async (who: Person, channelId: string, body: string): Promise<any> =>
  expectOk(await who.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() }));

const bodies = ({ items }: { items: { body: string; kind: string }[] }) =>
  items.filter(({ kind }) => kind === 'text').map(({ body }) => body);

onEachDatabase((app) => {
  describe.each(doors)('recent messages by %s', (door) => {
    let stage: Cast;
    let ada: Person, ben: Person, cy: Person, generalId: string;
    beforeEach(async () => {
      stage = await cast(app().url);
      ({ ada, ben, cy } = stage);
      generalId = stage.general.id;
    });
    afterEach(() => [ada, ben, cy].forEach((who) => who.disconnect()));

    const room = async (input: object = {}): Promise<string> =>
      expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Room ${nonce()}`, ...input })).id;

    it('S2-07 S4-34 are those of all one’s rooms, DMs and followed threads, the newest first', async () => {
      const other = await room();
      const root = await send(ben, generalId, 'in general');
      await send(ben, other, 'in a room');
      const dm = expectOk(await ada.rest('POST', '/dms', { userIds: [ben.id] })).channel.id;
      const inDm = await send(ada, dm, 'in a DM');
      const thread = expectOk(await ben.rest('POST', `/messages/${root.id}/thread`));
      await send(ben, thread.channelId, 'in a thread');
      const gone = await send(ada, generalId, 'gone');
      const tombstone = expectOk(await ada.rest('DELETE', `/messages/${gone.id}`));
      const page = expectOk(await recent(door, ben));
      expect(bodies(page)).toEqual(['', 'in a thread', 'in a DM', 'in a room', 'in general']);
      expect(page.items[0]).toEqual(tombstone);
      expect(page.items).toContainEqual(inDm);
      expect(bodies(expectOk(await recent(door, ada)))).toEqual(['', 'in a DM', 'in a room', 'in general']); // Ada does not follow the thread
      expect(expectOk(await recent(door, cy))).toEqual({ items: [], before: null, after: null });
    });

    it('S2-08 S4-34 are none of what one may not see: of others’ private channels, DMs and requested ones, and where one left', async () => {
      const left = await room();
      const removed = await room();
      const requested = await room({ visibility: 'request' });
      const hidden = await room({ visibility: 'private' });
      const archived = await room();
      const notes = expectOk(await ada.rest('POST', '/dms', { userIds: [] })).channel.id;
      const root = await send(ada, left, 'in what Ben left');
      const thread = expectOk(await ben.rest('POST', `/messages/${root.id}/thread`));
      await send(ada, thread.channelId, 'in its thread');
      for (const id of [removed, requested, hidden, notes]) await send(ada, id, 'not Ben’s');
      await send(ada, archived, 'in the archive');
      expectOk(await ada.rest('POST', `/channels/${archived}/archive`, {}));
      expectOk(await ben.rest('POST', `/channels/${left}/leave`));
      expectOk(await ada.rest('DELETE', `/channels/${removed}/members/${ben.id}`));
      expect(bodies(expectOk(await recent(door, ben)))).toEqual(['in the archive']);
      expect(bodies(expectOk(await recent(door, cy)))).toEqual([]);
      expectOk(await ada.rest('DELETE', `/teams/${stage.team.id}/members/${ben.id}`));
      expect(bodies(expectOk(await recent(door, ben)))).toEqual([]);
      expect(bodies(expectOk(await recent(door, ada)))).toHaveLength(7);
    });

    it('S4-34 go on in pages, each message once, also those of the same millisecond', async () => {
      const rooms = [generalId, await room(), await room()];
      await Promise.all(Array.from({ length: 30 }, (_, n) => send(n % 2 ? ada : ben, rooms[n % 3]!, `${n}`)));
      for (let n = 30; n < 45; n++) await send(ada, rooms[0]!, `${n}`); // so many that a page is of one room alone
      const all = expectOk(await recent(door, ada, { limit: 100 }));
      expect(new Set(bodies(all)).size).toBe(45);
      const times = all.items.map(({ createdAt }: { createdAt: string }) => createdAt);
      expect(times).toEqual([...times].sort().reverse());
      const forth: any[] = [];
      let page = expectOk(await recent(door, ada, { limit: 7 }));
      expect(page.before).toBeNull();
      for (; ; page = expectOk(await recent(door, ada, { limit: 7, after: page.after }))) {
        forth.push(...page.items);
        if (page.after === null) break;
      }
      expect(forth).toEqual(all.items);
      const back: any[] = [...page.items];
      while (page.before !== null) {
        page = expectOk(await recent(door, ada, { limit: 7, before: page.before }));
        back.unshift(...page.items);
      }
      expect(back).toEqual(all.items);
    });

    it('refuse a cursor that they did not give', async () => {
      for (const query of [{ after: 'nonsense' }, { before: Buffer.from('1 x').toString('base64url') }]) {
        expect((await recent(door, ada, query)).error).toMatchObject({ code: 'cursor.invalid', status: 400 });
      }
      expect((await recent(door, ada, { limit: 101 })).error.code).toBe('validation.failed');
      expect((await recent(door, ada, { channelId: generalId })).error.code).toBe('validation.failed');
    });
  });
});
