import { useState, type KeyboardEvent } from 'react';
import { toned, type Emoji } from './emoji-set.js';

/** How many stand in a row. */
const COLUMNS = 8;

interface Props {
  /** What these have in common. */
  label: string;
  emoji: readonly Emoji[];
  tone: string;
  onChoose: (text: string) => void;
  /** Which one is looked at, to be named below. */
  onLook: (emoji: Emoji | undefined) => void;
}

/** Emoji in rows: one stop for the Tab key, arrow keys go from one to the next. */
export function EmojiGrid({ label, emoji, tone, onChoose, onLook }: Props) {
  const [current, setCurrent] = useState(0);
  const stop = Math.min(current, emoji.length - 1); // fewer may be left than before
  const rows = Array.from({ length: Math.ceil(emoji.length / COLUMNS) }, (_, row) =>
    emoji.slice(row * COLUMNS, (row + 1) * COLUMNS),
  );

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    const next = step === undefined ? { Home: 0, End: emoji.length - 1 }[event.key] : stop + step;
    if (next === undefined || next < 0 || next >= emoji.length) return; // upwards from the first row is the field's
    event.preventDefault();
    event.stopPropagation();
    setCurrent(next);
    event.currentTarget.querySelectorAll<HTMLElement>('button')[next]?.focus();
  }

  return (
    <div role="grid" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown} className="grid gap-0.5 outline-none">
      {rows.map((row, rowIndex) => (
        <div role="row" key={row[0]!.text} className="grid grid-cols-8 gap-0.5">
          {row.map((one, column) => {
            const index = rowIndex * COLUMNS + column;
            return (
              <div role="gridcell" key={one.text} className="grid">
                <button
                  type="button"
                  aria-label={one.label}
                  tabIndex={index === stop ? 0 : -1}
                  onFocus={() => {
                    setCurrent(index);
                    onLook(one);
                  }}
                  onPointerEnter={() => onLook(one)}
                  onClick={() => onChoose(toned(one, tone))}
                  className="grid aspect-square place-content-center rounded-lg text-[min(1.5rem,6.5vw)] leading-none hover:bg-hover focus-visible:-outline-offset-2"
                >
                  {toned(one, tone)}
                </button>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
