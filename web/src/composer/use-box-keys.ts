import type { KeyboardEvent } from 'react';
import { matches } from '../ui/chord.js';
import { shortcuts } from '../keys/shortcuts.js';
import { markSelection } from '../completion/replace-text.js';
import { replyTo, useReplying } from './replying.js';

/** What keys do in the box of a conversation besides writing: marks, taking back what one replies to, editing what one said last. */
export function useBoxKeys(
  channelId: string,
  onEditLast: () => void,
): (event: KeyboardEvent<HTMLTextAreaElement>) => void {
  const replying = useReplying(channelId);
  return (event) => {
    const { key, currentTarget: box } = event;
    if (markSelection(box, event)) event.preventDefault();
    else if (key === 'Escape' && replying) {
      event.preventDefault(); // a pane around it stays open
      replyTo(channelId, undefined);
    } else if (matches(shortcuts.editLast.chord, event) && box.value === '') {
      event.preventDefault();
      onEditLast();
    }
  };
}
