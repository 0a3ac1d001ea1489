import { useState } from 'react';
import { rememberTone } from './choices.js';
import { skinTones } from './emoji-set.js';

const hands: Record<string, string> = {
  '': '✋',
  light: '✋🏻',
  'medium-light': '✋🏼',
  medium: '✋🏽',
  'medium-dark': '✋🏾',
  dark: '✋🏿',
};

/** The skin tone of hands and people: opens into all of them. */
export function ToneChoice({ tone }: { tone: string }) {
  const [open, setOpen] = useState(false);
  const shown = open ? ['', ...skinTones] : [tone];
  return (
    <div role="group" aria-label="Skin tone" className="flex">
      {shown.map((one) => (
        <button
          key={one}
          type="button"
          aria-label={open ? (one === '' ? 'no skin tone' : `${one} skin tone`) : `Skin tone: ${one || 'none'}`}
          aria-pressed={open ? one === tone : undefined}
          aria-expanded={open ? undefined : false}
          autoFocus={open && one === tone}
          onClick={() => {
            if (open) rememberTone(one);
            setOpen(!open);
          }}
          className="grid size-8 place-content-center pointer-coarse:size-tap rounded-lg text-lg hover:bg-hover aria-pressed:bg-accent-soft"
        >
          {hands[one]}
        </button>
      ))}
    </div>
  );
}
