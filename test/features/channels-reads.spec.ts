import { setTimeout as sleep } from 'node:timers/promises';
import { onEachDatabase } from '../support/app.js';
import { cast, doors, expectOk, nonce, type Answer, type Cast, type Door, type Person } from '../support/people.js';

const read = (door: Door, who: Person, channelId: string, seq: unknown): Promise<Answer> =>
  door === 'rest'
    ? who.rest('POST', `/channels/${channelId}/read`, { seq })
    : who.command('channel.read', { channelId, seq });
const send = async (who: Person, channelId: string) =>
  expectOk(await who.rest('POST', `/channels/${channelId}/messages`, { body: 'hello', nonce: nonce() }));
/** A mark that was never set back, in a channel where nobody is mentioned. */
const at = (channelId: string, seq: number, counted = seq) => ({
  ...{ channelId, seq, counted },
  ...{ version: 0, resetSeq: 0, mentions: [] },
});
const look = async (who: Person, channelId: string) => {
  const { readMark, unread } = expectOk(await who.rest('GET', `/channels/${channelId}`));
  return { ...readMark, unread };
};

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, channelId: string;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
  });
  afterAll(() => [ada, ben, cy].forEach((who) => who.disconnect()));
  beforeEach(async () => {
    channelId = expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: 'Reading room' })).id;
    [ada, ben, cy].forEach((who) => who.forget());
  });

  describe.each(doors)('read marks by %s', (door) => {
    it('only grow, are told to their person alone, and leave unread what came after', async () => {
      expect(cy.socket?.connected).toBe(true);
      for (let count = 0; count < 5; count++) await send(ada, channelId);
      expect(await look(ben, channelId)).toEqual({ ...at(channelId, 0), unread: 5 });
      const mark = expectOk(await read(door, ben, channelId, 3));
      expect(mark).toEqual(at(channelId, 3));
      expect(await ben.hears('channel.read_mark')).toEqual(mark);
      expect(await look(ben, channelId)).toEqual({ ...mark, unread: 2 });
      expect(expectOk(await read(door, ben, channelId, 1))).toEqual(mark); // an older one changes nothing
      expect(expectOk(await read(door, ben, channelId, 5))).toEqual(at(channelId, 5));
      expect(await look(ben, channelId)).toMatchObject({ unread: 0 });
      await sleep(100);
      expect(ben.heard.filter(({ type }) => type === 'channel.read_mark').map(({ data }) => data.seq)).toEqual([3, 5]);
      for (const who of [ada, cy]) expect(who.heard.filter(({ type }) => type === 'channel.read_mark')).toEqual([]);
      expect(await look(ada, channelId)).toMatchObject({ seq: 5, unread: 0 }); // sending marks as read
    });

    it('system messages have a number and count for nobody', async () => {
      await send(ada, channelId);
      expectOk(await ben.rest('POST', `/channels/${channelId}/leave`));
      expectOk(await ben.rest('POST', `/channels/${channelId}/join`));
      await send(ada, channelId);
      expect(await look(ben, channelId)).toMatchObject({ unread: 1 });
      expect(expectOk(await read(door, ben, channelId, 3))).toEqual(at(channelId, 3, 1));
      expect(await look(ben, channelId)).toMatchObject({ unread: 1 });
      expect(expectOk(await read(door, ben, channelId, 4))).toEqual(at(channelId, 4, 2));
    });

    it('a message that does not exist yet is refused by name, and harms no other', async () => {
      await send(ada, channelId);
      const [wrong, right] = await Promise.all([read(door, ben, channelId, 2), read(door, ben, channelId, 1)]);
      expect(wrong?.error).toMatchObject({ code: 'validation.failed', fields: [{ field: 'seq', rule: 'max' }] });
      expect(expectOk(right!)).toEqual(at(channelId, 1));
      for (const seq of [-1, 1.5, '1', null, 2 ** 31]) {
        const { error } = await read(door, ben, channelId, seq);
        expect(error.code).toBe('validation.failed');
        expect(new Set(error.fields?.map(({ field }) => field))).toEqual(new Set(['seq']));
      }
    });

    it('only members have one', async () => {
      await send(ada, channelId);
      expect((await read(door, cy, channelId, 1)).error.code).toBe('not_found');
      expectOk(await ben.rest('POST', `/channels/${channelId}/leave`));
      expect((await read(door, ben, channelId, 1)).error).toMatchObject({
        code: 'access.denied',
        permission: 'channel.read',
      });
    });

    it('a storm of marks ends at the furthest and is written in few transactions', async () => {
      for (let count = 0; count < 30; count++) await send(ada, channelId);
      ben.forget();
      const answers = await Promise.all(
        Array.from({ length: 300 }, (_, index) => read(door, ben, channelId, (index * 7) % 31)),
      );
      answers.forEach((answer, index) => expect(expectOk(answer).seq).toBeGreaterThanOrEqual((index * 7) % 31));
      expect(await look(ben, channelId)).toEqual({ ...at(channelId, 30), unread: 0 });
      await ben.hears('channel.read_mark', ({ seq }) => seq === 30);
      const told = ben.heard.filter(({ type }) => type === 'channel.read_mark').map(({ data }) => data.seq);
      expect(told).toEqual([...told].sort((a, b) => a - b));
      expect(told.length).toBeLessThan(30); // 300 marks, and a write for each would have told every growth
    });

    it('missed while away: sync says what a fresh look says', async () => {
      for (let count = 0; count < 3; count++) await send(ada, channelId);
      const stream = `user:${ben.id}`;
      const { streams } = expectOk(await ben.command('sync', { positions: { [stream]: null } }));
      const { position } = streams[stream];
      await read(door, ben, channelId, 1);
      const mark = expectOk(await read(door, ben, channelId, 2));
      const missed = expectOk(await ben.command('sync', { positions: { [stream]: position } }));
      expect(missed.streams[stream].events).toEqual([
        { position: position + 2, type: 'channel.read_mark', data: mark },
      ]);
    });
  });
});
