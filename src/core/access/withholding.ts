import type { EntityManager } from 'typeorm';
import type { StreamId } from '../../platform/database/ids.js';
import { placeholders } from '../../platform/database/sql.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { TeamMemberEntity } from './member.entities.js';

/*
 * A team may ask its members for a second factor. Who has none stays a member with everything that goes with it, and is kept out of what is in the team:
 * `team_members.withheld`, which every rule and every query over one's own teams looks at. So they come back to what they left.
 */

/** Whether this team would keep this person out. */
export async function lacksSecondFactor(
  manager: EntityManager,
  { teamId, userId }: { teamId: string; userId: string },
): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    'SELECT 1 FROM teams t JOIN users u ON u.id = ? WHERE t.id = ? AND t.requiresSecondFactor = 1 AND u.secondFactorAt IS NULL',
    [userId, teamId],
  );
  return rows.length > 0;
}

/** Whether this person is kept out of the channel's team. */
export async function isWithheld(
  manager: EntityManager,
  { channelId, userId }: { channelId: string; userId: string },
): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `SELECT 1 FROM channels c JOIN team_members tm ON tm.teamId = c.teamId AND tm.userId = ? AND tm.withheld = 1 WHERE c.id = ?`,
    [userId, channelId],
  );
  return rows.length > 0;
}

/** Keeps these members out of the team, or lets them in again. Their own streams are locked, and from the commit on their sockets hear accordingly. */
export async function setWithheld(tx: WriteTx, teamId: string, userIds: string[], withheld: boolean): Promise<void> {
  if (userIds.length === 0) return;
  const among = `userId IN ${placeholders(1, userIds.length)}`;
  await tx.manager.query(`UPDATE team_members SET withheld = ? WHERE teamId = ? AND ${among}`, [
    ...[withheld ? 1 : 0, teamId, ...userIds],
  ]);
  const rows: { userId: string; id: StreamId }[] = await tx.manager.query(
    `SELECT cm.userId, CONCAT('channel:', cm.channelId) AS id FROM channels c JOIN channel_members cm ON cm.channelId = c.id
     WHERE c.teamId = ? AND cm.state = 'joined' AND cm.${among}`,
    [teamId, ...userIds],
  );
  for (const userId of userIds) {
    const channels = rows.filter((row) => row.userId === userId).map(({ id }) => id);
    const streams: StreamId[] = [`team:${teamId}`, ...channels];
    if (withheld) tx.expel(`user:${userId}`, streams);
    else tx.admit(`user:${userId}`, streams);
  }
}

/** Takes away from these people's streams those of teams that keep them out. One query more, for those few alone. */
export async function withoutWithheld(
  reader: EntityManager,
  streams: Map<string, StreamId[]>,
  userIds: string[],
): Promise<void> {
  const rows: { userId: string; id: StreamId }[] = await reader.query(
    `SELECT tm.userId, CONCAT('channel:', c.id) AS id FROM team_members tm JOIN channels c ON c.teamId = tm.teamId
     WHERE tm.withheld = 1 AND tm.userId IN ${placeholders(1, userIds.length)}
     UNION ALL SELECT userId, CONCAT('team:', teamId) FROM team_members
     WHERE withheld = 1 AND userId IN ${placeholders(1, userIds.length)}`,
    [...userIds, ...userIds],
  );
  const hidden = new Set(rows.map(({ userId, id }) => `${userId} ${id}`));
  for (const userId of userIds) {
    streams.set(
      userId,
      (streams.get(userId) ?? []).filter((id) => !hidden.has(`${userId} ${id}`)),
    );
  }
}

/** Members of the team, as they stand to a second factor. */
export async function membersToMove(manager: EntityManager, teamId: string, required: boolean): Promise<string[]> {
  const those = required ? 'tm.withheld = 0 AND u.secondFactorAt IS NULL' : 'tm.withheld = 1';
  const rows: { userId: string }[] = await manager.query(
    `SELECT tm.userId FROM team_members tm JOIN users u ON u.id = tm.userId WHERE tm.teamId = ? AND tm.state = 'joined' AND ${those}`,
    [teamId],
  );
  return rows.map(({ userId }) => userId);
}

/** The memberships of a person that change when their second factor comes (`withheld` now) or goes. */
export async function membershipsToMove(
  manager: EntityManager,
  userId: string,
  has: boolean,
): Promise<TeamMemberEntity[]> {
  const query = manager
    .createQueryBuilder(TeamMemberEntity, 'tm')
    .where('tm.userId = :userId AND tm.state = :state AND tm.withheld = :withheld', {
      ...{ userId, state: 'joined', withheld: has ? 1 : 0 },
    });
  if (!has) query.andWhere('EXISTS (SELECT 1 FROM teams t WHERE t.id = tm.teamId AND t.requiresSecondFactor = 1)');
  return query.getMany();
}
