import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { identify, type Identified } from '../../src/platform/processing/identify.js';
import { Pictures } from '../../src/platform/processing/pictures.js';
import { Turns } from '../../src/platform/turns/turns.js';
import { pngBomb } from '../support/bombs.js';
import { everythingIn, refusal, workFolder } from './processing.files.js';

const folder = workFolder();
/** Whose turn comes, however busy the machine is. */
const pictures = new Pictures(new Turns({ atOnce: 1 }));
const RED = { r: 255, g: 0, b: 0 };
const BLUE = { r: 0, g: 0, b: 255 };

async function stored(name: string, bytes: Uint8Array): Promise<Identified> {
  const path = join(folder(), name);
  await writeFile(path, bytes);
  return identify(path);
}

/** Red on the left, blue on the right. */
function halves(width: number, height: number) {
  const right = { create: { width: width / 2, height, channels: 3 as const, background: BLUE } };
  return sharp({ create: { width, height, channels: 3, background: RED } })
    .composite([{ input: right, left: width / 2, top: 0 }])
    .removeAlpha();
}

/** Which of the two a pixel is. */
async function colourAt(file: string, x: number, y: number): Promise<string> {
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  const [red = 0, , blue = 0] = data.subarray(at, at + 3);
  return red > 200 && blue < 60 ? 'red' : blue > 200 && red < 60 ? 'blue' : `neither: ${red}, ${blue}`;
}

/** Three frames of 40 × 20: red, blue, red. */
async function frames(as: 'gif' | 'webp'): Promise<Buffer> {
  const raw = Buffer.alloc(40 * 60 * 3);
  for (let at = 0; at < raw.length; at += 3) raw[at + (Math.floor(at / (40 * 20 * 3)) === 1 ? 2 : 0)] = 255;
  const image = sharp(raw, { raw: { width: 40, height: 60, channels: 3, pageHeight: 20 } });
  return image[as]({ delay: [100, 200, 300], loop: 0 }).toBuffer();
}

/** Many frames of one pixel each on a large canvas: each is decoded at the canvas's size. */
function gifBomb(side: number, count: number): Buffer {
  const head = Buffer.from('GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1');
  head.writeUInt16LE(side, 6);
  head.writeUInt16LE(side, 8);
  const frame = Buffer.from('!\xf9\x04\0\x0a\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0', 'latin1');
  return Buffer.concat([head, ...Array.from({ length: count }, () => frame), Buffer.from(';')]);
}

describe('pictures', () => {
  it('are upright, without a place or a camera, in three sizes', async () => {
    const exif = { IFD0: { Make: 'Cam-4711' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 8/1 0/1' } };
    const sent = await halves(1800, 1200).jpeg().withMetadata({ orientation: 6 }).withExifMerge(exif).toBuffer();
    expect((await sharp(sent).metadata()).exif?.toString('latin1')).toContain('Cam-4711');
    const made = await pictures.process(await stored('sent', sent), folder());
    expect(made.content).toMatchObject({ contentType: 'image/jpeg', extension: 'jpg', width: 1200, height: 1800 });
    expect(made.large).toMatchObject({ contentType: 'image/webp', width: 853, height: 1280 });
    expect(made.small).toMatchObject({ contentType: 'image/webp', width: 240, height: 360 });
    for (const { path, width, height, bytes } of [made.content, made.large, made.small]) {
      const found = await sharp(path).metadata();
      expect([found.width, found.height, found.orientation]).toEqual([width, height, undefined]);
      expect([found.exif, found.xmp, found.iptc, found.icc]).toEqual([undefined, undefined, undefined, undefined]);
      expect((await readFile(path)).length).toBe(bytes);
      const [middle, high, low] = [width >> 1, height >> 3, height - (height >> 3)];
      expect([await colourAt(path, middle, high), await colourAt(path, middle, low)]).toEqual(['red', 'blue']);
    }
    expect((await readdir(folder())).sort()).toEqual(['content.jpg', 'large.webp', 'sent', 'small.webp']);
    expect(await everythingIn(folder(), ['sent'])).not.toMatch(/Cam-4711|Exif|GPS/i);
    expect(made.animated).toBe(false);
  });

  it('have a placeholder of a few bytes that looks like them', async () => {
    const { placeholder } = await pictures.process(
      await stored('sent', await halves(800, 600).png().toBuffer()),
      folder(),
    );
    expect(placeholder).toMatch(/^data:image\/webp;base64,/);
    expect(placeholder.length).toBeLessThanOrEqual(500);
    const path = join(folder(), 'placeholder');
    await writeFile(path, Buffer.from(placeholder.split(',')[1]!, 'base64'));
    const { width, height } = await sharp(path).metadata();
    expect([width, height]).toEqual([24, 18]);
    expect([await colourAt(path, 2, 9), await colourAt(path, 21, 9)]).toEqual(['red', 'blue']);
  });

  it('keep their colours when their profile goes', async () => {
    const wide = await sharp({ create: { width: 64, height: 64, channels: 3, background: { r: 200, g: 60, b: 60 } } })
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const asSeen = await sharp(wide).removeAlpha().raw().toBuffer();
    const { content } = await pictures.process(await stored('sent', wide), folder());
    expect((await sharp(content.path).metadata()).icc).toBeUndefined();
    const now = await sharp(content.path).removeAlpha().raw().toBuffer();
    for (const index of [0, 1, 2]) expect(Math.abs(now[index]! - asSeen[index]!)).toBeLessThanOrEqual(2);
    const raw = await sharp(wide, { ignoreIcc: true }).removeAlpha().raw().toBuffer();
    expect(Math.abs(raw[0]! - now[0]!)).toBeGreaterThan(2); // the profile meant something
  });

  it('are never enlarged, and keep what is transparent', async () => {
    const clear = { create: { width: 100, height: 50, channels: 4 as const, background: { ...RED, alpha: 0 } } };
    const made = await pictures.process(await stored('sent', await sharp(clear).png().toBuffer()), folder());
    expect(made.content).toMatchObject({ contentType: 'image/png', width: 100, height: 50 });
    for (const { path, width, height } of [made.content, made.large, made.small]) {
      expect([width, height]).toEqual([100, 50]);
      expect((await sharp(path).raw().toBuffer())[3]).toBe(0);
    }
  });

  it.each(['gif', 'webp'] as const)('go on moving (%s), except small ones', async (as) => {
    const made = await pictures.process(await stored('sent', await frames(as)), folder());
    expect(made).toMatchObject({ animated: true, content: { contentType: 'image/webp', width: 40, height: 20 } });
    for (const { path } of [made.content, made.large]) {
      expect(await sharp(path).metadata()).toMatchObject({ pages: 3, delay: [100, 200, 300], loop: 0 });
      const shown: string[] = [];
      for (const page of [0, 1, 2]) {
        const still = join(folder(), 'frame.png');
        await sharp(path, { page }).png().toFile(still);
        shown.push(await colourAt(still, 20, 10));
      }
      expect(shown).toEqual(['red', 'blue', 'red']);
    }
    expect((await sharp(made.small.path).metadata()).pages ?? 1).toBe(1);
  });

  it.each([
    ['webp', 'image/webp'],
    ['avif', 'image/jpeg'],
    ['tiff', 'image/jpeg'],
  ] as const)('of other kinds (%s) become %s', async (as, contentType) => {
    const { content } = await pictures.process(await stored('sent', await halves(80, 40)[as]().toBuffer()), folder());
    expect(content).toMatchObject({ contentType, width: 80, height: 40 });
    expect([await colourAt(content.path, 10, 20), await colourAt(content.path, 70, 20)]).toEqual(['red', 'blue']);
  });

  it('have a square in their middle', async () => {
    const sent = await sharp({ create: { width: 600, height: 200, channels: 3, background: RED } })
      .composite([{ input: { create: { width: 200, height: 200, channels: 3, background: BLUE } }, left: 200, top: 0 }])
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer();
    const made = await pictures.square(await stored('sent', sent), folder());
    expect(made).toMatchObject({ contentType: 'image/webp', width: 256, height: 256 });
    for (const [x, y] of [
      [4, 4],
      [251, 251],
      [128, 128],
    ] as const)
      expect(await colourAt(made.path, x, y)).toBe('blue');
    const moving = await pictures.square(await stored('sent', await frames('gif')), folder(), { side: 64 });
    expect(await sharp(moving.path).metadata()).toMatchObject({ width: 64, height: 64 });
    expect((await sharp(moving.path).metadata()).pages ?? 1).toBe(1);
  });
});

describe('hostile pictures', () => {
  it.each([
    ['a PNG of 50,000 × 50,000', () => pngBomb(50_000)],
    ['a PNG of 6,400 × 6,400', () => pngBomb(6400)],
    ['2,000 frames of 2,000 × 2,000', () => gifBomb(2000, 2000)],
    ['400 frames of 600 × 600', () => gifBomb(600, 400)],
  ])('%s is refused from its header, at once and without memory', async (_, bomb) => {
    const file = await stored('sent', bomb());
    const [startedAt, before] = [Date.now(), process.memoryUsage().rss];
    expect(await refusal(pictures.process(file, folder()))).toBe('too_large');
    expect(await refusal(pictures.square(file, folder()))).toBe('too_large');
    expect(Date.now() - startedAt).toBeLessThan(1000);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    expect(await readdir(folder())).toEqual(['sent']);
  });

  it.each(['jpeg', 'png', 'webp'] as const)('a %s that was cut off is broken, and leaves nothing', async (as) => {
    const noise = sharp({
      create: {
        width: 400,
        height: 400,
        channels: 3,
        background: RED,
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
      },
    });
    const whole = await noise[as]().toBuffer();
    const file = await stored('sent', whole.subarray(0, whole.length / 2));
    expect(file.kind).toBe('image');
    expect(await refusal(pictures.process(file, folder()))).toBe('broken');
    expect(await readdir(folder())).toEqual(['sent']);
  });

  it('no decoder is lent to an SVG, whatever it is taken for', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
    const { path } = await stored('sent.png', Buffer.from(svg));
    const forged: Identified = { path, kind: 'image', contentType: 'image/png', extension: 'png' };
    expect(await refusal(pictures.process(forged, folder()))).toBe('broken');
    expect(await refusal(pictures.process(await identify(path), folder()))).toBe('unsupported');
  });

  it('what a picture carries besides is gone: scripts, archives, comments', async () => {
    const gif = await sharp({ create: { width: 8, height: 8, channels: 3, background: RED } })
      .gif()
      .toBuffer();
    const script = Buffer.from('!\xfe\x10*/=1;alert("x")//\0', 'latin1'); // a comment block before the end
    const files = [
      Buffer.concat([gif.subarray(0, -1), script, gif.subarray(-1)]),
      Buffer.concat([await halves(80, 40).jpeg().toBuffer(), Buffer.from('PK\x03\x04alert("x")<script>')]),
      Buffer.concat([await halves(80, 40).png().toBuffer(), Buffer.from('%PDF-1.7 alert("x")<script>')]),
    ];
    for (const bytes of files) {
      const file = await stored('sent', bytes);
      expect(file.kind).toBe('image');
      await pictures.process(file, folder());
      expect(await everythingIn(folder(), ['sent'])).not.toMatch(/alert\("x"\)|<script|PK[^ -~]|%PDF/);
    }
    const fake = await stored('sent', Buffer.from('GIF89a/*<html>*/=1;alert("x")//<script>alert("x")</script>'));
    expect(await refusal(pictures.process(fake, folder()))).toBe('broken');
  });

  it('work that was called off or takes too long leaves nothing, and the next is done', async () => {
    const large = sharp(randomBytes(4000 * 3000 * 3), { raw: { width: 4000, height: 3000, channels: 3 } });
    const file = await stored('sent', await large.png({ compressionLevel: 0 }).toBuffer());
    expect(await refusal(pictures.process(file, folder(), { limitMs: 1000 }))).toBe('timed_out');
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('called off')), 100);
    const aside = await mkdtemp(join(folder(), 'aside-')); // what was whole when the first one's time was over lies beside it
    const [gone, waiting] = [pictures.process(file, aside, { signal: stop.signal }), pictures.square(file, folder())];
    await expect(gone).rejects.toThrow('called off');
    expect(await readdir(aside)).toEqual([]);
    expect((await waiting).width).toBe(256);
  });
});
