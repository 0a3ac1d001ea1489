import { matches, type Press } from '../ui/chord.js';
import { shortcuts } from '../keys/shortcuts.js';

/**
 * Puts text in the place of a part of a box, with the caret behind it, as if it had been typed: it can be undone, and whoever listens hears of it.
 * `execCommand` is the one way to that; where a browser has given it up, the text is put in without.
 */
export function replaceText(
  box: HTMLTextAreaElement | HTMLInputElement,
  { from, to }: { from: number; to: number },
  text: string,
): void {
  box.focus();
  box.setSelectionRange(from, to);
  if (document.execCommand('insertText', false, text)) return;
  box.setRangeText(text, from, to, 'end');
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

const marks = [
  { chord: shortcuts.bold.chord, mark: '**' },
  { chord: shortcuts.italic.chord, mark: '*' },
  { chord: shortcuts.code.chord, mark: '`' },
];

/**
 * Bold, italic or code around what is selected, and away again. Answers whether a shortcut for one of them was pressed.
 */
export function markSelection(box: HTMLTextAreaElement, press: Press): boolean {
  const mark = marks.find(({ chord }) => matches(chord, press))?.mark;
  if (mark === undefined) return false;
  const { selectionStart: from, selectionEnd: to, value } = box;
  const { length } = mark;
  const isMarked = value.slice(from - length, from) === mark && value.slice(to, to + length) === mark;
  const inside = value.slice(from, to);
  if (isMarked) replaceText(box, { from: from - length, to: to + length }, inside);
  else replaceText(box, { from, to }, mark + inside + mark);
  const start = isMarked ? from - length : from + length;
  box.setSelectionRange(start, start + inside.length);
  return true;
}
