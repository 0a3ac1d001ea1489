import sharp from 'sharp';
import { onEachDatabase } from '../support/app.js';
import { doors, expectOk, nonce, type Answer, type Door, type Person } from '../support/people.js';
import { places } from '../support/places.js';
import { stageAt } from '../support/stage.js';
import { contentOf, photo, read, recording, settled, upload, uploaded } from '../support/uploads.js';

onEachDatabase((app) => {
  const stage = stageAt(() => app().url);
  let ada: Person;
  let ben: Person;
  let cy: Person;

  beforeAll(() => void ({ ada, ben, cy } = stage));

  const text = (said = 'notes') => uploaded(ada, Buffer.from(said), { name: 'notes.txt' });
  const send = (door: Door, who: Person, channelId: string, input: object): Promise<Answer> =>
    door === 'rest'
      ? who.rest('POST', `/channels/${channelId}/messages`, { nonce: nonce(), ...input })
      : who.command('message.send', { channelId, nonce: nonce(), ...input });

  describe.each(places)('in a %s', (_, place) => {
    it('S1-30 S3-07 a picture is sent with a message, without where it was taken, and shown to whoever may read it', async () => {
      const channelId = await place.open(stage);
      const answer = await upload(ada, await photo(), { name: 'holiday.jpg', type: 'image/jpeg' });
      expect(answer.data).toMatchObject({ kind: 'image', state: 'processing', name: 'holiday.jpg', messageId: null });
      const media = await settled(ada, answer.data.id);
      expect(media).toMatchObject({ state: 'ready', width: 800, height: 600, contentType: 'image/jpeg' });
      const sent = expectOk(await send('socket', ada, channelId, { mediaIds: [media.id] }));
      expect(sent.attachments).toMatchObject([{ id: media.id, state: 'ready', messageId: sent.id }]);
      const heard = await ben.hears('message.created', ({ id }) => id === sent.id);
      expect(heard.attachments).toEqual(sent.attachments);
      const bytes = await contentOf(ben, media.id);
      expect(bytes.includes('Parley')).toBe(false); // who made the camera
      const { width, height, exif } = await sharp(bytes).metadata();
      expect({ width, height, exif }).toEqual({ width: 800, height: 600, exif: undefined });
      expect((await read(cy, `/media/${media.id}/content`)).status).toBe(404);
    });

    it('S3-17 S5-31 S5-32 S5-40 a voice note is there at once and becomes playable in place', async () => {
      const channelId = await place.open(stage);
      const note = expectOk(await upload(ben, await recording(2), { name: 'note.webm', kind: 'voice' }));
      const sent = expectOk(await send('rest', ben, channelId, { mediaIds: [note.id] }));
      const ready = await ada.hears('media.ready', ({ id }) => id === note.id);
      expect(ready).toMatchObject({ kind: 'voice', state: 'ready', messageId: sent.id, contentType: 'audio/mp4' });
      expect(Math.abs(ready.durationMs - 2000)).toBeLessThan(100);
      expect(ready.waveform.length).toBeGreaterThanOrEqual(64);
      const message = expectOk(await ada.rest('GET', `/messages/${sent.id}`));
      expect(message.attachments).toEqual([ready]);
      expect(cy.heard.filter(({ type }) => type.startsWith('media.'))).toEqual([]);
    });
  });

  describe.each(doors)('by %s', (door) => {
    it('S1-30 up to ten things go with a message, in the order that was asked for', async () => {
      const all = await Promise.all(Array.from({ length: 10 }, (_, n) => text(`file ${n}`)));
      const mediaIds = all.map(({ id }) => id).toReversed();
      const sent = expectOk(await send(door, ada, stage.general.id, { body: 'All of it', mediaIds }));
      expect(sent.attachments.map(({ id }: { id: string }) => id)).toEqual(mediaIds);
      const again = expectOk(await ben.rest('GET', `/messages/${sent.id}`));
      expect(again).toEqual(sent);
      const eleven = await send(door, ada, stage.general.id, { body: 'x', mediaIds: [...mediaIds, nonce()] });
      expect(eleven.error.fields).toMatchObject([{ field: 'mediaIds', rule: 'arrayMaxSize' }]);
      const twice = await send(door, ada, stage.general.id, { body: 'x', mediaIds: [mediaIds[0], mediaIds[0]] });
      expect(twice.error.fields).toMatchObject([{ field: 'mediaIds', rule: 'arrayUnique' }]);
    });

    it('S1-30 a thing goes with one message: not with a second, and not with somebody else’s', async () => {
      const media = await text();
      const by = (who: Person, mediaIds: string[]) => send(door, who, stage.general.id, { body: 'Look', mediaIds });
      expect((await by(ben, [media.id])).error.code).toBe('media.unattachable');
      expect((await by(ada, [media.id, nonce()])).error.code).toBe('media.unattachable');
      expectOk(await by(ada, [media.id]));
      expect((await by(ada, [media.id])).error.code).toBe('media.unattachable');
    });

    it('S1-30 a repeat answers the first message with what hangs on it, and another list is another request', async () => {
      const [first, second] = await Promise.all([text('1'), text('2')]);
      const input = { nonce: nonce(), body: '', mediaIds: [first.id] };
      const sent = expectOk(await send(door, ada, stage.general.id, input));
      expect(expectOk(await send(door, ada, stage.general.id, input))).toEqual(sent);
      const other = await send(door, ada, stage.general.id, { ...input, mediaIds: [second.id] });
      expect(other.error.code).toBe('message.nonce_reused');
      expect((await read(ben, `/media/${second.id}`)).status).toBe(404); // it is still unsent
    });

    it('a message says something, or something hangs on it', async () => {
      for (const input of [{}, { body: '' }, { body: ' \n' }, { mediaIds: [] }, { body: '', mediaIds: [] }]) {
        const { error } = await send(door, ada, stage.general.id, input);
        expect(error).toMatchObject({ code: 'validation.failed', fields: [{ field: 'body', rule: 'notBlank' }] });
      }
    });
  });

  it('of twenty who send the same thing at once, in two channels, one gets through', async () => {
    const other = expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: 'Other' }));
    const media = await text();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        send(doors[n % 2]!, ada, n % 3 ? other.id : stage.general.id, { mediaIds: [media.id] }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(answers.flatMap(({ ok, error }) => (ok ? [] : [error.code])))).toEqual(
      new Set(['media.unattachable']),
    );
  });

  it('what failed is not sent', async () => {
    const broken = (await photo()).subarray(0, 2000);
    const media = await uploaded(ada, broken, { name: 'broken.jpg' });
    expect(media).toMatchObject({ state: 'failed', reason: 'broken' });
    const { error } = await send('rest', ada, stage.general.id, { mediaIds: [media.id] });
    expect(error).toMatchObject({ code: 'media.failed', reason: 'broken' });
  });

  it('the text of a message may be taken away while something hangs on it, and only then', async () => {
    const media = await text();
    const sent = expectOk(await send('rest', ada, stage.general.id, { body: 'A caption', mediaIds: [media.id] }));
    const edited = expectOk(await ada.rest('PATCH', `/messages/${sent.id}`, { body: '' }));
    expect(edited).toMatchObject({ body: '', attachments: [{ id: media.id }] });
    const plain = expectOk(await send('rest', ada, stage.general.id, { body: 'Only words' }));
    expect((await ada.rest('PATCH', `/messages/${plain.id}`, { body: ' ' })).error.code).toBe('validation.failed');
  });

  it('what nobody sent yet is there for whoever uploaded it, who may take it back', async () => {
    const media = await text();
    for (const who of [ben, cy]) {
      expect((await who.rest('GET', `/media/${media.id}`)).error.code).toBe('not_found');
      expect((await who.rest('DELETE', `/media/${media.id}`)).error.code).toBe('not_found');
    }
    expectOk(await ada.command('media.delete', { mediaId: media.id }));
    expect((await ada.rest('GET', `/media/${media.id}`)).error.code).toBe('not_found');
    expect((await send('rest', ada, stage.general.id, { mediaIds: [media.id] })).error.code).toBe('media.unattachable');
    const sent = await text();
    expectOk(await send('rest', ada, stage.general.id, { mediaIds: [sent.id] }));
    expect((await ada.rest('DELETE', `/media/${sent.id}`)).error).toMatchObject({
      code: 'access.denied',
      permission: 'media.delete',
    });
  });

  it('how an upload ends is told to its sender alone as long as it is not sent', async () => {
    const { id } = expectOk(await upload(ada, await photo(), { name: 'mine.jpg' }));
    await ada.hears('media.ready', (media) => media.id === id);
    expect(ben.heard.some(({ data }) => data.id === id)).toBe(false);
  });
});
