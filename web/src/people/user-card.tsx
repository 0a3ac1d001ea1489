import { Suspense, useRef, useState, type ReactNode } from 'react';
import { lazily } from '../ui/lazily.js';

// Loaded with the first one that is opened, not with every conversation.
const Card = lazily(() => import('./card.js'));

interface Props {
  userId: string;
  /** The team in which they are met: the card tells their role there. */
  teamId?: string | null | undefined;
  /** For screen readers, where the children are only a picture. */
  label?: string;
  className?: string;
  /** -1 for a face whose name beside it opens the same card. */
  tabIndex?: number;
  /** A face or a name. */
  children: ReactNode;
}

/** A face or a name that opens the card of its person. */
export function UserCard({ userId, teamId, label, tabIndex, className = '', children }: Props) {
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={trigger}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        tabIndex={tabIndex}
        onClick={() => setOpen(!open)}
        className={`relative rounded-lg text-start ${className}`}
      >
        {children}
        {label && <span className="sr-only">{label}</span>}
      </button>
      {open && (
        <Suspense>
          <Card userId={userId} teamId={teamId} trigger={trigger} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
