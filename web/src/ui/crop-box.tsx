import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type Ref } from 'react';
import { ZoomIn, ZoomOut } from 'lucide-react';
import { MAX_ZOOM, middleOf, sideOf, within, type Crop } from './crop.js';

/** Parts of the square that an arrow key moves it by, and how much nearer a turn of the wheel or a key goes. */
const STEP = 0.05;
const NEARER = 1.15;

const directions: Readonly<Record<string, [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface Props {
  /** Address of the picture. */
  src: string;
  /** Undefined until it is loaded. */
  crop: Crop | undefined;
  onCrop: (crop: Crop) => void;
  onError: () => void;
  ref: Ref<HTMLImageElement>;
}

/**
 * The square of a picture that others will see. It is moved by dragging the picture or by the arrow keys, and made larger by the slider, the wheel,
 * or plus and minus.
 */
export function CropBox({ src, crop, onCrop, onError, ref }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 1, height: 1 });
  const dragging = useRef<{ x: number; y: number }>(undefined);
  const side = crop ? sideOf(size, crop) : Math.min(size.width, size.height);

  function move(x: number, y: number): void {
    if (crop) onCrop(within(size, { ...crop, x: crop.x + x, y: crop.y + y }));
  }
  function zoomTo(zoom: number): void {
    if (crop) onCrop(within(size, { ...crop, zoom }));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const [x, y] = directions[event.key] ?? [];
    if (x !== undefined && y !== undefined) move(x * STEP * side, y * STEP * side);
    else if (event.key === '+' || event.key === '=') zoomTo(crop!.zoom * NEARER);
    else if (event.key === '-') zoomTo(crop!.zoom / NEARER);
    else return;
    event.preventDefault();
  }

  // The picture follows the pointer, so the square goes the other way.
  function drag({ clientX, clientY }: PointerEvent): void {
    const before = dragging.current;
    if (!before) return;
    dragging.current = { x: clientX, y: clientY };
    const scale = side / frame.current!.clientWidth;
    move((before.x - clientX) * scale, (before.y - clientY) * scale);
  }

  // React listens to the wheel without being able to keep the page from scrolling.
  const turn = useRef<(event: WheelEvent) => void>(undefined);
  turn.current = (event) => {
    event.preventDefault();
    if (crop) zoomTo(crop.zoom * (event.deltaY < 0 ? NEARER : 1 / NEARER));
  };
  useEffect(() => {
    const box = frame.current!;
    const listen = (event: WheelEvent): void => turn.current?.(event);
    box.addEventListener('wheel', listen, { passive: false });
    return () => box.removeEventListener('wheel', listen);
  }, []);

  return (
    <div className="grid justify-items-center gap-3">
      <div
        ref={frame}
        role="group"
        tabIndex={0}
        aria-label="What others will see. Arrow keys move it, plus and minus zoom."
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          dragging.current = { x: event.clientX, y: event.clientY };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={drag}
        onPointerUp={() => void (dragging.current = undefined)}
        onPointerCancel={() => void (dragging.current = undefined)}
        className="relative size-56 cursor-grab touch-none overflow-hidden rounded-[22%] bg-panel active:cursor-grabbing"
      >
        <img
          ref={ref}
          src={src}
          alt="How others will see it"
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
            setSize({ width, height });
            onCrop(middleOf({ width, height }));
          }}
          onError={onError}
          style={
            crop && {
              width: `${(100 * size.width) / side}%`,
              left: `${(-100 * (crop.x - side / 2)) / side}%`,
              top: `${(-100 * (crop.y - side / 2)) / side}%`,
            }
          }
          className={`absolute max-w-none ${crop ? '' : 'invisible'}`}
        />
      </div>
      <label className="flex items-center gap-2">
        <ZoomOut size={16} aria-hidden="true" />
        <span className="sr-only">Zoom</span>
        <input
          type="range"
          min={1}
          max={MAX_ZOOM}
          step={0.05}
          value={crop?.zoom ?? 1}
          disabled={!crop}
          onChange={({ target }) => zoomTo(Number(target.value))}
          className="w-40 accent-accent"
        />
        <ZoomIn size={16} aria-hidden="true" />
      </label>
    </div>
  );
}
