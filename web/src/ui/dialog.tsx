import { useEffect, useId, useRef, type ReactNode } from 'react';
import { X } from 'lucide-react';
import { IconButton } from './button.js';

/** What one types into. */
const FIELD = 'input:not([type=checkbox], [type=radio], [readonly]), textarea';

interface Props {
  title: string;
  /** For what stands in two columns. */
  wide?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A modal dialog: the browser keeps the focus in it and closes it on Escape. */
export function Dialog({ title, wide, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (dialog.current?.open) return;
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>(FIELD)?.focus(); // the browser would take the button that closes it
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
      onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()} // what it was opened from stays open
      className={`${wide ? 'w-[min(48rem,calc(100vw-2rem))]' : 'w-[min(28rem,calc(100vw-2rem))]'} max-h-[calc(100dvh-2rem)] rounded-2xl border border-line bg-raised p-0 shadow-2xl`}
    >
      <div className="grid gap-4 p-5">
        <header className="flex items-center justify-between gap-2">
          <h2 id={id} className="text-lg font-semibold tracking-tight">
            {title}
          </h2>
          <IconButton label="Close" className="-me-2" onClick={() => dialog.current?.close()}>
            <X size={18} />
          </IconButton>
        </header>
        {children}
      </div>
    </dialog>
  );
}
