import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { ChannelsQueries } from '../../src/features/channels/channels.queries.js';
import { readStandings } from '../../src/features/channels/read-mark-batch.js';
import { onEachDatabase } from '../support/app.js';
import { places, secondDevice, type Place } from '../support/places.js';
import { cast, doors, expectOk, nonce, type Answer, type Cast, type Door, type Person } from '../support/people.js';

const unread = (door: Door, who: Person, channelId: string, seq: unknown): Promise<Answer> =>
  door === 'rest'
    ? who.rest('POST', `/channels/${channelId}/unread`, { seq })
    : who.command('channel.unread', { channelId, seq });
const read = async (who: Person, channelId: string, seq: number) =>
  expectOk(await who.rest('POST', `/channels/${channelId}/read`, { seq }));
const marks = (who: Person) => who.heard.filter(({ type }) => type === 'channel.read_mark').map(({ data }) => data);

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, tablet: Person;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    tablet = await secondDevice(ben);
  });
  afterAll(() => [ada, ben, cy, tablet].forEach((who) => who.disconnect()));

  const send = async (who: Person, channelId: string, body = 'hello') =>
    expectOk(await who.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() }));
  const look = async (who: Person, channelId: string) => {
    const { channelId: _, ...standing } = await standingOf(who, channelId);
    return standing;
  };
  /** As a device finds it that comes fresh. */
  async function standingOf(who: Person, channelId: string) {
    const stream = `channel:${channelId}`;
    const { streams } = expectOk(await who.command('sync', { positions: { [stream]: null } }));
    const { readMark, counted } = streams[stream].data;
    return { ...readMark, unread: counted - readMark.counted };
  }

  describe.each(places)('in a %s', (_name, place: Place) => {
    describe.each(doors)('marks that are set back by %s', (door) => {
      let channelId: string;
      /** Five messages that Ben has read; the second and the fourth mention him. */
      beforeEach(async () => {
        channelId = await place.open(stage);
        for (const body of ['one', `two @${ben.username}`, 'three', `four @${ben.username}`, 'five'])
          await send(ada, channelId, body);
        await read(ben, channelId, 5);
        await tablet.hears('channel.read_mark', (mark) => mark.channelId === channelId);
        [ada, ben, cy, tablet].forEach((who) => who.forget());
      });

      it('the message becomes the first unread one, on every device, and reading goes on from there', async () => {
        expect(cy.socket?.connected).toBe(true);
        const mark = expectOk(await unread(door, ben, channelId, 3));
        expect(mark).toEqual({ channelId, seq: 2, counted: 2, version: 1, resetSeq: 5, mentions: [4] });
        for (const device of [ben, tablet]) expect(await device.hears('channel.read_mark')).toEqual(mark);
        expect(await standingOf(ben, channelId)).toEqual({ ...mark, unread: 3 });
        expect(expectOk(await unread(door, tablet, channelId, 3))).toEqual(mark); // it is
        expect(await read(ben, channelId, 1)).toEqual(mark); // older than that changes nothing
        const further = await read(tablet, channelId, 4);
        expect(further).toEqual({ ...mark, seq: 4, counted: 4, mentions: [] });
        for (const device of [ben, tablet])
          expect(await device.hears('channel.read_mark', ({ seq }) => seq === 4)).toEqual(further);
        await sleep(100);
        for (const device of [ben, tablet]) expect(marks(device)).toEqual([mark, further]);
        for (const who of [ada, cy]) expect(marks(who)).toEqual([]);
        expect(cy.heard).toEqual([]);
      });

      it('from the first on everything is unread, with all that mentions; a second time is another version', async () => {
        const all = expectOk(await unread(door, ben, channelId, 1));
        expect(all).toEqual({ channelId, seq: 0, counted: 0, version: 1, resetSeq: 5, mentions: [2, 4] });
        expect(await look(ben, channelId)).toMatchObject({ unread: 5 });
        const later = expectOk(await unread(door, ben, channelId, 5)); // on, for what is before counts as read
        expect(later).toEqual({ channelId, seq: 4, counted: 4, version: 2, resetSeq: 5, mentions: [] });
        expect(await look(ben, channelId)).toMatchObject({ unread: 1 });
      });

      it('who speaks has read what was said before, also after that', async () => {
        expectOk(await unread(door, ben, channelId, 2));
        const { seq } = await send(ben, channelId);
        expect(seq).toBe(6);
        expect(await look(ben, channelId)).toMatchObject({ seq: 6, version: 1, resetSeq: 5, unread: 0, mentions: [] });
        await send(ada, channelId);
        expect(await look(ben, channelId)).toMatchObject({ seq: 6, unread: 1 });
      });

      it('missed while away: sync says what a fresh look says, mentions too', async () => {
        const stream = `user:${ben.id}`;
        const { position } = expectOk(await ben.command('sync', { positions: { [stream]: null } })).streams[stream];
        expectOk(await unread(door, ben, channelId, 1));
        const mark = expectOk(await unread(door, ben, channelId, 2));
        const { streams } = expectOk(await tablet.command('sync', { positions: { [stream]: position } }));
        expect(mark.mentions).toEqual([2, 4]);
        expect(streams[stream].events).toEqual([{ position: position + 2, type: 'channel.read_mark', data: mark }]);
      });

      it('only messages that exist can be unread, and only for who is in', async () => {
        for (const seq of [0, 6, -1, 1.5, '1', null, 2 ** 31]) {
          const { error } = await unread(door, ben, channelId, seq);
          expect(error.code).toBe('validation.failed');
          expect(new Set(error.fields?.map(({ field }) => field))).toEqual(new Set(['seq']));
        }
        expect((await unread(door, cy, channelId, 1)).error.code).toBe('not_found');
        expect(marks(ben)).toEqual([]);
      });
    });

    it('of reads and unreads at once on two devices all end where the server stands', async () => {
      const channelId = await place.open(stage);
      for (let count = 0; count < 6; count++) await send(ada, channelId, `@${ben.username}`);
      [ben, tablet].forEach((who) => who.forget());
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) => {
          const device = [ben, tablet][index % 2]!;
          const seq = 1 + ((index * 5) % 6);
          return index % 3 === 0
            ? unread(doors[index % 2]!, device, channelId, seq)
            : device.rest('POST', `/channels/${channelId}/read`, { seq });
        }),
      );
      answers.forEach(expectOk);
      const { unread: left, ...stands } = await standingOf(ben, channelId);
      expect(left).toBe(6 - stands.counted);
      expect(stands.mentions).toEqual([1, 2, 3, 4, 5, 6].filter((seq) => seq > stands.seq));
      for (const device of [ben, tablet]) {
        await device.hears('channel.read_mark', ({ version, seq }) => version === stands.version && seq === stands.seq);
        const [newest] = marks(device).sort((a, b) => b.version - a.version || b.seq - a.seq);
        expect(newest).toEqual(stands);
      }
    });
  });

  it('counting what is unread and what mentions costs what is unread: no message is read, and of mentions only those', async () => {
    const channelId = await places[0]![1].open(stage);
    const { id: other } = expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: 'Loud' }));
    const rows = [channelId, other].flatMap((channel) =>
      [ben.id, ada.id, '*'].flatMap((userId) =>
        Array.from({ length: 700 }, (_, index) => [channel, userId, index + 1, nonce(), '2026-01-01 00:00:00.000']),
      ),
    );
    const plans: { sql: string; plan: any[] }[] = [];
    const counts = await app().database.write([], async ({ manager }) => {
      for (let start = 0; start < rows.length; start += 100) {
        const part = rows.slice(start, start + 100);
        await manager.query(`INSERT INTO mentions VALUES ${part.map(() => '(?,?,?,?,?)').join(',')}`, part.flat());
      }
      const [most, all] = [
        [695, 695],
        [700, 700],
      ] as const;
      await manager.query('UPDATE channel_members SET readSeq = ? WHERE channelId = ?', [most[0], channelId]);
      await manager.query('UPDATE channel_members SET readSeq = ? WHERE channelId = ?', [most[1], other]);
      for (const id of [channelId, other])
        await manager.query('UPDATE streams SET seq = ?, counted = ? WHERE id = ?', [...all, `channel:${id}`]);
      return [channelId, other];
    });
    await app().database.read((reader) =>
      reader.query(app().database.dialect === 'sqlite' ? 'SELECT 1' : 'ANALYZE TABLE mentions'),
    );
    await app().database.snapshot(async (reader) => {
      const watched = watch(reader, plans, app().database.dialect);
      const mine = await app().get(ChannelsQueries).mine(watched, ben.id, counts);
      for (const id of counts)
        expect(mine.get(id)).toMatchObject({ readMark: { mentions: [696, 697, 698, 699, 700] } });
      const keys = counts.flatMap((id) => [ada, ben].map((who) => ({ channelId: id, userId: who.id })));
      expect((await readStandings(watched, keys)).size).toBe(4);
    });
    expect(plans.length).toBeGreaterThanOrEqual(4);
    expect(plans.filter(({ sql }) => /\bmessages\b/.test(sql))).toEqual([]);
    const onMentions = plans.filter(({ sql }) => sql.includes('mentions'));
    expect(onMentions).toHaveLength(2);
    for (const { plan } of onMentions) {
      const text = JSON.stringify(plan);
      if (app().database.dialect === 'sqlite') {
        expect(text).not.toMatch(/SCAN/);
        expect(text).toMatch(/SEARCH mentions .*channelId=\? AND userId=\? AND seq>\?/);
      } else {
        expect(plan).toMatchObject([{ table: 'mentions', type: 'range', key: 'PRIMARY' }]);
        expect(Number(plan[0].rows)).toBeLessThan(100); // of 4,200
      }
    }
  });
});

/** Explains every statement that is asked through it. */
function watch(reader: EntityManager, plans: { sql: string; plan: any[] }[], dialect: string): EntityManager {
  const explain = dialect === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN FORMAT=TRADITIONAL';
  return new Proxy(reader, {
    get(target, name) {
      if (name !== 'query') return Reflect.get(target, name) as unknown;
      return async (sql: string, values: unknown[]) => {
        plans.push({ sql, plan: await target.query(`${explain} ${sql}`, values) });
        return target.query(sql, values) as unknown;
      };
    },
  });
}
