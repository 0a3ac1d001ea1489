import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Check } from 'lucide-react';

interface Item {
  label: string;
  icon: ReactNode;
  /** Of which one of several holds: whether it is this one. */
  checked?: boolean;
  /** Whether a line stands above it. */
  isApart?: boolean;
  onSelect: () => void;
}

/** A button that opens a list of actions above itself; `children` name it. Arrow keys move, Escape closes. */
export function Menu({ items, children }: { items: Item[]; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const entries = (): HTMLElement[] => [...(root.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];

  useEffect(() => {
    if (!open) return undefined;
    root.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus();
    const elsewhere = (event: PointerEvent): void => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', elsewhere);
    return () => document.removeEventListener('pointerdown', elsewhere);
  }, [open]);

  function close(): void {
    setOpen(false);
    trigger.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (open && event.key === 'Escape') close();
    else if (open && step) {
      const all = entries();
      all.at((all.indexOf(document.activeElement as HTMLElement) + step) % all.length)?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div ref={root} className="relative" onKeyDown={onKeyDown} role="presentation">
      <button
        ref={trigger}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-2.5 rounded-lg p-2 text-start hover:bg-hover"
      >
        {children}
      </button>
      {open && (
        <div
          role="menu"
          className="absolute inset-x-0 bottom-full mb-1 rounded-xl border border-line bg-raised p-1 shadow-xl"
        >
          {items.map((item) => (
            <Entry
              key={item.label}
              item={item}
              onSelect={() => {
                close();
                item.onSelect();
              }}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function Entry({ item: { label, icon, checked, isApart }, onSelect }: { item: Item; onSelect: () => void }) {
  return (
    <>
      {isApart && <hr className="my-1 border-line" />}
      <button
        type="button"
        role={checked === undefined ? 'menuitem' : 'menuitemradio'}
        aria-checked={checked}
        onClick={onSelect}
        className="flex min-h-10 w-full items-center gap-2.5 rounded-lg px-3 py-2 text-start hover:bg-hover"
      >
        {icon}
        <span className="flex-1">{label}</span>
        {checked && <Check size={16} aria-hidden="true" className="text-accent" />}
      </button>
    </>
  );
}
