import sharp from 'sharp';
import { onEachDatabase } from '../support/app.js';
import { cast, expectOk, nonce, type Person } from '../support/people.js';
import { contentOf, photo, read, recording, settled, upload, uploaded } from '../support/uploads.js';

onEachDatabase((app) => {
  let ada: Person;
  let ben: Person;
  let cy: Person;
  let channelId: string;

  beforeAll(async () => {
    const stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    channelId = stage.general.id;
  });

  afterAll(() => [ada, ben, cy].forEach((who) => who.disconnect()));

  it('S1-30 S3-07 a picture is sent with a message, without where it was taken, and shown to whoever may read it', async () => {
    const answer = await upload(ada, await photo(), { name: 'holiday.jpg', type: 'image/jpeg' });
    expect(answer.data).toMatchObject({ kind: 'image', state: 'processing', name: 'holiday.jpg', messageId: null });
    const media = await settled(ada, answer.data.id);
    expect(media).toMatchObject({ state: 'ready', width: 800, height: 600, contentType: 'image/jpeg' });
    const sent = expectOk(await ada.command('message.send', { channelId, nonce: nonce(), mediaIds: [media.id] }));
    expect(sent.attachments).toMatchObject([{ id: media.id, state: 'ready', messageId: sent.id }]);
    const heard = await ben.hears('message.created', ({ id }) => id === sent.id);
    expect(heard.attachments).toEqual(sent.attachments);
    const bytes = await contentOf(ben, media.id);
    const { width, height, exif } = await sharp(bytes).metadata();
    expect({ width, height, exif }).toEqual({ width: 800, height: 600, exif: undefined });
    expect((await read(cy, `/media/${media.id}/content`)).status).toBe(404);
  });

  it('S3-17 S5-31 S5-32 S5-40 a voice note is there at once and becomes playable in place', async () => {
    const note = expectOk(await upload(ben, await recording(2), { name: 'note.webm', kind: 'voice' }));
    const sent = expectOk(await ben.command('message.send', { channelId, nonce: nonce(), mediaIds: [note.id] }));
    const ready = await ada.hears('media.ready', ({ id }) => id === note.id);
    expect(ready).toMatchObject({ kind: 'voice', state: 'ready', messageId: sent.id, contentType: 'audio/mp4' });
    expect(Math.abs(ready.durationMs - 2000)).toBeLessThan(100);
    expect(ready.waveform.length).toBeGreaterThanOrEqual(64);
    const message = expectOk(await ada.rest('GET', `/messages/${sent.id}`));
    expect(message.attachments).toEqual([ready]);
    expect(cy.heard.filter(({ type }) => type.startsWith('media.'))).toEqual([]);
  });

  it('hostile names', async () => {
    const media = await uploaded(ada, Buffer.from('hello'), { name: '../../etc/pass\u202ewd.txt' });
    expect(media).toMatchObject({ kind: 'file', name: 'passwd.txt', contentType: 'text/plain' });
  });
});
