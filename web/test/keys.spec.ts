import { ariaKeys, keysOf, matches, type Press } from '../src/ui/chord.js';
import { shortcuts } from '../src/keys/shortcuts.js';

const press = (key: string, ...held: ('ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey')[]): Press => ({
  key,
  ctrlKey: held.includes('ctrlKey'),
  metaKey: held.includes('metaKey'),
  altKey: held.includes('altKey'),
  shiftKey: held.includes('shiftKey'),
});

describe('a shortcut', () => {
  it('is pressed by exactly its keys: Ctrl, and ⌘ on a Mac', () => {
    expect(matches('Mod+k', press('k', 'ctrlKey'), false)).toBe(true);
    expect(matches('Mod+k', press('k', 'metaKey'), true)).toBe(true);
    expect(matches('Mod+k', press('k', 'metaKey'), false)).toBe(false);
    expect(matches('Mod+k', press('k', 'ctrlKey'), true)).toBe(false);
    expect(matches('Mod+k', press('K', 'ctrlKey', 'shiftKey'), false)).toBe(false);
    expect(matches('Mod+Shift+k', press('K', 'ctrlKey', 'shiftKey'), false)).toBe(true);
    expect(matches('Alt+ArrowUp', press('ArrowUp', 'altKey'), false)).toBe(true);
    expect(matches('Alt+ArrowUp', press('ArrowUp', 'altKey', 'shiftKey'), false)).toBe(false);
    expect(matches('Escape', press('Escape'), false)).toBe(true);
  });

  it('with a sign is pressed with Shift as well, where the keyboard has it there', () => {
    expect(matches('Mod+/', press('/', 'ctrlKey'), false)).toBe(true);
    expect(matches('Mod+/', press('/', 'ctrlKey', 'shiftKey'), false)).toBe(true);
  });

  it('is shown as the keys are printed', () => {
    expect(keysOf('Mod+Shift+d', false)).toEqual(['Ctrl', 'Shift', 'D']);
    expect(keysOf('Mod+Shift+d', true)).toEqual(['⌘', '⇧', 'D']);
    expect(keysOf('Alt+ArrowDown', false)).toEqual(['Alt', '↓']);
    expect(ariaKeys('Mod+k', false)).toBe('Control+k');
  });

  it('is unlike every other at its place, and at a place within another', () => {
    const everywhere = Object.values(shortcuts).filter(({ where }) => where === 'Everywhere');
    for (const { where } of Object.values(shortcuts)) {
      const there = Object.values(shortcuts).filter((one) => one.where === where);
      const chords = [...new Set([...everywhere, ...there])].map(({ chord }) => chord);
      expect(new Set(chords).size).toBe(chords.length);
    }
  });
});
