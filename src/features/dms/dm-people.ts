import { In, type EntityManager } from 'typeorm';
import { UserEntity } from '../../core/users/user.entity.js';
import { placeholders } from '../../platform/database/sql.js';
import { fail } from '../../platform/errors/problem.js';
import type { PeopleDto } from './dms.dto.js';

/** The largest group, oneself included. */
const MAX_PEOPLE = 10;

/**
 * The ids of whom the caller names, the caller always among them: whoever is named twice is meant once.
 * @throws Problem `dm.too_many`; `not_found` for a name that nobody has.
 */
export async function findPeople(
  reader: EntityManager,
  callerId: string,
  { userIds = [], usernames = [] }: PeopleDto,
): Promise<string[]> {
  const people = await reader.find(UserEntity, {
    select: { id: true, username: true },
    where: [{ id: In([callerId, ...userIds]) }, { username: In(usernames) }],
  });
  const named = new Set([...userIds, ...usernames]);
  for (const { id, username } of people) if (id === callerId) [id, username].forEach((name) => named.delete(name));
  // Before a word on who exists: otherwise a group that is full but for one would tell it of any name.
  if (named.size >= MAX_PEOPLE) throw fail('dm.too_many');
  const known = new Set(people.flatMap(({ id, username }) => [id, username]));
  if ([...named].some((name) => !known.has(name))) throw unknown();
  return people.map(({ id }) => id);
}

/**
 * A conversation begins with people of one's own teams alone, but for teams that keep one out, and others are not told from nobody: so no one finds
 * out who has an account. Under the lock of all their streams, which whoever enters or leaves a team takes too.
 * @throws Problem `not_found`.
 */
export async function requireTeamMates(manager: EntityManager, callerId: string, people: string[]): Promise<void> {
  const others = people.filter((id) => id !== callerId);
  if (others.length === 0) return;
  const mates: unknown[] = await manager.query(
    `SELECT DISTINCT theirs.userId FROM team_members mine
     JOIN team_members theirs ON theirs.teamId = mine.teamId AND theirs.state = 'joined'
     JOIN users u ON u.id = theirs.userId AND u.disabledAt IS NULL
     WHERE mine.userId = ? AND mine.state = 'joined' AND mine.withheld = 0 AND theirs.userId IN ${placeholders(1, others.length)}`,
    [callerId, ...others],
  );
  if (mates.length < others.length) throw unknown();
}

function unknown() {
  return fail('not_found', { detail: 'Conversations begin with people of one’s own teams.' });
}
