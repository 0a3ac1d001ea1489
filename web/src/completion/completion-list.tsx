import { useEffect, useImperativeHandle, useState, type KeyboardEvent, type Ref } from 'react';
import type { Channel } from '@parley/client';
import { useChannels, useEmojiNames, usePeople } from './sources.js';
import type { Suggestion } from './suggestion.js';
import type { Trigger } from './trigger.js';

/** What the box hands its keys to while the list is open. */
export interface CompletionKeys {
  /** Prevents the default of every key that it has used. */
  onKey: (event: KeyboardEvent) => void;
}

interface Props {
  channel: Channel;
  where: 'above' | 'inside';
  trigger: Trigger;
  /** Id of the list in the page. */
  id: string;
  keys: Ref<CompletionKeys>;
  /** The id of the suggestion that is chosen by Enter; undefined when there is none. */
  onActive: (id: string | undefined) => void;
  onChoose: (text: string) => void;
  onDismiss: () => void;
}

/** What the word at the caret may become. The focus stays in the box; arrow keys move, Enter and Tab choose, Escape closes. */
export default function CompletionList(props: Props) {
  const { kind } = props.trigger;
  return kind === 'person' ? (
    <People {...props} />
  ) : kind === 'channel' ? (
    <Channels {...props} />
  ) : (
    <Emoji {...props} />
  );
}

function People(props: Props) {
  return <List {...props} label="People" suggestions={usePeople(props.channel, props.trigger.query)} />;
}

function Channels(props: Props) {
  return <List {...props} label="Channels" suggestions={useChannels(props.channel, props.trigger.query)} />;
}

function Emoji(props: Props) {
  return <List {...props} label="Emoji" suggestions={useEmojiNames(props.trigger.query)} />;
}

type ListProps = Props & { label: string; suggestions: readonly Suggestion[] };

function List({ label, suggestions, where, id, keys, onActive, onChoose, onDismiss }: ListProps) {
  const [active, setActive] = useState(0);
  const index = Math.min(active, suggestions.length - 1);
  const current = suggestions[index];
  const idOf = ({ key }: Suggestion): string => `${id}-${key}`;
  const activeId = current && idOf(current);

  useEffect(() => {
    onActive(activeId);
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
    return () => onActive(undefined);
  }, [activeId, onActive]);

  useImperativeHandle(keys, () => ({
    onKey: (event) => {
      if (!current) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const isChoice = (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey;
      if (step) setActive((index + step + suggestions.length) % suggestions.length);
      else if (isChoice) onChoose(current.text);
      else if (event.key === 'Escape') onDismiss();
      else return;
      event.preventDefault();
      event.stopPropagation(); // Escape closes the list, and not what lies around it
    },
  }));

  return (
    <div className={where === 'above' ? 'absolute inset-x-0 bottom-full z-20 mb-2' : ''}>
      {suggestions.length > 0 && (
        <div
          role="listbox"
          id={id}
          aria-label={label}
          className="max-h-72 max-w-md overflow-y-auto rounded-xl border border-line bg-raised p-1 shadow-xl"
        >
          {suggestions.map((one, at) => (
            <div
              key={one.key}
              id={idOf(one)}
              role="option"
              tabIndex={-1}
              aria-selected={at === index}
              onPointerMove={() => setActive(at)}
              onPointerDown={(event) => event.preventDefault()} // the box keeps the focus
              onClick={() => onChoose(one.text)}
              className="flex min-h-10 cursor-pointer items-center gap-2.5 rounded-lg px-2 aria-selected:bg-accent-soft"
            >
              <span aria-hidden="true" className="grid shrink-0">
                {one.picture}
              </span>
              <bdi className="max-w-2/3 shrink-0 truncate font-medium">{one.name}</bdi>
              {one.detail && <span className="ms-auto min-w-0 truncate text-sm text-muted">{one.detail}</span>}
            </div>
          ))}
        </div>
      )}
      <p role="status" className="sr-only">
        {suggestions.length > 0 && `${suggestions.length} suggestions. Arrow keys move, Enter chooses.`}
      </p>
    </div>
  );
}
