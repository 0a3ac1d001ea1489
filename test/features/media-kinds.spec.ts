import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { startApp, type TestApp } from '../support/app.js';
import { pngBomb } from '../support/bombs.js';
import { expectOk, person, type Person } from '../support/people.js';
import { animation, contentOf, film, photo, read, recording, settled, upload, uploaded } from '../support/uploads.js';
import { loudness, pitchOf } from '../support/sound.js';

/** What is made of files does not depend on the database: it is shown on one, with ffmpeg and without. */
describe.each([
  ['with ffmpeg', {}],
  ['without ffmpeg', { FFMPEG_PATH: 'none' }],
])('%s', (route, env) => {
  let app: TestApp;
  let ada: Person;

  beforeAll(async () => {
    app = await startApp('sqlite', env);
    ada = await person(app.url, 'ada');
  });
  afterAll(() => app.close());

  const thumbnail = async (id: string, size: string) =>
    Buffer.from(await (await read(ada, `/media/${id}/thumbnail?size=${size}`)).arrayBuffer());

  describe('pictures', () => {
    it('S3-07 stand upright, without what the camera wrote, in three sizes and a blur', async () => {
      const media = await uploaded(ada, await photo(2000, 1500), { name: 'holiday.jpg' });
      expect(media).toMatchObject({ kind: 'image', width: 2000, height: 1500 });
      const sizes: [Buffer, number, number][] = [
        [await contentOf(ada, media.id), 2000, 1500],
        [await thumbnail(media.id, 'large'), 1280, 960],
        [await thumbnail(media.id, 'small'), 360, 270],
      ];
      for (const [bytes, width, height] of sizes) {
        const found = await sharp(bytes).metadata();
        expect(found).toMatchObject({ width, height });
        expect([found.exif, found.iptc, found.xmp, found.orientation]).toEqual([
          undefined,
          undefined,
          undefined,
          undefined,
        ]);
        const top = await sharp(bytes).resize(1, 2, { fit: 'fill' }).removeAlpha().raw().toBuffer();
        expect(top[0]).toBeGreaterThan(200); // red above
        expect(top[5]).toBeGreaterThan(200); // blue below
      }
      expect(media.placeholder).toMatch(/^data:image\/webp;base64,/);
      const blur = Buffer.from(media.placeholder.split(',')[1], 'base64');
      expect((await sharp(blur).metadata()).width).toBeLessThanOrEqual(32);
    });

    it.each(['gif', 'webp'] as const)('S3-07 that move keep moving: %s', async (format) => {
      const media = await uploaded(ada, await animation(5, format), { name: `wave.${format}` });
      expect(media).toMatchObject({ kind: 'image', state: 'ready', width: 64, height: 48 });
      expect((await sharp(await contentOf(ada, media.id), { animated: true }).metadata()).pages).toBe(5);
      expect((await sharp(await thumbnail(media.id, 'small'), { animated: true }).metadata()).pages ?? 1).toBe(1);
    });
  });

  describe('voice notes', () => {
    it('S3-17 recorded as webm play everywhere: the tone is the tone, as long as it was, with its waveform', async () => {
      const media = await uploaded(ada, await recording(3, 'webm'), { name: 'note.webm', kind: 'voice' });
      expect(media).toMatchObject({ kind: 'voice', state: 'ready', contentType: 'audio/mp4' });
      expect(Math.abs(media.durationMs - 3000)).toBeLessThan(100);
      expect(media.waveform.length).toBeGreaterThanOrEqual(64);
      expect(Math.max(...media.waveform)).toBeGreaterThan(50);
      const sound = await contentOf(ada, media.id);
      expect(Math.abs((await pitchOf(sound)) - 440)).toBeLessThan(10);
      expect(await loudness(sound)).toBeGreaterThan(0.01);
    });

    it('S3-17 recorded as mp4 do so, or stay as they are where nothing here decodes them', async () => {
      const drawn = Array.from({ length: 64 }, (_, n) => n);
      const original = await recording(2, 'mp4');
      const media = await uploaded(ada, original, { name: 'note.m4a', kind: 'voice', waveform: drawn.join(',') });
      expect(media).toMatchObject({ kind: 'voice', state: 'ready', contentType: 'audio/mp4' });
      expect(Math.abs(media.durationMs - 2000)).toBeLessThan(150);
      const sound = await contentOf(ada, media.id);
      expect(Math.abs((await pitchOf(sound)) - 440)).toBeLessThan(10);
      expect(sound.equals(original)).toBe(route === 'without ffmpeg');
      if (route === 'without ffmpeg') expect(media.waveform).toEqual(drawn);
    });

    it.each([
      ['cut off', async () => (await recording(3)).subarray(0, 6_000), ['broken']],
      [
        'nothing but noise',
        async () => Buffer.concat([(await recording(1)).subarray(0, 64), Buffer.alloc(20_000, 7)]),
        ['broken'],
      ],
    ])('that are %s fail with a reason', async (_, bytes, reasons) => {
      const media = await uploaded(ada, await bytes(), { name: 'note.webm', kind: 'voice' });
      expect(media.state).toBe('failed');
      expect(reasons).toContain(media.reason);
    });
  });

  it('S3-07 a film says how long and how large it is, and is handed out as it came', async () => {
    const bytes = await film(2);
    const media = await uploaded(ada, bytes, { name: 'film.mp4' });
    expect(media).toMatchObject({ kind: 'video', state: 'ready', width: 320, height: 180, contentType: 'video/mp4' });
    expect(Math.abs(media.durationMs - 2000)).toBeLessThan(150);
    expect((await contentOf(ada, media.id)).equals(bytes)).toBe(true);
    const poster = await read(ada, `/media/${media.id}/thumbnail`);
    expect(poster.status).toBe(route === 'with ffmpeg' ? 200 : 404);
    if (poster.ok)
      expect(await sharp(Buffer.from(await poster.arrayBuffer())).metadata()).toMatchObject({ width: 320 });
  });

  it('S3-07 a document is a tidy file with its name, its size and its kind', async () => {
    const bytes = Buffer.from(
      '%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n',
    );
    const media = await uploaded(ada, bytes, { name: 'Übersicht 2026.pdf' });
    expect(media).toMatchObject({
      kind: 'file',
      name: 'Übersicht 2026.pdf',
      size: bytes.length,
      contentType: 'application/pdf',
    });
    const response = await read(ada, `/media/${media.id}/content`);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('a picture that is sent as a file comes back byte for byte', async () => {
    const bytes = await photo();
    const media = await uploaded(ada, bytes, { name: 'original.jpg', kind: 'file' });
    expect(media).toMatchObject({ kind: 'file', width: null, contentType: 'image/jpeg' });
    const response = await read(ada, `/media/${media.id}/content`);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  });

  describe('hostile files', () => {
    it('S3-66 more than 40 megapixels are refused within a second, from the header', async () => {
      const media = expectOk(await upload(ada, pngBomb(50_000), { name: 'bomb.png' }));
      const began = Date.now();
      expect(await settled(ada, media.id)).toMatchObject({ state: 'failed', reason: 'too_large' });
      expect(Date.now() - began).toBeLessThan(1_500);
    });

    it('S3-66 a playlist that is called a recording reads no other file', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'parley-secret-'));
      await writeFile(join(folder, 'secret.ts'), await recording(1));
      const playlist = `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile://${folder}/secret.ts\n#EXT-X-ENDLIST\n`;
      const voice = await upload(ada, Buffer.from(playlist), { name: 'note.webm', type: 'audio/webm', kind: 'voice' });
      expect(voice.error.code).toBe('media.kind_refused');
      const media = await uploaded(ada, Buffer.from(playlist), { name: 'film.webm', type: 'video/webm' });
      expect(media).toMatchObject({ kind: 'file', contentType: 'text/plain', durationMs: null });
      expect((await contentOf(ada, media.id)).toString()).toBe(playlist);
      await rm(folder, { recursive: true });
    });

    it.each([
      ['a drawing with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'a.svg'],
      ['a drawing that is called a picture', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'a.png'],
      ['a page that is called a picture', '<html><body onload=alert(1)></body></html>', 'a.jpg'],
      ['a list of files for ffmpeg', "ffconcat version 1.0\nfile '/etc/passwd'\n", 'a.mp4'],
    ])('%s is text', async (_, content, name) => {
      const media = await uploaded(ada, Buffer.from(content), { name, type: 'image/png' });
      expect(media).toMatchObject({ kind: 'file', state: 'ready', contentType: 'text/plain' });
    });

    it('a picture that is also a program is a picture drawn anew, and no program', async () => {
      const gif = await animation(2);
      const script = Buffer.from('/*'.padEnd(16) + '*/=1;alert(document.domain)//<script>alert(1)</script>');
      const media = await uploaded(ada, Buffer.concat([gif, script]), { name: 'cat.gif', type: 'text/javascript' });
      expect([
        ['ready', null],
        ['failed', 'broken'],
      ]).toContainEqual([media.state, media.reason]);
      if (media.state === 'ready') expect((await contentOf(ada, media.id)).includes('alert')).toBe(false);
    });

    it('random bytes are a file', async () => {
      const bytes = Buffer.from(Array.from({ length: 4096 }, (_, n) => (n * 7919 + (n >> 3) * 104_729) % 256));
      const media = await uploaded(ada, bytes, { name: 'noise.mp4', type: 'video/mp4' });
      expect(media).toMatchObject({ kind: 'file', state: 'ready', contentType: 'application/octet-stream' });
      expect((await contentOf(ada, media.id)).equals(bytes)).toBe(true);
    });
  });
});
