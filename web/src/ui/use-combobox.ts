import { useEffect, useId, useState, type HTMLAttributes, type InputHTMLAttributes, type KeyboardEvent } from 'react';

interface Combobox {
  /** For the list (`role="listbox"`). */
  listId: string;
  active: number;
  inputProps: InputHTMLAttributes<HTMLInputElement>;
  optionProps: (index: number) => HTMLAttributes<HTMLDivElement>;
}

/**
 * A field with a list of what can be picked below it (WAI-ARIA's combobox): the focus stays in the field, arrows move in the list, Enter picks.
 * `typed`: what stands in the field; the first one is active again whenever that changes.
 */
export function useCombobox(typed: string, count: number, onPick: (index: number) => void): Combobox {
  const listId = useId();
  const [chosen, setChosen] = useState({ typed, index: 0 });
  const active = chosen.typed === typed ? Math.min(chosen.index, count - 1) : 0;
  const idOf = (index: number): string => `${listId}-${index}`;
  const move = (index: number): void => setChosen({ typed, index });

  useEffect(() => {
    document.getElementById(idOf(active))?.scrollIntoView({ block: 'nearest' });
  });

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || count === 0) return;
    if (event.key === 'ArrowDown') move((active + 1) % count);
    else if (event.key === 'ArrowUp') move((active - 1 + count) % count);
    else if (event.key === 'Enter') onPick(active);
    else return;
    event.preventDefault();
  }

  return {
    listId,
    active,
    inputProps: {
      role: 'combobox',
      'aria-expanded': count > 0,
      'aria-controls': listId,
      'aria-activedescendant': count > 0 ? idOf(active) : undefined,
      'aria-autocomplete': 'list',
      autoComplete: 'off',
      onKeyDown,
    },
    optionProps: (index) => ({
      id: idOf(index),
      role: 'option',
      'aria-selected': index === active,
      onPointerMove: () => index !== active && move(index),
      onClick: () => onPick(index),
    }),
  };
}
