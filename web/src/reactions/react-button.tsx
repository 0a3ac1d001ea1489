import { Suspense, useRef, useState } from 'react';
import type { Message } from '@parley/client';
import { SmilePlus } from 'lucide-react';
import { IconButton } from '../ui/button.js';
import { lazily } from '../ui/lazily.js';
import { react } from './react.js';

const EmojiDialog = lazily(() => import('../emoji/emoji-dialog.js'));

/** Opens the emoji picker for a message. */
export function ReactButton({ message, className }: { message: Message; className?: string }) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <span ref={anchor} className="inline-grid">
      <IconButton
        label="Add a reaction"
        aria-haspopup="dialog"
        className={className ?? ''}
        onClick={() => setOpen(true)}
      >
        <SmilePlus size={16} />
      </IconButton>
      {open && (
        <Suspense>
          <EmojiDialog
            anchor={anchor.current}
            onChoose={(emoji) => void react(message, emoji, true)}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </span>
  );
}
