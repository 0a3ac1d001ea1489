import type { CSSProperties } from 'react';
import type { Media } from '@parley/client';

/** Pixels that a single picture may take. */
const WIDEST = 400;
const HIGHEST = 320;
/** Of a picture whose measures are not known. */
const SQUARE = { width: 240, height: 240 };

/** What stands together on a message, and what stands below it. */
export function sorted(attachments: readonly Media[]): { pictures: readonly Media[]; others: readonly Media[] } {
  const pictures = attachments.filter(({ kind, state }) => kind === 'image' && state === 'ready');
  return { pictures, others: attachments.filter((media) => !pictures.includes(media)) };
}

/** Where so many pictures stand. */
export function gridOf(count: number): string {
  if (count === 1) return 'max-w-full';
  return `grid w-96 max-w-full gap-1 ${count === 2 || count === 4 ? 'grid-cols-2' : 'grid-cols-3'}`;
}

/** As large as it is, or as there is room, in its proportions. */
export function placeOf({ width, height }: Media): CSSProperties {
  const measures = width && height ? { width, height } : SQUARE;
  const scale = Math.min(1, WIDEST / measures.width, HIGHEST / measures.height);
  return {
    width: Math.max(48, Math.round(measures.width * scale)),
    aspectRatio: `${measures.width} / ${measures.height}`,
  };
}

/** The proportions of a film. */
export function shapeOf({ width, height }: Media): CSSProperties {
  return { aspectRatio: width && height ? `${width} / ${height}` : '16 / 9' };
}
