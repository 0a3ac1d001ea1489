import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { PageDto } from '../errors/page.dto.js';
import { fail } from '../errors/problem.js';
import { isId } from '../errors/text.js';
import { cutPage, type Cut, type Direction, type Page } from './page.js';
import { sqlTime, type Statement } from './sql.js';

/** Where a row stands in a list that is ordered by time and, within a millisecond, by id. */
interface Place {
  at: Date;
  id: string;
}

/** How a list is ordered: two columns of the query and where a row has them. */
interface Order<E> {
  columns: { at: string; id: string };
  direction: Direction;
  placeOf: (row: E) => Place;
}

export type TimeCut = Cut<Place>;

const cursor = { write: writeCursor, read: readCursor };

/**
 * Reads one page. `after` goes on in the list's direction, `before` goes back; of both, `after` counts.
 * @throws Problem `cursor.invalid`.
 */
export function timePage<E extends ObjectLiteral>(
  query: SelectQueryBuilder<E>,
  { columns, ...order }: Order<E>,
  page: PageDto,
): Promise<Page<E>> {
  return cutTimePage(order, page, ({ way, place, count }) => {
    if (place) query.andWhere(`(${condition(way, columns, [':at', ':id'])})`, { at: sqlTime(place.at), id: place.id });
    return query.orderBy(columns.at, way).addOrderBy(columns.id, way).limit(count).getMany();
  });
}

/** The same of rows that no query builder reads: `read` answers the rows of the cut in its way. */
export function cutTimePage<E>(
  order: Omit<Order<E>, 'columns'>,
  page: PageDto,
  read: (cut: TimeCut) => Promise<E[]>,
): Promise<Page<E>> {
  return cutPage({ ...order, cursor }, page, read);
}

/** The rows beyond a cut's place as a condition in SQL. */
export function beyond({ way, place }: TimeCut, columns: Order<never>['columns']): Statement {
  if (!place) return { sql: '1 = 1', values: [] };
  const time = sqlTime(place.at);
  return { sql: condition(way, columns, ['?', '?']), values: [time, time, place.id] };
}

/** In the form that both databases read as a range of an index on these columns. */
function condition(way: Direction, { at, id }: Order<never>['columns'], [time, key]: [string, string]): string {
  const sign = way === 'ASC' ? '>' : '<';
  return `${at} ${sign}= ${time} AND (${at} ${sign} ${time} OR ${id} ${sign} ${key})`;
}

function writeCursor({ at, id }: Place): string {
  return Buffer.from(`${at.getTime()} ${id}`).toString('base64url');
}

function readCursor(text: string): Place {
  const [time = '', id, ...rest] = Buffer.from(text, 'base64url').toString('latin1').split(' ');
  if (rest.length > 0 || !/^\d{1,15}$/.test(time) || !isId(id)) throw fail('cursor.invalid');
  const at = new Date(Number(time));
  if (at.getUTCFullYear() > 9999) throw fail('cursor.invalid');
  return { at, id };
}
