import { useState, type ReactNode } from 'react';
import { Button } from '../ui/button.js';

/** Lines and characters that are shown whole: about a screen of a phone. */
const LINES = 30;
const CHARACTERS = 2_500;

/** Messages that were unfolded. They stay so when they are scrolled out of sight and come back. */
const unfolded = new Set<string>();

/** Whether a text is so long that it is folded. */
export function isLong(text: string): boolean {
  return text.length > CHARACTERS || text.split('\n', LINES + 1).length > LINES;
}

/** A long message, of which the beginning is shown until one wants to read it. */
export function Long({ messageId, children }: { messageId: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(unfolded.has(messageId));

  function turn(open: boolean): void {
    if (open) unfolded.add(messageId);
    else unfolded.delete(messageId);
    setOpen(open);
  }

  return (
    <>
      {/* What gets the focus further down is shown. */}
      <div
        onFocus={() => turn(true)}
        className={isOpen ? '' : 'max-h-72 overflow-hidden mask-b-from-70% mask-b-to-100%'}
      >
        {children}
      </div>
      <Button look="quiet" aria-expanded={isOpen} className="-ms-1 min-h-6 text-sm" onClick={() => turn(!isOpen)}>
        {isOpen ? 'Show less' : 'Show more'}
      </Button>
    </>
  );
}
