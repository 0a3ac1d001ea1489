import { onEachDatabase } from '../support/app.js';
import { cast, doors, expectOk, nonce, type Cast, type Door, type Person } from '../support/people.js';

const sync = (door: Door, who: Person, input: object) =>
  door === 'rest' ? who.rest('POST', '/sync', input) : who.command('sync', input);

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, stream: string;
  const say = async (body: string) =>
    expectOk(await ada.rest('POST', `/channels/${stage.general.id}/messages`, { body, nonce: nonce() }));
  const position = async () =>
    expectOk(await sync('rest', ben, { positions: { [stream]: null } })).streams[stream].position;

  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    stream = `channel:${stage.general.id}`;
  });
  afterAll(() => [ada, ben, cy].forEach((who) => who.disconnect()));

  describe.each(doors)('sync by %s', (door) => {
    it('S1-11 S5-26 the first load answers a snapshot of each of one’s streams, and of no other', async () => {
      const { epoch, streams } = expectOk(await sync(door, ben, {}));
      expect(epoch).toMatch(/^[0-9a-f-]{36}$/);
      expect(Object.keys(streams).sort()).toEqual([stream, `team:${stage.team.id}`, `user:${ben.id}`].sort());
      expect(streams[stream]).toMatchObject({
        status: 'snapshot',
        data: { channel: { slug: 'general' }, membership: { user: { id: ben.id } } },
      });
      expect(Object.keys(expectOk(await sync(door, cy, {})).streams)).toEqual([`user:${cy.id}`]);
    });

    it('S1-24 S5-34 answers what was touched since, once each and as it is now, tombstones included', async () => {
      const held = await position();
      const [kept, edited, deleted] = [await say('kept'), await say('frist'), await say('secret')];
      expectOk(await ada.rest('PATCH', `/messages/${edited.id}`, { body: 'first' }));
      expectOk(await ada.rest('DELETE', `/messages/${deleted.id}`));
      const answer = expectOk(await sync(door, ben, { positions: { [stream]: held } })).streams[stream];
      expect(answer).toMatchObject({ status: 'changes', position: held + 5 });
      expect(answer.events.map(({ type, data }: any) => [type, data.id, data.body])).toEqual([
        ['message.created', kept.id, 'kept'],
        ['message.updated', edited.id, 'first'],
        ['message.deleted', deleted.id, ''],
      ]);
      expect(expectOk(await sync(door, ben, { positions: { [stream]: held + 5 } })).streams[stream]).toEqual({
        ...{ status: 'changes', position: held + 5, events: [] },
      });
    });

    it('a stream of others, of nobody or of the future: gone or a snapshot, never an error for the rest', async () => {
      const nobody = `channel:${nonce()}`;
      const { streams } = expectOk(
        await sync(door, cy, { positions: { [stream]: 0, [nobody]: 5, [`user:${cy.id}`]: 1_000_000 } }),
      );
      expect(streams[stream]).toEqual({ status: 'gone' });
      expect(streams[nobody]).toEqual({ status: 'gone' });
      expect(streams[`user:${cy.id}`]).toMatchObject({ status: 'snapshot', data: { me: { id: cy.id } } });
    });

    it('refuses what are no positions, by name', async () => {
      for (const positions of [[], 'all', { general: 1 }, { [stream]: -1 }, { [stream]: 1.5 }, { [stream]: '1' }]) {
        const { error } = await sync(door, ben, { positions });
        expect(error).toMatchObject({
          code: 'validation.failed',
          fields: [expect.objectContaining({ field: 'positions' })],
        });
      }
    });
  });

  it('answers a snapshot where the log was pruned, or holds facts that this version does not know', async () => {
    const held = await position();
    await say('newer');
    const write = (sql: string, values: unknown[]) =>
      app().database.write([], ({ manager }) => manager.query(sql, values));
    await write('UPDATE changes SET type = ? WHERE stream = ? AND position = ?', ['poll.opened', stream, held + 1]);
    const unknown = expectOk(await sync('rest', ben, { positions: { [stream]: held } })).streams[stream];
    expect(unknown).toMatchObject({ status: 'snapshot', position: held + 1 });
    await write('DELETE FROM changes WHERE stream = ? AND position <= ?', [stream, held + 1]);
    const pruned = expectOk(await sync('rest', ben, { positions: { [stream]: held - 1 } })).streams[stream];
    expect(pruned).toMatchObject({ status: 'snapshot', position: held + 1 });
  });

  it('answers a snapshot after more than 500 missed changes', async () => {
    const held = await position();
    await Promise.all(Array.from({ length: 501 }, (_, n) => say(`${n}`)));
    const answer = expectOk(await sync('rest', ben, { positions: { [stream]: held } })).streams[stream];
    expect(answer).toMatchObject({ status: 'snapshot', position: held + 501 });
  });
});
