/** What of a keyboard event counts. */
export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const names: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  ' ': 'Space',
};
const onMac: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧', Enter: '⏎' };

/** Whether this machine's keyboard has ⌘ where others have Ctrl. */
const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** Whether exactly this was pressed. A sign that some keyboards have only with Shift, such as `/`, counts with and without it. */
export function matches(chord: string, press: Press, mac = isMac): boolean {
  const parts = chord.split('+');
  const key = parts.at(-1)!;
  const wants = (part: string): boolean => parts.includes(part);
  const [mod, other] = mac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  return (
    press.key.toLowerCase() === key.toLowerCase() &&
    mod === wants('Mod') &&
    !other &&
    press.altKey === wants('Alt') &&
    (isSign || press.shiftKey === wants('Shift'))
  );
}

/** The keys of a chord as they are printed on this machine's keyboard. */
export function keysOf(chord: string, mac = isMac): string[] {
  return chord.split('+').map((part) => {
    if (mac && onMac[part]) return onMac[part];
    if (part === 'Mod') return 'Ctrl';
    return names[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
}

/** The same for `aria-keyshortcuts`. */
export function ariaKeys(chord: string, mac = isMac): string {
  return chord.replace('Mod', mac ? 'Meta' : 'Control');
}
