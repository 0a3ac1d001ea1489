import type { SelectQueryBuilder } from 'typeorm';
import { cutPage, type Page } from '../../platform/database/page.js';
import type { PageDto } from '../../platform/errors/page.dto.js';
import { fail } from '../../platform/errors/problem.js';
import type { UserEntity } from './user.entity.js';

/** Usernames are lower case. SQLite lowers a–z alone, so there other letters are found as they are written, and on MySQL in any case. */
const BEGINS = `u.username LIKE :lower ESCAPE '!' OR LOWER(u.displayName) LIKE :lower ESCAPE '!' OR u.displayName LIKE :exactly ESCAPE '!'`;

/** Leaves those people (`u`) whose username or displayed name, or where asked for whose email address, begins so. */
export function whoseNameBegins(
  query: SelectQueryBuilder<UserEntity>,
  text: string,
  { address = false } = {},
): SelectQueryBuilder<UserEntity> {
  const condition = address ? `${BEGINS} OR u.email LIKE :lower ESCAPE '!'` : BEGINS;
  return query.andWhere(`(${condition})`, { exactly: beginsWith(text), lower: beginsWith(text.toLowerCase()) });
}

/** Percent and underscore stand for themselves. */
function beginsWith(text: string): string {
  return `${text.replaceAll(/[!%_]/g, '!$&')}%`;
}

/** Reads one page of people (`u`) in the order of their usernames, which are unique. @throws Problem `cursor.invalid`. */
export function usernamePage(query: SelectQueryBuilder<UserEntity>, page: PageDto): Promise<Page<UserEntity>> {
  const cursor = { write: writeCursor, read: readCursor };
  const placeOf = ({ username }: UserEntity) => username;
  return cutPage({ direction: 'ASC', placeOf, cursor }, page, ({ way, place, count }) => {
    if (place !== undefined) query.andWhere(`u.username ${way === 'ASC' ? '>' : '<'} :place`, { place });
    return query.orderBy('u.username', way).limit(count).getMany();
  });
}

function writeCursor(username: string): string {
  return Buffer.from(username).toString('base64url');
}

function readCursor(cursor: string): string {
  const username = Buffer.from(cursor, 'base64url').toString();
  if (!/^[a-z0-9][a-z0-9._-]{1,31}$/.test(username)) throw fail('cursor.invalid');
  return username;
}
