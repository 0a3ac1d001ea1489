import { fail } from '../../platform/errors/problem.js';

/** Where a search stands: `whole` before `parts`, and in each the number of the index's row, newest first. */
export interface SearchPlace {
  rank: 'whole' | 'parts';
  id: number;
}

const FORM = /^(whole|parts) (\d{1,16})$/;

export function writeCursor({ rank, id }: SearchPlace): string {
  return Buffer.from(`${rank} ${id}`).toString('base64url');
}

/** @throws Problem `cursor.invalid`. */
export function readCursor(cursor: string): SearchPlace {
  const [, rank, id] = FORM.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (rank === undefined) throw fail('cursor.invalid');
  return { rank: rank as SearchPlace['rank'], id: Number(id) };
}
