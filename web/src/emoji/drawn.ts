import { newerEmoji } from '../generated/newer-emoji.js';

/** How wide an emoji may be, in widths of an old one: what a font does not join stands as its parts. */
const JOINED = 1.5;
const SIZE = 24;

let missing: ReadonlySet<string> | undefined;

/** Whether this device has a picture of an emoji; what it lacks would be an empty box. Of each version one is tried, once. */
export function isDrawn(unicode: string): boolean {
  missing ??= new Set(newerEmoji.map((line) => line.split(' ')).flatMap((ones) => (draws(ones[0]!) ? [] : ones)));
  return !missing.has(unicode);
}

function draws(emoji: string): boolean {
  const canvas = Object.assign(document.createElement('canvas'), { width: SIZE, height: SIZE });
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.font = `${SIZE * 0.75}px ${getComputedStyle(document.body).fontFamily}`;
  context.textBaseline = 'top';
  if (context.measureText(emoji).width > context.measureText('😀').width * JOINED) return false;
  const inColour = (colour: string): string => {
    context.clearRect(0, 0, SIZE, SIZE);
    context.fillStyle = colour;
    context.fillText(emoji, 0, 0);
    return context.getImageData(0, 0, SIZE, SIZE).data.join();
  };
  const nothing = inColour('transparent');
  const black = inColour('#000');
  return black !== nothing && black === inColour('#f00'); // a picture has its own colours, a box those of the text
}
