import { useId, useState, type ReactNode } from 'react';
import { ChevronRight } from 'lucide-react';

interface Props {
  /** By which it is remembered that it is closed. */
  id: string;
  title: string;
  /** What one can do here: an icon button. */
  action?: ReactNode;
  /** What stays in sight when it is closed. */
  pinned?: ReactNode;
  children: ReactNode;
}

const PREFIX = 'parley.closed.';

/** A part of the sidebar that can be closed, and stays so. */
export function Section({ id, title, action, pinned, children }: Props) {
  const [isOpen, setOpen] = useState(() => localStorage.getItem(PREFIX + id) === null);
  const listId = useId();

  function turn(): void {
    if (isOpen) localStorage.setItem(PREFIX + id, 'yes');
    else localStorage.removeItem(PREFIX + id);
    setOpen(!isOpen);
  }

  return (
    <section aria-label={title} className="mb-4">
      <div className="flex min-h-8 items-center justify-between">
        <h2 className="min-w-0 flex-1">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={listId}
            onClick={turn}
            className="flex w-full items-center gap-1 rounded-lg py-1 ps-1 text-start text-xs font-semibold tracking-wide text-muted uppercase hover:text-ink pointer-coarse:min-h-11"
          >
            <ChevronRight
              size={14}
              aria-hidden="true"
              className={`transition-transform ${isOpen ? 'rotate-90' : 'rtl:rotate-180'}`}
            />
            <span className="min-w-0 truncate">{title}</span>
          </button>
        </h2>
        {action}
      </div>
      <ul id={listId} className="grid grid-cols-1 gap-px">
        {isOpen ? children : pinned}
      </ul>
    </section>
  );
}
