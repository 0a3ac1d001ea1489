import type { PageCursors, PageDto } from '../errors/page.dto.js';

export type Direction = 'ASC' | 'DESC';

/** How a list is ordered: where a row stands in it, and how a cursor says so. `read` throws Problem `cursor.invalid`. */
interface Listing<E, P> {
  direction: Direction;
  placeOf: (row: E) => P;
  cursor: { write: (place: P) => string; read: (cursor: string) => P };
}

/** Which rows a page is of: the first `count` beyond `place` in this way. */
export interface Cut<P> {
  way: Direction;
  place: P | undefined;
  count: number;
}

/** A page of rows with the cursors of its neighbours. */
export interface Page<E> extends PageCursors {
  items: E[];
}

/**
 * Reads one page: `read` answers the rows of the cut in its way. `after` goes on in the list's direction, `before` goes back; of both, `after` counts.
 * @throws Problem `cursor.invalid`.
 */
export async function cutPage<E, P>(
  { direction, placeOf, cursor }: Listing<E, P>,
  { before, after, limit }: PageDto,
  read: (cut: Cut<P>) => Promise<E[]>,
): Promise<Page<E>> {
  const back = after === undefined && before !== undefined;
  const asked = after ?? before;
  const way = back === (direction === 'ASC') ? 'DESC' : 'ASC';
  const place = asked === undefined ? undefined : cursor.read(asked);
  const rows = await read({ way, place, count: limit + 1 });
  const items = rows.slice(0, limit);
  const more = rows.length > items.length;
  if (back) items.reverse();
  const [first, last] = [items[0], items.at(-1)];
  return {
    items,
    before: first && (back ? more : asked !== undefined) ? cursor.write(placeOf(first)) : null,
    after: last && (back || more) ? cursor.write(placeOf(last)) : null,
  };
}
