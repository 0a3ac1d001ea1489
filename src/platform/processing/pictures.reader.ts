import sharp, { type Sharp, type SharpOptions } from 'sharp';

/**
 * The loaders that strangers' files may reach: libvips has many more, SVG among them, which reads other files. An allow-list, so that one that
 * a newer version brings is closed.
 */
const LOADERS = ['Jpeg', 'Png', 'Nsgif', 'Webp', 'Heif', 'Tiff'] as const;

sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: LOADERS.map((name) => `VipsForeignLoad${name}`) });
sharp.cache(false); // a file's name may come again with other content, and nothing is read twice

/** The one way to a decoder. */
export function readPicture(input: string | Buffer, options: SharpOptions): Sharp {
  return sharp(input, { failOn: 'error', ...options });
}
