import { use } from 'react';
import { isDrawn } from './drawn.js';
import { emojiSet, type Emoji, type EmojiRow, type ShortCodes } from './emoji-set.js';

let loading: Promise<Emoji[]> | undefined;

/** All emoji that this device draws, with their names, 100 KB from our own server, once. None when the network is away; whoever wants one next asks again. */
function loadEmoji(): Promise<Emoji[]> {
  loading ??= Promise.all([
    import('emojibase-data/en/compact.json'),
    import('emojibase-data/en/shortcodes/github.json'),
  ]).then(
    ([rows, codes]) =>
      emojiSet(
        (rows.default as EmojiRow[]).filter(({ unicode }) => isDrawn(unicode)),
        codes.default as ShortCodes,
      ),
    () => {
      loading = undefined;
      return [];
    },
  );
  return loading;
}

/** All emoji; suspends until they are there. */
export function useEmoji(): Emoji[] {
  return use(loadEmoji());
}
