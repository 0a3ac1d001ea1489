import type { KeyboardEvent } from 'react';

/** Arrow keys go from message to message; the list itself is one stop on the way of the Tab key. From the list upwards begins at the lowest in sight. */
export function moveAmongRows(event: KeyboardEvent<HTMLElement>): void {
  const target = event.target as HTMLElement;
  const isRow = target.id.startsWith('message-');
  if (!isRow && target !== event.currentTarget) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[id^=message-]')];
  const here = rows.indexOf(target);
  const next =
    event.key === 'ArrowUp' ? (isRow ? rows[here - 1] : lowest(rows, target)) : isRow ? rows[here + 1] : undefined;
  if ((event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || !next) return;
  event.preventDefault();
  next.focus();
}

function lowest(rows: HTMLElement[], list: HTMLElement): HTMLElement | undefined {
  const { bottom } = list.getBoundingClientRect();
  return rows.findLast((row) => row.getBoundingClientRect().top < bottom);
}
