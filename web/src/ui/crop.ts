/** Pixels. */
interface Size {
  width: number;
  height: number;
}

/** A square of a picture: its centre in pixels of the picture, and how many times smaller it is than the largest there is. */
export interface Crop {
  x: number;
  y: number;
  zoom: number;
}

export const MAX_ZOOM = 5;
/** As many as a face is ever shown in, and a few more for screens of the future. */
const MAX_SIDE = 1024;
const QUALITY = 0.92;

/** What the server would take: the largest square in the middle. */
export function middleOf({ width, height }: Size): Crop {
  return { x: width / 2, y: height / 2, zoom: 1 };
}

/** Pixels of the picture along one side of the square. */
export function sideOf({ width, height }: Size, { zoom }: Pick<Crop, 'zoom'>): number {
  return Math.min(width, height) / zoom;
}

/** The nearest square that lies in the picture whole. */
export function within(size: Size, { x, y, zoom }: Crop): Crop {
  const kept = clamp(zoom, 1, MAX_ZOOM);
  const half = sideOf(size, { zoom: kept }) / 2;
  return { x: clamp(x, half, size.width - half), y: clamp(y, half, size.height - half), zoom: kept };
}

/** The square as a picture of its own. A picture that moves stands still in it. @throws Error where the browser cannot make one. */
export async function cut(
  image: HTMLImageElement,
  crop: Crop,
  { name, type }: Pick<File, 'name' | 'type'>,
): Promise<File> {
  const size = { width: image.naturalWidth, height: image.naturalHeight };
  const side = sideOf(size, crop);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.max(1, Math.min(MAX_SIDE, Math.round(side)));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot cut pictures.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, crop.x - side / 2, crop.y - side / 2, side, side, 0, 0, canvas.width, canvas.height);
  const kind = type === 'image/jpeg' ? type : 'image/png'; // which keeps what one can see through
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, kind, QUALITY));
  if (!blob) throw new Error('This picture could not be cut.');
  return new File([blob], name, { type: kind });
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
