import { ArrowDown } from 'lucide-react';

/** The way back to the end, and what waits there. */
export function NewMessages({ count, onClick }: { count: number; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className={`absolute bottom-3 left-1/2 flex -translate-x-1/2 items-center gap-2 rounded-full border px-4 py-1.5 text-sm font-medium shadow-lg ${
        count > 0 ? 'border-transparent bg-accent text-on-accent' : 'border-line bg-raised text-muted hover:text-ink'
      }`}
    >
      <ArrowDown size={16} aria-hidden="true" />
      {count === 0 ? 'To the newest' : count === 1 ? '1 new message' : `${count} new messages`}
    </button>
  );
}
