import { setTimeout as sleep } from 'node:timers/promises';
import { onEachDatabase } from '../support/app.js';
import { cast, doors, expectOk, nonce, type Answer, type Cast, type Door, type Person } from '../support/people.js';

const send = async (who: Person, channelId: string, body: string): Promise<any> =>
  expectOk(await who.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() }));
const edit = async (who: Person, messageId: string, body: string): Promise<any> =>
  expectOk(await who.rest('PATCH', `/messages/${messageId}`, { body }));
const history = (door: Door, who: Person, messageId: string): Promise<Answer> =>
  door === 'rest' ? who.rest('GET', `/messages/${messageId}/history`) : who.command('message.history', { messageId });

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, generalId: string, dmId: string;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    generalId = stage.general.id;
    dmId = expectOk(await ada.rest('POST', '/dms', { userIds: [ben.id] })).channel.id;
  });
  afterAll(() => [ada, ben, cy].forEach((who) => who.disconnect()));
  beforeEach(() => [ada, ben, cy].forEach((who) => who.forget()));

  describe.each(doors)('history by %s', (door) => {
    it.each(['#general', 'a DM'])(
      'S3-09 S3-43 tells members what a message in %s said, and nobody else',
      async (place) => {
        const where = place === '#general' ? generalId : dmId;
        const first = await send(ada, where, 'frist');
        const second = await edit(ada, first.id, 'first');
        const third = await edit(ada, first.id, 'first!');
        await edit(ada, first.id, 'first!'); // changes nothing, so it is no version
        expect(expectOk(await history(door, ben, first.id))).toEqual({
          items: [
            { version: 1, body: 'frist', writtenAt: first.createdAt },
            { version: 2, body: 'first', writtenAt: second.editedAt },
            { version: 3, body: 'first!', writtenAt: third.editedAt },
          ],
        });
        expect((await history(door, cy, first.id)).error).toMatchObject({ code: 'not_found', status: 404 });
        expect((await history(door, ada, nonce())).error.code).toBe('not_found');
        await sleep(50);
        expect(cy.heard).toEqual([]);
      },
    );

    it('is what the message says where it was never edited', async () => {
      const { id, createdAt, body } = await send(ben, generalId, 'once');
      expect(expectOk(await history(door, ada, id)).items).toEqual([{ version: 1, body, writtenAt: createdAt }]);
    });

    it('S3-09 S3-44 of a deleted message only those tell themselves who lead', async () => {
      const { id } = await send(ben, generalId, 'secret');
      await edit(ben, id, 'secret!');
      expectOk(await ben.rest('DELETE', `/messages/${id}`));
      for (const who of [ben]) {
        expect((await history(door, who, id)).error).toMatchObject({
          code: 'access.denied',
          status: 403,
          permission: 'message.history_deleted',
        });
      }
      const { items } = expectOk(await history(door, ada, id)); // hosts the channel and owns the team
      expect(items.map(({ body }: { body: string }) => body)).toEqual(['secret', 'secret!']);
      expect((await history(door, cy, id)).error.code).toBe('not_found');
      const dm = await send(ada, dmId, 'between us');
      expectOk(await ada.rest('DELETE', `/messages/${dm.id}`));
      for (const who of [ada, ben]) expect((await history(door, who, dm.id)).error.code).toBe('access.denied');
    });

    it('somebody who moderates the team reads it, whatever they are in the channel', async () => {
      const { id } = await send(ada, generalId, 'gone');
      expectOk(await ada.rest('DELETE', `/messages/${id}`));
      expect((await history(door, ben, id)).error.code).toBe('access.denied');
      expectOk(await ada.rest('PATCH', `/teams/${stage.team.id}/members/${ben.id}`, { role: 'moderator' }));
      expect(expectOk(await history(door, ben, id)).items).toHaveLength(1);
      expectOk(await ada.rest('PATCH', `/teams/${stage.team.id}/members/${ben.id}`, { role: 'member' }));
    });

    it('a visitor of a public channel reads what it says and not what it said', async () => {
      const room = expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Open ${nonce()}` }));
      const { id } = await send(ada, room.id, 'x');
      expectOk(await ben.rest('POST', `/channels/${room.id}/leave`));
      expectOk(await ben.rest('GET', `/messages/${id}`));
      expect((await history(door, ben, id)).error).toMatchObject({
        code: 'access.denied',
        permission: 'message.history',
      });
    });
  });

  it('S3-43 50 edits at once leave 51 versions that end with what it says', async () => {
    const { id } = await send(ada, generalId, 'race');
    await Promise.all(Array.from({ length: 50 }, (_, n) => edit(ada, id, `edit ${n}`)));
    const message = expectOk(await ada.rest('GET', `/messages/${id}`));
    const { items } = expectOk(await history('rest', ada, id));
    expect(items.map(({ version }: { version: number }) => version)).toEqual(
      Array.from({ length: 51 }, (_, n) => n + 1),
    );
    expect(new Set(items.map(({ body }: { body: string }) => body)).size).toBe(51);
    expect(items.at(-1)).toEqual({ version: 51, body: message.body, writtenAt: message.editedAt });
  });

  it('tells the newest 100 versions', async () => {
    const { id } = await send(ada, dmId, '0');
    for (let n = 1; n <= 120; n++) await edit(ada, id, `${n}`);
    const { items } = expectOk(await history('rest', ben, id));
    expect(items.map(({ body }: { body: string }) => Number(body))).toEqual(
      Array.from({ length: 100 }, (_, n) => n + 21),
    );
  });
});
