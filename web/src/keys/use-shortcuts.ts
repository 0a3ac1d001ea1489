import { useEffect, useRef } from 'react';
import { matches } from '../ui/chord.js';
import { shortcuts, type ShortcutName } from './shortcuts.js';

type Handlers = Partial<Record<ShortcutName, () => void>>;

/** What opens over the page and has keys of its own. */
const OVER = 'dialog, [role=dialog], [role=menu], [role=listbox], aside';

/** Does what is pressed, wherever the focus is, unless something nearer has taken the key or lies over the page. */
export function useShortcuts(handlers: Handlers): void {
  const newest = useRef(handlers);
  useEffect(() => {
    newest.current = handlers;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog:modal')) return;
      const names = Object.keys(newest.current) as ShortcutName[];
      const name = names.find((one) => matches(shortcuts[one].chord, event));
      if (!name || (isBare(event) && isBusy(event.target as Element))) return;
      event.preventDefault();
      newest.current[name]?.();
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

function isBare({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return !ctrlKey && !metaKey && !altKey;
}

/** Whether a key without Ctrl or Alt means something there: in a field, other than the box for messages, and in what lies over the page. */
function isBusy(target: Element): boolean {
  return target.closest(OVER) !== null || (target.matches('input, textarea, select') && target.id !== 'message');
}
