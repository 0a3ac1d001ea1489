import { keysOf } from '../ui/chord.js';
import { shortcuts, type ShortcutName } from './shortcuts.js';

/** The keys of a shortcut, drawn as keys. */
export function Keys({ of }: { of: ShortcutName }) {
  const { chord } = shortcuts[of];
  return (
    <span className="flex shrink-0 gap-1">
      {keysOf(chord).map((key) => (
        <kbd
          key={key}
          className="min-w-6 rounded-md border border-line bg-panel px-1.5 text-center font-sans text-xs leading-5 whitespace-nowrap text-muted"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
