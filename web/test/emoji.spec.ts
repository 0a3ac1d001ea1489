/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  emojiSet,
  findEmoji,
  groups,
  skinTones,
  toned,
  type EmojiRow,
  type ShortCodes,
} from '../src/emoji/emoji-set.js';

const { resolve } = createRequire(import.meta.url);
const json = (path: string): unknown => JSON.parse(readFileSync(resolve(`emojibase-data/${path}`), 'utf8'));
const set = emojiSet(json('en/compact.json') as EmojiRow[], json('en/shortcodes/github.json') as ShortCodes);
const find = (words: string) => findEmoji(set, words, 12).map(({ text }) => text);

describe('emoji', () => {
  it('S3-16 has every group, each with some, and no piece that means nothing alone', () => {
    expect(set.length).toBeGreaterThan(1_800);
    for (const { number } of groups) expect(set.filter(({ group }) => group === number).length).toBeGreaterThan(80);
    expect(set.every(({ group }) => groups.some(({ number }) => number === group))).toBe(true);
  });

  it('S3-16 stands in the form that the server stores, in every tone', () => {
    const texts = set.flatMap(({ text, tones }) => [text, ...Object.values(tones ?? {})]);
    const single = new RegExp('^\\p{RGI_Emoji}$', 'v'); // as src/features/reactions/emoji.ts asks
    expect(texts.filter((text) => !single.test(text))).toEqual([]);
    expect(texts.filter((text) => text.length > 64)).toEqual([]);
  });

  it('S3-16 is found by code, by name and by what it is about, the plainest first', () => {
    expect(find('smile')[0]).toBe('😄');
    expect(find(':tada:')[0]).toBe('🎉');
    expect(find('+1')[0]).toBe('👍');
    expect(find('thumbs down')[0]).toBe('👎');
    expect(find('red heart')[0]).toBe('❤️');
    expect(find('party')).toContain('🎉');
    expect(find('no such thing at all')).toEqual([]);
    expect(find('  ')).toEqual([]);
  });

  it('S3-16 takes the skin tone where it has one, and two people the same', () => {
    const one = (text: string) => set.find((emoji) => emoji.text === text)!;
    expect(skinTones.map((tone) => toned(one('👍'), tone))).toEqual(['👍🏻', '👍🏼', '👍🏽', '👍🏾', '👍🏿']);
    expect(toned(one('🤝'), 'dark')).toBe('🤝🏿');
    expect(toned(one('🎉'), 'dark')).toBe('🎉');
    expect(toned(one('👍'), '')).toBe('👍');
  });
});
