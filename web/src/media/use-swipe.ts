import { useRef, type PointerEvent } from 'react';

/** Pixels that a finger has to move, more to the side than up or down. */
const FAR = 50;

interface Swipe {
  onPointerDown: (event: PointerEvent) => void;
  onPointerUp: (event: PointerEvent) => void;
  onPointerCancel: () => void;
}

/** Tells when a finger was drawn to the side: -1 to the left, 1 to the right. Two fingers are something else. */
export function useSwipe(onSwipe: (direction: -1 | 1) => void): Swipe {
  const from = useRef<{ id: number; x: number; y: number }>(undefined);
  return {
    onPointerDown: ({ pointerType, pointerId: id, isPrimary, clientX: x, clientY: y }) => {
      from.current = pointerType !== 'mouse' && isPrimary ? { id, x, y } : undefined;
    },
    onPointerUp: ({ pointerId, clientX, clientY }) => {
      const begun = from.current;
      from.current = undefined;
      if (begun?.id !== pointerId) return;
      const [dx, dy] = [clientX - begun.x, clientY - begun.y];
      if (Math.abs(dx) >= FAR && Math.abs(dx) > Math.abs(dy)) onSwipe(dx < 0 ? -1 : 1);
    },
    onPointerCancel: () => void (from.current = undefined),
  };
}
