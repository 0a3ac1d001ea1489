import { Suspense, useState } from 'react';
import { lazily } from '../ui/lazily.js';
import { momentOf } from '../ui/time.js';

const HistoryDialog = lazily(() => import('./history-dialog.js'));

/** That a message was edited, and the way to what it said before. */
export function Edited({ messageId, at }: { messageId: string; at: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        title={`Edited ${momentOf(at)}. Show earlier versions.`}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="block min-h-6 text-xs text-muted hover:text-ink hover:underline"
      >
        (edited)
      </button>
      {open && (
        <Suspense>
          <HistoryDialog messageId={messageId} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
