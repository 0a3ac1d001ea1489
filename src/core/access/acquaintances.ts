import type { EntityManager } from 'typeorm';
import { fail } from '../../platform/errors/problem.js';
import { placeholders } from '../../platform/database/sql.js';
import type { TeamRole } from './roles.js';
import { installationStanding } from './standing.js';

/** Tables `mine` and `theirs`: teams that the person of the first parameter is in with somebody. */
const TEAMS = `team_members mine JOIN team_members theirs ON theirs.teamId = mine.teamId AND theirs.state = 'joined'
  WHERE mine.userId = ? AND mine.state = 'joined' AND mine.withheld = 0`;
const DMS = `channel_members mine JOIN channel_members theirs ON theirs.channelId = mine.channelId AND theirs.state = 'joined'
  JOIN channels c ON c.id = mine.channelId AND c.kind = 'direct'
  WHERE mine.userId = ? AND mine.state = 'joined'`;

/** Who somebody is to a person: those of these people who share a team or a DM with them, and oneself. To the others they do not exist. */
export async function acquaintances(
  reader: EntityManager,
  userId: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();
  const among = placeholders(1, userIds.length);
  const rows: { id: string }[] = await reader.query(
    `SELECT u.id FROM users u WHERE u.id = ? AND u.id IN ${among}
     UNION SELECT theirs.userId FROM ${TEAMS} AND theirs.userId IN ${among}
     UNION SELECT theirs.userId FROM ${DMS} AND theirs.userId IN ${among}`,
    [userId, ...userIds, userId, ...userIds, userId, ...userIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Whose the installation is sees everybody. @throws Problem `not_found` for whom the viewer shares neither team nor DM with. */
export async function requireSeen(reader: EntityManager, viewerId: string, userId: string): Promise<void> {
  if ((await acquaintances(reader, viewerId, [userId])).has(userId)) return;
  if (!(await installationStanding(reader, viewerId)).isOwner) throw fail('not_found');
}

/** The teams that both are in, and what the other one is there. */
export function sharedTeams(
  reader: EntityManager,
  userId: string,
  otherId: string,
): Promise<{ teamId: string; role: TeamRole }[]> {
  return reader.query(
    `SELECT mine.teamId, theirs.role FROM ${TEAMS} AND theirs.userId = ? ORDER BY mine.joinedAt, mine.teamId`,
    [userId, otherId],
  );
}
