/** A piece of what somebody says: text, or something that is named in it. */
export interface Piece {
  kind: 'text' | 'person' | 'everyone' | 'channel';
  text: string;
  /** The name without its sign, lower case. */
  name: string;
}

/** What names stand for something here; all lower case. */
export interface Named {
  people: ReadonlySet<string>;
  everyone: ReadonlySet<string>;
  channels: ReadonlySet<string>;
}

/** As the server reads names: not in the middle of a word, and they may end in what sentences end in. */
const SIGNED = /(?<![\p{L}\p{N}.+@#/-])([@#])([A-Za-z0-9][A-Za-z0-9._-]*)/gu;
const LOOSE_END = /[._-]$/;

/** Cuts a text at what it names. */
export function piecesOf(text: string, named: Named): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(SIGNED)) {
    const [, sign, written] = match as unknown as [string, '@' | '#', string];
    const found = nameIn(written, sign, named);
    if (!found) continue;
    if (match.index > at) pieces.push(plain(text.slice(at, match.index)));
    at = match.index + 1 + found.name.length;
    pieces.push({ ...found, text: text.slice(match.index, at) });
  }
  if (at < text.length || pieces.length === 0) pieces.push(plain(text.slice(at)));
  return pieces;
}

function plain(text: string): Piece {
  return { kind: 'text', text, name: '' };
}

function nameIn(
  written: string,
  sign: '@' | '#',
  { people, everyone, channels }: Named,
): Omit<Piece, 'text'> | undefined {
  for (let name = written.toLowerCase(); name !== ''; name = name.slice(0, -1)) {
    if (sign === '#' && channels.has(name)) return { kind: 'channel', name };
    if (sign === '@' && everyone.has(name)) return { kind: 'everyone', name };
    if (sign === '@' && people.has(name)) return { kind: 'person', name };
    if (!LOOSE_END.test(name)) return undefined;
  }
  return undefined;
}
