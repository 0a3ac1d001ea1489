import { Suspense, useId, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import type { Channel } from '@parley/client';
import { replaceText } from './replace-text.js';
import { lazily } from '../ui/lazily.js';
import type { CompletionKeys } from './completion-list.js';
import { triggerAt } from './trigger.js';

// Wanted by the first `@`, `#` or `:`.
const CompletionList = lazily(() => import('./completion-list.js'));

interface Completion {
  /** What is to be shown beside the box. */
  list: ReactNode;
  /** For the box: what screen readers need, and where the caret is. */
  attributes: {
    'aria-autocomplete': 'list';
    'aria-controls': string | undefined;
    'aria-activedescendant': string | undefined;
    onSelect: () => void;
    onBlur: () => void;
  };
  /** Takes the keys that are meant for the list. */
  onKey: (event: KeyboardEvent) => void;
}

/**
 * Goes on with names of people (`@`), channels (`#`) and emoji (`:`) while they are written. `where` the list is: over what stands above the box, or with
 * a place of its own, where there may be too little above.
 */
export function useCompletion(
  channel: Channel,
  text: string,
  box: RefObject<HTMLTextAreaElement | null>,
  where: 'above' | 'inside' = 'above',
): Completion {
  const id = useId();
  const keys = useRef<CompletionKeys>(null);
  const [caret, setCaret] = useState<number>();
  const [active, setActive] = useState<string>();
  /** Where a list stood that was closed: it stays so for this word. */
  const [dismissed, setDismissed] = useState<number>();
  const trigger = caret === undefined ? undefined : triggerAt(text, caret);
  const isOpen = trigger !== undefined && trigger.from !== dismissed;

  function onSelect(): void {
    const { selectionStart, selectionEnd } = box.current!;
    setCaret(selectionStart === selectionEnd ? selectionStart : undefined);
    if (dismissed !== undefined && triggerAt(text, selectionStart)?.from !== dismissed) setDismissed(undefined);
  }

  return {
    list: isOpen && (
      <Suspense>
        <CompletionList
          key={trigger.from + trigger.kind}
          id={id}
          channel={channel}
          where={where}
          trigger={trigger}
          keys={keys}
          onActive={setActive}
          onChoose={(chosen) => replaceText(box.current!, trigger, `${chosen} `)}
          onDismiss={() => setDismissed(trigger.from)}
        />
      </Suspense>
    ),
    attributes: {
      'aria-autocomplete': 'list',
      'aria-controls': active === undefined ? undefined : id,
      'aria-activedescendant': active,
      onSelect,
      onBlur: () => setCaret(undefined),
    },
    onKey: (event) => isOpen && keys.current?.onKey(event),
  };
}
