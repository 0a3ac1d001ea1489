import { onEachDatabase } from '../support/app.js';
import { doors, expectOk, nonce, type Answer, type Door, type Person } from '../support/people.js';
import { places } from '../support/places.js';
import { stageAt } from '../support/stage.js';
import { formWith, PIXEL, recording, uploaded } from '../support/uploads.js';

const list = (door: Door, who: Person, channelId: string, query: Record<string, any> = {}): Promise<Answer> =>
  door === 'rest'
    ? who.rest('GET', `/channels/${channelId}/media?${new URLSearchParams(query)}`)
    : who.command('media.list', { channelId, ...query });

/** What is listed, by name. */
const names = (answer: Answer): string[] => expectOk(answer).items.map(({ media }: any) => media.name);

onEachDatabase((app) => {
  const stage = stageAt(() => app().url);
  let ada: Person;
  let ben: Person;
  let cy: Person;

  beforeAll(() => void ({ ada, ben, cy } = stage));

  const file = (who: Person, name: string) => uploaded(who, Buffer.from(`${name} ${nonce()}`), { name });
  const picture = (who: Person, name: string) => uploaded(who, PIXEL, { name });
  const send = async (who: Person, channelId: string, ...media: { id: string }[]) =>
    expectOk(await who.command('message.send', { channelId, nonce: nonce(), mediaIds: media.map(({ id }) => id) }));

  describe.each(doors)('what was sent, by %s', (door) => {
    it.each(places)('S3-07 a %s lists it, the newest first, with who sent it and where it stands', async (_, place) => {
      const channelId = await place.open(stage);
      const [notes, one, two] = [
        await file(ada, 'notes.txt'),
        await picture(ben, '1.png'),
        await picture(ben, '2.png'),
      ];
      await send(ada, channelId, notes);
      const sent = await send(ben, channelId, two, one); // in another order than they were uploaded
      const { items, before, after } = expectOk(await list(door, ben, channelId));
      expect(items.map(({ media }: any) => media.name)).toEqual(['1.png', '2.png', 'notes.txt']);
      expect(items[0]).toEqual({
        ...{ media: sent.attachments[1], channelId, seq: sent.seq, author: sent.author, sentAt: sent.createdAt },
      });
      expect([before, after]).toEqual([null, null]);
      expect(names(await list(door, ada, channelId, { kinds: 'image' }))).toEqual(['1.png', '2.png']);
      expect(names(await list(door, ada, channelId, { kinds: 'file,voice' }))).toEqual(['notes.txt']);
      expect((await list(door, cy, channelId)).error).toMatchObject({ code: 'not_found', status: 404 });
    });

    it('S3-07 by pages, on from a cursor or from any upload of the list, also when that is gone', async () => {
      const channelId = await places[0]![1].open(stage);
      const all: { id: string }[] = [];
      for (const name of ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt']) all.push(await file(ada, name));
      const messages = [await send(ada, channelId, ...all.slice(0, 3)), await send(ada, channelId, ...all.slice(3))];
      const first = expectOk(await list(door, ben, channelId, { limit: 2 }));
      const second = expectOk(await list(door, ben, channelId, { limit: 2, after: first.after }));
      const third = expectOk(await list(door, ben, channelId, { limit: 2, after: second.after }));
      expect([first, second, third].map(({ items }) => items.map(({ media }: any) => media.name))).toEqual([
        ['e.txt', 'd.txt'],
        ['c.txt', 'b.txt'],
        ['a.txt'],
      ]);
      expect(third.after).toBeNull();
      expect(expectOk(await list(door, ben, channelId, { limit: 2, before: third.before })).items).toEqual(
        second.items,
      );
      const from = (side: 'before' | 'after', index: number) =>
        list(door, ben, channelId, { limit: 2, [side]: all[index]!.id }).then(names);
      expect(await from('after', 3)).toEqual(['c.txt', 'b.txt']);
      expect(await from('before', 0)).toEqual(['c.txt', 'b.txt']); // the nearest ones
      expectOk(await ada.rest('DELETE', `/messages/${messages[1].id}`));
      expect(names(await list(door, ben, channelId))).toEqual(['c.txt', 'b.txt', 'a.txt']);
      expect(names(await list(door, ben, channelId, { after: first.after }))).toEqual(['c.txt', 'b.txt', 'a.txt']);
      for (const after of ['nonsense', nonce()])
        expect((await list(door, ben, channelId, { after })).error.code).toBe('cursor.invalid');
      const { error } = await list(door, ben, channelId, { kinds: 'image,nothing' });
      expect(error).toMatchObject({ code: 'validation.failed', fields: [{ field: 'kinds' }] });
    });

    it('S3-07 goes on from what is in the list alone, and tells nothing of what hangs elsewhere', async () => {
      const channelId = await places[0]![1].open(stage);
      const elsewhere = await places[1]![1].open(stage);
      const [first, foreign, own] = [await file(ada, '1.txt'), await file(ada, '2.txt'), await file(ada, '3.txt')];
      await send(ada, channelId, first);
      await send(ada, elsewhere, foreign);
      await send(ada, channelId, own);
      const unsent = await file(ada, '4.txt');
      for (const { id } of [foreign, unsent])
        for (const side of ['before', 'after'])
          expect((await list(door, ben, channelId, { [side]: id })).error).toMatchObject({
            ...{ code: 'cursor.invalid', status: 400 },
          });
      // A cursor names a place in time and no upload: of another list it leads through this one alone.
      const { after } = expectOk(await list(door, ben, channelId, { limit: 1 }));
      expect(names(await list(door, ben, elsewhere, { after }))).toEqual(['2.txt']);
      expect(names(await list(door, ben, channelId, { after }))).toEqual(['1.txt']);
    });

    it('S3-07 S3-03 what was sent in a thread stands in the list of its channel, and alone in its own', async () => {
      const parentId = await places[0]![1].open(stage);
      const root = await send(ada, parentId, await file(ada, 'root.txt'));
      const { channelId } = expectOk(await ben.rest('POST', `/messages/${root.id}/thread`));
      const reply = await send(ben, channelId, await file(ben, 'reply.txt'));
      expect(names(await list(door, ada, parentId))).toEqual(['reply.txt', 'root.txt']);
      const { items } = expectOk(await list(door, ada, channelId));
      expect(items).toMatchObject([{ media: { name: 'reply.txt' }, channelId, seq: reply.seq }]);
      expect((await list(door, cy, channelId)).error.code).toBe('not_found');
    });
  });

  it('S5-31 what is still being made ready is listed as it is found to be, and what failed is not', async () => {
    const channelId = await places[0]![1].open(stage);
    const note = expectOk(
      await ada.rest('POST', '/media?kind=voice', formWith(await recording(1), { name: 'note.webm' })),
    );
    await send(ada, channelId, note);
    await ben.hears('media.ready', ({ id }) => id === note.id);
    const { items } = expectOk(await list('rest', ben, channelId, { kinds: 'voice' }));
    expect(items).toMatchObject([{ media: { id: note.id, state: 'ready' } }]);
    const broken = expectOk(await ada.rest('POST', '/media', formWith(PIXEL.subarray(0, 40), { name: 'broken.png' })));
    const sent = await ada.command('message.send', { channelId, nonce: nonce(), mediaIds: [broken.id] });
    if (sent.ok) await ben.hears('media.failed', ({ id }) => id === broken.id); // else it had failed before
    expect(expectOk(await list('rest', ben, channelId)).items).toHaveLength(1);
  });
});
