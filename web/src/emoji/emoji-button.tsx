import { lazy, Suspense, useRef, useState } from 'react';
import { Smile } from 'lucide-react';
import { IconButton } from '../ui/button.js';

const EmojiDialog = lazy(() => import('./emoji-dialog.js'));

/** Opens the emoji picker beside a box that one writes in. */
export function EmojiButton({ onChoose }: { onChoose: (text: string) => void }) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <span ref={anchor} className="grid">
      <IconButton label="Choose an emoji" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Smile size={18} />
      </IconButton>
      {open && (
        <Suspense>
          <EmojiDialog anchor={anchor.current} onChoose={onChoose} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </span>
  );
}
