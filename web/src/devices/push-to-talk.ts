/** What of a key counts for push-to-talk. */
type Press = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** What an element is, as far as keys mean something to it. */
interface Target {
  matches(selector: string): boolean;
  closest(selector: string): object | null;
}

const TEXT = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]';
/** What Space and Enter press. */
const PRESSED = 'button, summary, input, [role=button], [role=menuitem], [role=tab], [role=option], video';

/** Whether holding this key talks: nowhere where one writes, and a key that presses things not on one of them. */
export function talks(pushKey: string, press: Press, target: Target): boolean {
  if (press.code !== pushKey || press.ctrlKey || press.metaKey || press.altKey) return false;
  if (target.matches(TEXT) || target.closest('[role=menu], [role=listbox]') !== null) return false;
  return !['Space', 'Enter'].includes(pushKey) || !target.matches(PRESSED);
}

const named: Readonly<Record<string, string>> = {
  Backquote: '`',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: '’',
  Comma: ',',
  Period: '.',
  Slash: '/',
};

/** A key by its place on the keyboard, in words. */
export function keyName(code: string): string {
  return named[code] ?? code.replace(/^(Key|Digit)/, '').replace(/(?<=[a-z])(?=[A-Z\d])/g, ' ');
}

/** Keys that mean something else on every page. */
export function mayPush(code: string): boolean {
  return code !== '' && !/^(Tab|Escape|Enter|Meta|OS|Backspace|Delete|Arrow|Page|Home|End)/.test(code);
}
