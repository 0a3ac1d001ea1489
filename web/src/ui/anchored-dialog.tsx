import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';

/** Pixels between the dialog and what it belongs to, and to the edges of the window. */
const GAP = 6;
const EDGE = 8;

interface Props {
  label: string;
  /** What it opens beside. */
  anchor: Element | null;
  onClose: () => void;
  children: ReactNode;
}

/**
 * A modal dialog beside the button that opened it: above or below, wherever it fits; on narrow screens at the lower edge. Escape and a
 * click elsewhere close it, and the focus goes back where it was.
 */
export function AnchoredDialog({ label, anchor, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const before = document.activeElement;
    if (!dialog.current?.open) dialog.current?.showModal();
    // Taken away instead of closed, it leaves the focus nowhere.
    return () => {
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
    };
  }, []);
  // After it has its size, and whenever that changes.
  useLayoutEffect(() => {
    const box = dialog.current!;
    const observer = new ResizeObserver(() => place(box, anchor));
    observer.observe(box);
    return () => observer.disconnect();
  }, [anchor]);

  return (
    <dialog
      ref={dialog}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
      className="m-0 max-h-none max-w-none overflow-hidden rounded-2xl border border-line bg-raised p-0 shadow-2xl backdrop:bg-transparent max-sm:mx-auto max-sm:mt-auto max-sm:mb-2 max-sm:backdrop:bg-black/45"
    >
      {children}
    </dialog>
  );
}

function place(box: HTMLDialogElement, anchor: Element | null): void {
  if (!anchor || matchMedia('(width < 40rem)').matches) return box.removeAttribute('style');
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const above = at.top - GAP - height;
  const below = Math.min(at.bottom + GAP, innerHeight - EDGE - height);
  box.style.top = `${Math.max(EDGE, above >= EDGE ? above : below)}px`;
  box.style.left = `${Math.max(EDGE, Math.min(at.right - width, innerWidth - EDGE - width))}px`;
}
