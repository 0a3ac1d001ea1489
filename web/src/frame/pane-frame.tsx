import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { X } from 'lucide-react';
import { IconButton } from '../ui/button.js';
import { usePane } from './pane.js';

/** What stands beside the conversation on a wide screen and over it on a narrow one. Escape closes it; the focus moves in – to a box that takes it there – and goes back where it was. */
export function PaneFrame({ title, children }: { title: ReactNode; children: ReactNode }) {
  const [, open] = usePane();
  const frame = useRef<HTMLElement>(null);
  const id = useId();
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    if (!frame.current?.contains(document.activeElement)) frame.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [before]);
  return (
    <aside
      ref={frame}
      tabIndex={-1}
      aria-labelledby={id}
      onKeyDown={(event) => {
        // What was opened out of the pane, such as a dialog or a menu, has the first word.
        const isOurs = (event.target as Element).closest('aside, dialog, [role=menu]') === frame.current;
        if (event.key === 'Escape' && !event.defaultPrevented && isOurs) open(undefined);
      }}
      className="fixed inset-0 z-20 flex min-w-0 flex-col bg-canvas outline-none md:start-76 lg:static lg:z-auto lg:w-96 lg:shrink-0 lg:border-s lg:border-line"
    >
      <header className="flex h-14 shrink-0 items-center justify-between gap-2 border-b border-line ps-4 pe-2 md:ps-5">
        <h2 id={id} className="min-w-0 truncate font-semibold tracking-tight">
          {title}
        </h2>
        <IconButton label="Close this pane" onClick={() => open(undefined)}>
          <X size={18} />
        </IconButton>
      </header>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">{children}</div>
    </aside>
  );
}
