import { ArrowDown, Check } from 'lucide-react';

interface Props {
  unread: number;
  onEnd: () => void;
  onRead: () => void;
}

/** The way back to the end, and what waits there. */
export function NewMessages({ unread, onEnd, onRead }: Props) {
  const isNew = unread > 0;
  return (
    <div
      className={`absolute bottom-3 left-1/2 flex -translate-x-1/2 items-stretch overflow-hidden rounded-full border text-sm font-medium whitespace-nowrap shadow-lg ${
        isNew ? 'border-transparent bg-accent text-on-accent' : 'border-line bg-raised text-muted'
      }`}
    >
      <button
        type="button"
        onClick={onEnd}
        className={`flex min-h-10 items-center gap-2 ps-4 ${isNew ? 'pe-3' : 'pe-4 hover:text-ink'}`}
      >
        <ArrowDown size={16} aria-hidden="true" />
        {!isNew ? 'To the newest' : unread === 1 ? '1 new message' : `${unread} new messages`}
      </button>
      {isNew && (
        <button
          type="button"
          aria-label="Mark as read"
          title="Mark as read (Escape)"
          onClick={onRead}
          className="flex items-center border-s border-on-accent/30 ps-3 pe-4"
        >
          <Check size={16} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
