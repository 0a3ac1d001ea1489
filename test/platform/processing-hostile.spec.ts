import { randomBytes } from 'node:crypto';
import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { FFmpeg } from '../../src/platform/processing/ffmpeg.js';
import { identify } from '../../src/platform/processing/identify.js';
import type { Container } from '../../src/platform/processing/media-thread.js';
import { Pictures } from '../../src/platform/processing/pictures.js';
import { Video } from '../../src/platform/processing/video.js';
import { Voice } from '../../src/platform/processing/voice.js';
import {
  describeWithFFmpeg,
  everythingIn,
  ffmpeg,
  NOTE,
  refusal,
  systemFFmpeg,
  workFolder,
} from './processing.files.js';

const folder = workFolder();
const at = (name: string) => join(folder(), name);
const CONTAINERS: Container[] = ['matroska', 'mp4', 'ogg', 'mp3', 'wav', 'flac', 'aac'];

describe('what a file is', () => {
  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'text/plain'],
    ['SVG with a prologue', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', 'text/plain'],
    ['HTML', '<!DOCTYPE html><html><script>alert(1)</script></html>', 'text/plain'],
    [
      'XHTML',
      '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
      'text/plain',
    ],
    ['an HLS playlist', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n', 'text/plain'],
    ['a concat script', 'ffconcat version 1.0\nfile /etc/passwd\n', 'text/plain'],
    ['a shell script', '#!/bin/sh\nrm -rf /\n', 'text/plain'],
    ['text', 'Grüße 👍\n', 'text/plain'],
    ['a PDF', '%PDF-1.7\n%âãÏÓ\n1 0 obj\n', 'application/pdf'],
    ['a program', '\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0', 'application/octet-stream'],
    ['Flash', 'CWS\x0a\0\0\0\0\0\0\0', 'application/octet-stream'],
    ['a byte that is no text', '\0', 'application/octet-stream'],
  ])('is read from its bytes: %s', async (_, content, contentType) => {
    for (const name of ['picture.png', 'note.webm', 'film.mp4']) {
      await writeFile(at(name), content);
      expect(await identify(at(name))).toMatchObject({ kind: 'file', contentType });
    }
  });

  it('is a picture whatever it is called, and in no time a file when it is noise', async () => {
    await writeFile(
      at('page.html'),
      await sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    );
    expect(await identify(at('page.html'))).toMatchObject({
      kind: 'image',
      contentType: 'image/png',
      extension: 'png',
    });
    const heads = [
      '',
      '\xff\xfb\x90\x64',
      '\x1a\x45\xdf\xa3',
      '\0\0\0\x18ftypisom',
      'OggS\0\x02',
      'RIFF\xff\xff\xff\x7fWAVEfmt ',
      'fLaC\0',
    ];
    const startedAt = Date.now();
    for (const head of heads) {
      await writeFile(at('noise'), Buffer.concat([Buffer.from(head, 'latin1'), randomBytes(300_000)]));
      const { kind, contentType } = await identify(at('noise'));
      expect([head, ['audio', 'file'].includes(kind), contentType]).not.toContain('video/mp4');
      if (kind === 'audio')
        expect(['broken', 'empty', 'unsupported']).toContain(
          await refusal(new Voice(undefined).transcode(await identify(at('noise')), folder())),
        );
    }
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    expect(await readdir(folder())).toEqual(['noise', 'page.html']);
  });

  it('is asked of bounded parts: an index that says it has four gigabytes is none', async () => {
    const box = Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isomiso2\xff\xff\xff\xf0moov\xff\xff\xff\xe8trak', 'latin1');
    await writeFile(at('large.mp4'), box);
    await truncate(at('large.mp4'), 5 * 1024 ** 3); // a hole: it takes no room
    const [startedAt, before] = [Date.now(), process.memoryUsage().rss];
    expect(await identify(at('large.mp4'))).toMatchObject({ kind: 'file', contentType: 'application/octet-stream' });
    expect(Date.now() - startedAt).toBeLessThan(6_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });
});

describeWithFFmpeg('ffmpeg', () => {
  /** A recording of somebody else, and what its samples look like. */
  async function secret(): Promise<string> {
    await ffmpeg([...NOTE, '-f', 'wav', at('secret.wav')]);
    return at('secret.wav');
  }

  /** Reads it as each of the containers, as if `identify` had been deceived, and gives all that came out. */
  async function whatComesOut(path: string): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for (const container of CONTAINERS) {
      const outputs = ['-map', '0:a:0', '-c:a', 'pcm_s16le', '-f', 's16le', 'pipe:1'];
      const run = {
        folder: folder(),
        input: { path, container },
        outputs,
        onOutput: (bytes: Buffer) => void pieces.push(bytes),
      };
      expect([container, await refusal(systemFFmpeg().run(run))]).toEqual([container, 'broken']);
    }
    return Buffer.concat(pieces);
  }

  it.each([
    [
      'an HLS playlist',
      (path: string) => `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile://${path}\n#EXT-X-ENDLIST\n`,
    ],
    ['a concat script', (path: string) => `ffconcat version 1.0\nfile '${path}'\n`],
    ['a concat script, beside it', (path: string) => `ffconcat version 1.0\nfile ${basename(path)}\n`],
    [
      'a DASH manifest',
      (path: string) =>
        `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT2S"><Period><AdaptationSet mimeType="audio/mp4"><Representation id="1" bandwidth="9"><BaseURL>file://${path}</BaseURL></Representation></AdaptationSet></Period></MPD>`,
    ],
  ])('reads no other file for %s named .webm', async (_, script) => {
    await writeFile(at('note.webm'), script(await secret()));
    expect((await whatComesOut(at('note.webm'))).length).toBe(0);
    const found = await identify(at('note.webm'));
    expect(await refusal(new Voice(systemFFmpeg()).transcode(found, folder()))).toBe('unsupported');
    const forged = { ...found, kind: 'audio', container: 'matroska' } as const;
    expect(await refusal(new Voice(systemFFmpeg()).transcode(forged, folder()))).toBe('broken');
    expect((await readdir(folder())).sort()).toEqual(['note.webm', 'secret.wav']);
  });

  it('reads no other file for an MP4 that refers to one', async () => {
    await secret();
    await ffmpeg([...NOTE, '-c:a', 'pcm_s16le', '-f', 'mov', at('film.mov')]);
    const film = await readFile(at('film.mov'));
    // Its samples are said to lie in another file, beside it: an alias with a relative path, as QuickTime writes one.
    const alias = aliasTo('secret.wav');
    await writeFile(at('film.mov'), withDataReference(film, alias));
    const found = await identify(at('film.mov'));
    const note = await new Voice(systemFFmpeg())
      .transcode({ ...found, kind: 'audio', container: 'mp4' }, folder())
      .catch((error: unknown) => error);
    if (note instanceof Error) expect(note).toMatchObject({ name: 'Unprocessable' });
    else expect((note as { waveform: number[] }).waveform.every((bar) => bar === 0)).toBe(true);
  });

  it('that hangs is killed at its limit, with its children, and leaves nothing', async () => {
    await writeFile(
      at('hung'),
      `#!/bin/sh\nif [ "$1" = -version ]; then echo "ffmpeg version hung"; exit; fi\n/bin/sleep 300 &\necho $$ $! > ${at('pids')}\nenv > ${at('env')}\ntouch "${at('half')}"\nwait\n`,
      { mode: 0o755 },
    );
    const hung = FFmpeg.find(at('hung'))!;
    await ffmpeg([...NOTE, '-c:a', 'libopus', '-f', 'webm', at('note.webm')]);
    const found = await identify(at('note.webm'));
    const startedAt = Date.now();
    expect(await refusal(new Voice(hung).transcode(found, folder(), { limitMs: 2000 }))).toBe('timed_out');
    expect(Date.now() - startedAt).toBeLessThan(3500);
    await expectGone();
    const stop = new AbortController();
    const voice = new Voice(hung).transcode(found, folder(), { signal: stop.signal });
    // oxlint-disable-next-line jest/valid-expect -- awaited below, once it has happened
    const work = expect(voice).rejects.toThrow('called off');
    while (!(await stat(at('pids')).catch(() => undefined))) await new Promise((done) => setTimeout(done, 50));
    stop.abort(new Error('called off'));
    await work;
    await expectGone();
    expect((await readdir(folder())).filter((name) => name.startsWith('voice') || name.endsWith('.part'))).toEqual([]);
    expect(await everythingIn(folder(), ['hung', 'note.webm', 'pids'])).not.toMatch(
      /HOME=|PATH=\/usr\/local|NODE_OPTIONS|PARLEY/,
    );
  });

  /** Neither the program nor its child runs; who is dead and not yet buried does not count. */
  async function expectGone(): Promise<void> {
    const pids = (await readFile(at('pids'), 'utf8')).trim().split(' ');
    expect(pids).toHaveLength(2);
    await writeFile(at('pids'), '');
    const { rm } = await import('node:fs/promises');
    await rm(at('pids'));
    for (const pid of pids) {
      const state = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => 'gone');
      expect(state === 'gone' || state.includes(') Z ')).toBe(true);
    }
  }
});

/** An `alis` record (Inside Macintosh): fixed fields, then the relative path as type 2. */
function aliasTo(name: string): Buffer {
  const fixed = Buffer.alloc(150);
  fixed.writeUInt16BE(2, 6); // version
  fixed.writeInt16BE(1, 130); // levels up from the film
  fixed.writeInt16BE(1, 132); // levels down to the file
  const path = Buffer.from(`:${name}`, 'latin1');
  const entry = Buffer.alloc(4);
  entry.writeInt16BE(2, 0);
  entry.writeUInt16BE(path.length, 2);
  return Buffer.concat([fixed, entry, path, Buffer.alloc(path.length % 2), Buffer.from([0xff, 0xff, 0, 0])]);
}

/** Puts the record in the place of "in this file", and makes every box around it longer; the index lies behind the samples. */
function withDataReference(film: Buffer, alias: Buffer): Buffer {
  const dref = film.indexOf('dref') - 4;
  const end = dref + film.readUInt32BE(dref);
  const entry = Buffer.concat([Buffer.alloc(4), Buffer.from('alis'), Buffer.alloc(4), alias]);
  entry.writeUInt32BE(entry.length, 0);
  const made = Buffer.concat([film.subarray(0, dref + 16), entry, film.subarray(end)]);
  const longer = made.length - film.length;
  for (const name of ['moov', 'trak', 'mdia', 'minf', 'dinf', 'dref']) {
    const box = made.indexOf(name, name === 'moov' ? film.lastIndexOf('moov') : film.lastIndexOf('moov')) - 4;
    made.writeUInt32BE(made.readUInt32BE(box) + longer, box);
  }
  return made;
}

describeWithFFmpeg('films', () => {
  const make = (more: string[]) =>
    ffmpeg(['-f', 'lavfi', '-i', 'color=red:s=320x180:d=3,drawbox=x=160:w=160:color=blue:t=fill', ...NOTE, ...more]);

  it('tell their length and size, and show a picture', async () => {
    await make(['-c:v', 'libvpx', '-c:a', 'libopus', '-metadata', 'title=secret title', '-f', 'webm', at('film')]);
    const found = await identify(at('film'));
    expect(found).toMatchObject({ kind: 'video', contentType: 'video/webm', extension: 'webm' });
    const film = await new Video(systemFFmpeg()).inspect(found, folder());
    expect(film).toMatchObject({
      width: 320,
      height: 180,
      poster: { width: 320, height: 180, contentType: 'image/webp' },
    });
    expect(Math.abs(film.durationMs - 3000)).toBeLessThan(100);
    const { data } = await sharp(film.poster!.path).raw().toBuffer({ resolveWithObject: true });
    const [left, right] = [data.subarray((90 * 320 + 40) * 3), data.subarray((90 * 320 + 280) * 3)];
    expect([left[0]! > 200, left[2]! < 60, right[0]! < 60, right[2]! > 200]).toEqual([true, true, true, true]);
    expect(await new Video(undefined).inspect(found, folder())).toEqual({ ...film, poster: undefined });
    expect((await readdir(folder())).sort()).toEqual(['film', 'poster.webp']);
  });

  it('that are turned are told and shown upright', async () => {
    await make(['-c:v', 'mpeg4', '-c:a', 'aac', '-t', '1', at('level.mp4')]);
    await ffmpeg(['-display_rotation', '90', '-i', at('level.mp4'), '-c', 'copy', at('film.mp4')]).catch(() =>
      ffmpeg(['-i', at('level.mp4'), '-c', 'copy', '-metadata:s:v', 'rotate=90', at('film.mp4')]),
    );
    const found = await identify(at('film.mp4'));
    expect(found).toMatchObject({ kind: 'video', contentType: 'video/mp4', extension: 'mp4' });
    const film = await new Video(systemFFmpeg()).inspect(found, folder());
    expect(film).toMatchObject({ width: 180, height: 320, poster: { width: 180, height: 320 } });
    expect(Math.abs(film.durationMs - 1000)).toBeLessThan(100);
    expect(await refusal(new Pictures().process(found, folder()))).toBe('unsupported');
    await truncate(at('film.mp4'), 2000);
    expect(await refusal(new Video(systemFFmpeg()).inspect(await identify(at('film.mp4')), folder()))).toBe('broken');
  });
});
