import { useRef, type PointerEvent, type PointerEventHandler } from 'react';
import type { MenuAt } from './row-toolbar.js';

/** Milliseconds that a finger rests until it is meant: what phones themselves take. */
const LONG = 500;
/** Pixels that a resting finger may move. */
const STILL = 10;

interface PressHandlers {
  onPointerDown: PointerEventHandler;
  onPointerMove: PointerEventHandler;
  onPointerUp: PointerEventHandler;
  onPointerCancel: PointerEventHandler;
}

/** Tells where a finger has rested. Pens and mice have other ways. */
export function useLongPress(onPress: (at: MenuAt) => void): PressHandlers {
  const rests = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number }>(undefined);

  function stop(): void {
    clearTimeout(rests.current?.timer);
    rests.current = undefined;
  }

  return {
    onPointerDown({ pointerType, clientX: x, clientY: y }: PointerEvent): void {
      stop();
      if (pointerType === 'touch') rests.current = { timer: setTimeout(() => onPress({ x, y }), LONG), x, y };
    },
    onPointerMove({ clientX, clientY }: PointerEvent): void {
      const { x, y } = rests.current ?? { x: clientX, y: clientY };
      if (Math.hypot(clientX - x, clientY - y) > STILL) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop, // the finger scrolls
  };
}
