import { Suspense, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { lazily } from './lazily.js';
import type { Action } from './menu.js';

// It is heavy, and most pages are only read.
const Menu = lazily(() => import('./menu.js'));

interface Props {
  /** What the actions are, for screen readers. */
  label: string;
  actions: readonly Action[];
  /** Whether `label` names the button, which shows no words then; else `children` do. */
  isPicture?: boolean;
  placement?: 'bottom-end' | 'top-start';
  className: string;
  children: ReactNode;
}

/** A button that opens a menu, by click or by arrow key. */
export function MenuButton({ label, actions, isPicture = false, placement, className, children }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    setOpen(true);
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        {...(isPicture && { 'aria-label': label, title: label })}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={onKeyDown}
        className={className}
      >
        {children}
      </button>
      {isOpen && (
        <Suspense>
          <Menu
            label={label}
            actions={actions}
            button={button}
            {...(placement && { placement })}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
