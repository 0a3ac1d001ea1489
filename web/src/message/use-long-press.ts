import { useRef, type MouseEventHandler, type PointerEventHandler, type TouchEventHandler } from 'react';
import type { MenuAt } from './row-actions.js';

/** Milliseconds that a finger rests until it is meant: what phones themselves take. */
const LONG = 500;
/** Pixels that a resting finger may move. */
const STILL = 10;

interface PressHandlers {
  onPointerDown: PointerEventHandler;
  onPointerMove: PointerEventHandler;
  onPointerUp: PointerEventHandler;
  onPointerCancel: PointerEventHandler;
  onTouchEnd: TouchEventHandler;
  onContextMenu: MouseEventHandler;
}

/** Tells where a finger has rested. Pens and mice have other ways, and links a menu of the browser's own. */
export function useLongPress(onPress: (at: MenuAt) => void): PressHandlers {
  const rests = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number }>(undefined);
  const isPressed = useRef(false);

  function stop(): void {
    clearTimeout(rests.current?.timer);
    rests.current = undefined;
  }

  function press(at: MenuAt): void {
    isPressed.current = true;
    onPress(at);
  }

  return {
    onPointerDown({ pointerType, target, clientX: x, clientY: y }): void {
      stop();
      isPressed.current = false;
      if (pointerType !== 'touch' || (target as Element).closest('a, button, input, textarea')) return;
      rests.current = { timer: setTimeout(() => press({ x, y }), LONG), x, y };
    },
    onPointerMove({ clientX, clientY }): void {
      const { x, y } = rests.current ?? { x: clientX, y: clientY };
      if (Math.hypot(clientX - x, clientY - y) > STILL) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop, // the finger scrolls
    // Else lifting the finger would be a click beside the menu, which closes it.
    onTouchEnd: (event) => isPressed.current && event.preventDefault(),
    onContextMenu: (event) => (rests.current || isPressed.current) && event.preventDefault(),
  };
}
