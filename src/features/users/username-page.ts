import type { SelectQueryBuilder } from 'typeorm';
import type { UserEntity } from '../../core/users/user.entity.js';
import { cutPage, type Page } from '../../platform/database/page.js';
import type { PageDto } from '../../platform/errors/page.dto.js';
import { fail } from '../../platform/errors/problem.js';

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
