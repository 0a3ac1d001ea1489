import { useEffect } from 'react';
import type { Media } from '@parley/client';
import { onReturn } from '../session/parley.js';
import { Button } from '../ui/button.js';

/** Where what shows files cannot be had: what they are called, until there is a connection again. */
export function NoAttachments({ attachments, again }: { attachments: readonly Media[]; again: () => void }) {
  useEffect(() => onReturn(again), [again]);
  return (
    <p className="text-sm text-muted">
      {attachments.map(({ name }) => name).join(', ')} could not be shown.
      <Button look="quiet" onClick={again}>
        Try again
      </Button>
    </p>
  );
}
