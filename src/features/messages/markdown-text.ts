/** What stands before a line's own text: quotes and list markers. Its alternatives begin with different characters, so it cannot blow up. */
const PREFIX = /^(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*/;
/** The same without list markers: a block of code does not end in an item of its own. */
const QUOTED = /^[ \t>]*$/;
const FENCE = /^(?:`{3,}|~{3,})/;
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const BLANK = /\s/;

/** A block of code that a line has begun and none has ended yet. */
interface Fence {
  mark: string;
  quotes: number;
}

/**
 * What markdown says aloud: its text without fenced blocks, code spans and addresses. They are what the web app shows as such, read more
 * broadly where that is unclear. Takes time in proportion to the text, whatever the text is.
 */
export function textOf(markdown: string): string {
  return blocksOf(markdown).map(spoken).join('\n');
}

/** Runs of lines that inline marks may span, without fenced blocks. */
function blocksOf(markdown: string): string[] {
  const blocks: string[][] = [[]];
  let fence: Fence | undefined;
  for (const line of markdown.split('\n')) {
    const prefix = PREFIX.exec(line)![0];
    const text = line.slice(prefix.length);
    const quotes = prefix.split('>').length - 1;
    if (fence && quotes < fence.quotes) fence = undefined; // the quote is over, and what began in it
    if (fence) {
      if (quotes === fence.quotes && QUOTED.test(prefix) && closes(text, fence)) fence = undefined;
      continue;
    }
    const mark = FENCE.exec(text)?.[0];
    if (mark && !(mark.startsWith('`') && text.includes('`', mark.length))) {
      fence = { mark, quotes };
      blocks.push([]);
      continue;
    }
    if (text.trim() === '' || prefix.trim() !== '') blocks.push([]);
    blocks.at(-1)!.push(text);
  }
  return blocks.map((lines) => lines.join('\n'));
}

function closes(text: string, { mark }: Fence): boolean {
  const found = FENCE.exec(text)?.[0];
  return found !== undefined && found.startsWith(mark) && text.slice(found.length).trim() === '';
}

/** A block without code spans and addresses, each of which leaves a gap. */
function spoken(block: string): string {
  const unclosed = new Set<number>(); // lengths of backticks that nothing closes from here on: looked for once
  let text = '';
  for (let at = 0; at < block.length;) {
    const [said, end] = next(block, at, unclosed);
    text += said;
    at = end;
  }
  return text;
}

/** What the mark or character that begins here says, and where it ends. */
function next(block: string, at: number, unclosed: Set<number>): [said: string, end: number] {
  const character = block[at]!;
  const after = block[at + 1];
  if (character === '\\' && after !== undefined && PUNCTUATION.test(after)) {
    return [after === '@' ? ' ' : after, at + 2]; // an escaped `@` is meant to be nothing but that
  }
  if (character === '`') {
    const length = runOf(block, at);
    const end = codeEnd(block, at + length, length, unclosed);
    return end < 0 ? [block.slice(at, at + length), at + length] : [' ', end];
  }
  if (character === ']' && after === '(') return [' ', targetEnd(block, at + 2)];
  if (character === ':' && block.startsWith('://', at)) return [' ', addressEnd(block, at + 3)];
  return [character, at + 1];
}

/** A span of code ends at as many backticks as it begins with; -1 where none follow. */
function codeEnd(block: string, from: number, length: number, unclosed: Set<number>): number {
  if (unclosed.has(length)) return -1;
  for (let at = block.indexOf('`', from); at >= 0;) {
    const run = runOf(block, at);
    if (run === length) return at + run;
    at = block.indexOf('`', at + run);
  }
  unclosed.add(length);
  return -1;
}

/** A link's target goes to its closing bracket, and at most to a blank; one in angle brackets may hold blanks. */
function targetEnd(block: string, from: number): number {
  let at = from;
  if (block[at] === '<') {
    for (at += 1; at < block.length && !'<>\n'.includes(block[at]!);) at += 1;
    return at;
  }
  for (let depth = 1; at < block.length && !BLANK.test(block[at]!); at += 1) {
    if (block[at] === '(') depth += 1;
    else if (block[at] === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return at;
}

function addressEnd(block: string, from: number): number {
  let at = from;
  while (at < block.length && block[at] !== '<' && !BLANK.test(block[at]!)) at += 1;
  return at;
}

/** How many backticks stand here in a row. */
function runOf(block: string, from: number): number {
  let at = from;
  while (block[at] === '`') at += 1;
  return at - from;
}
