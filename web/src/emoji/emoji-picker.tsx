import { useDeferredValue, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Clock, Search } from 'lucide-react';
import { frequent, rememberEmoji, useChoices } from './choices.js';
import { EmojiGrid } from './emoji-grid.js';
import { findEmoji, groups, toned, type Emoji } from './emoji-set.js';
import { useEmoji } from './load-emoji.js';
import { ToneChoice } from './tone-choice.js';

/** As many as are looked through before one thinks of another word. */
const FOUND = 64;
const RECENT = -1;

const tabs = [{ number: RECENT, name: 'Often used', sign: undefined }, ...groups];

/** Every emoji, by group or by what one looks for. */
export default function EmojiPicker({ onChoose }: { onChoose: (text: string) => void }) {
  const all = useEmoji();
  const { recent, tone } = useChoices();
  const [words, setWords] = useState('');
  const [group, setGroup] = useState(RECENT);
  const [looked, setLooked] = useState<Emoji>();
  const shown = useRef<HTMLDivElement>(null);
  const sought = useDeferredValue(words.trim());

  const lists = useMemo((): [title: string, emoji: readonly Emoji[]][] => {
    if (sought !== '') return [[`Found for “${sought}”`, findEmoji(all, sought, FOUND)]];
    const ofGroup = (number: number): [string, Emoji[]] => [nameOf(number), all.filter((one) => one.group === number)];
    if (group !== RECENT) return [ofGroup(group)];
    const often = frequent(recent).flatMap((text) => all.find((one) => one.text === text || isToneOf(one, text)) ?? []);
    return [[nameOf(RECENT), often], ofGroup(groups[0]!.number)]; // which are few, so the next follow
  }, [all, sought, group, recent]);
  const first = lists[0]![1][0];

  function choose(text: string): void {
    rememberEmoji(text);
    onChoose(text);
  }

  function onFieldKey(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'ArrowDown') shown.current?.querySelector<HTMLElement>('[role=grid] button')?.focus();
    else if (event.key === 'Enter' && first) choose(toned(first, tone));
    else return;
    event.preventDefault();
  }

  return (
    <div className="flex h-[min(26rem,80dvh)] w-[min(22rem,calc(100vw-1rem))] max-sm:w-[calc(100vw-1rem)] flex-col">
      <div className="p-2.5 pb-1.5">
        <label className="flex items-center gap-2 rounded-lg border border-edge bg-canvas px-2.5 focus-within:border-accent">
          <Search size={16} className="text-muted" aria-hidden="true" />
          <span className="sr-only">Search emoji</span>
          <input
            type="search"
            autoFocus
            value={words}
            placeholder="Search emoji"
            onChange={(event) => setWords(event.target.value)}
            onKeyDown={onFieldKey}
            className="min-h-10 w-full bg-transparent outline-none placeholder:text-muted"
          />
        </label>
      </div>
      <div role="group" aria-label="Groups" className="flex border-b border-line px-1.5">
        {tabs.map(({ number, name, sign }) => (
          <button
            key={number}
            type="button"
            aria-label={name}
            aria-pressed={sought === '' && group === number}
            title={name}
            onClick={() => {
              setWords('');
              setGroup(number);
              shown.current?.scrollTo(0, 0);
            }}
            className="grid min-h-10 min-w-0 flex-1 place-content-center border-b-2 pointer-coarse:min-h-11 border-transparent text-base text-muted grayscale-75 hover:grayscale-0 aria-pressed:border-accent aria-pressed:grayscale-0"
          >
            {sign ?? <Clock size={17} />}
          </button>
        ))}
      </div>
      <div ref={shown} className="min-h-0 flex-1 overflow-y-auto p-2">
        {lists.map(([title, emoji]) => (
          <section key={title} className="not-first-of-type:mt-3">
            <h3 className="px-1 pb-1 text-xs font-semibold text-muted">{title}</h3>
            <EmojiGrid label={title} emoji={emoji} tone={tone} onChoose={choose} onLook={setLooked} />
          </section>
        ))}
        <p role="status" className="px-1 text-sm text-muted empty:hidden">
          {all.length === 0
            ? 'The emoji could not be loaded. Try again when you are online.'
            : !first && 'No emoji is called like that.'}
        </p>
      </div>
      <footer className="flex min-h-12 items-center gap-2 border-t border-line px-3">
        <span aria-hidden="true" className="text-2xl leading-none">
          {looked && toned(looked, tone)}
        </span>
        <span className="min-w-0 flex-1 truncate text-sm text-muted">
          {looked && (looked.codes[0] ? `:${looked.codes[0]}:` : looked.label)}
        </span>
        <ToneChoice tone={tone} />
      </footer>
    </div>
  );
}

function nameOf(group: number): string {
  return tabs.find(({ number }) => number === group)!.name;
}

function isToneOf({ tones }: Emoji, text: string): boolean {
  return tones !== undefined && Object.values(tones).includes(text);
}
