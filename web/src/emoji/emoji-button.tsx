import { Suspense, useRef, useState, type ReactNode } from 'react';
import { Smile } from 'lucide-react';
import { IconButton } from '../ui/button.js';
import { lazily } from '../ui/lazily.js';

const EmojiDialog = lazily(() => import('./emoji-dialog.js'));

interface Props {
  onChoose: (text: string) => void;
  /** What is on the button, where that is another picture. */
  children?: ReactNode;
}

/** Opens the emoji picker beside a box that one writes in. */
export function EmojiButton({ onChoose, children = <Smile size={18} /> }: Props) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <span ref={anchor} className="grid">
      <IconButton label="Choose an emoji" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {children}
      </IconButton>
      {open && (
        <Suspense>
          <EmojiDialog anchor={anchor.current} onChoose={onChoose} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </span>
  );
}
