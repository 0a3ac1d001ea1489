import { piecesOf } from '../src/mentions/pieces.js';

describe('what is named in a text', () => {
  const named = { people: new Set(['ada', 'j.r']), everyone: new Set(['channel']), channels: new Set(['general']) };
  const kinds = (text: string) => piecesOf(text, named).flatMap(({ kind, text: of }) => (kind === 'text' ? [] : of));

  it('stands out where the server reads it, with the end of a sentence left out', () => {
    expect(kinds('@ada, see #general. @channel!')).toEqual(['@ada', '#general', '@channel']);
    expect(kinds('Ask @j.r. or @Ada-')).toEqual(['@j.r', '@Ada']);
    expect(kinds('mail ada@ada or @adam, not C#general')).toEqual([]);
  });

  it('loses nothing of the text', () => {
    for (const text of ['', '@ada', 'a @ada b #general c', '@@ada #', '@ada@ada'])
      expect(
        piecesOf(text, named)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
  });
});
