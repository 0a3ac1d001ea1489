import type { Message } from '@parley/client';
import { Reply, X } from 'lucide-react';
import { gist } from '../message/gist.js';
import { IconButton } from '../ui/button.js';

/** Above the box: what the next message answers, and the way out of that. */
export function ReplyChip({ message, onCancel }: { message: Message; onCancel: () => void }) {
  return (
    <div className="flex items-center gap-2 rounded-lg bg-panel ps-3 text-sm">
      <Reply size={15} className="shrink-0 text-muted" aria-hidden="true" />
      <p role="status" className="min-w-0 flex-1 truncate">
        <span className="text-muted">Reply to </span>
        <bdi className="font-medium">{message.author.displayName}</bdi>{' '}
        <span className="text-muted">{gist(message)}</span>
      </p>
      <IconButton label="Cancel reply" onClick={onCancel}>
        <X size={16} />
      </IconButton>
    </div>
  );
}
