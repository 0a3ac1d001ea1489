import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireSeen, sharedTeams } from '../../core/access/acquaintances.js';
import type { UserAccess } from '../../core/access/grants.js';
import { requireOwnTeam } from '../../core/access/named-team.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { toUser } from '../../core/users/user.wire.js';
import { usernamePage, whoseNameBegins } from '../../core/users/username-page.js';
import { Database } from '../../platform/database/database.js';
import { fromSqlTime } from '../../platform/database/sql.js';
import { fail } from '../../platform/errors/problem.js';
import { PresenceQueries } from '../presence/presence.queries.js';
import type { ListContactsDto, ListUsersDto } from './people.dto.js';
import type { ContactList, UserPage, UserProfile } from './people.wire.js';

const SHARES_TEAM = `EXISTS (SELECT 1 FROM team_members theirs
  JOIN team_members mine ON mine.teamId = theirs.teamId AND mine.userId = :viewerId AND mine.state = 'joined' AND mine.withheld = 0
  WHERE theirs.userId = u.id AND theirs.state = 'joined')`;

const IN_TEAM = `AND EXISTS (SELECT 1 FROM team_members theirs
  JOIN team_members ours ON ours.teamId = theirs.teamId AND ours.userId = ? AND ours.state = 'joined'
  WHERE theirs.userId = u.id AND theirs.teamId = ? AND theirs.state = 'joined')`;

type ContactRow = Pick<UserEntity, 'id' | 'username' | 'displayName' | 'avatarId' | 'status' | 'version'> & {
  lastMessageAt: Date | string;
};

/** Reads who is who, for one viewer: people whom nothing connects with the viewer do not exist, unless the installation is the viewer’s. */
@Injectable()
export class PeopleQueries {
  constructor(
    private readonly database: Database,
    private readonly presence: PresenceQueries,
  ) {}

  /** In the order of usernames. */
  list({ userId: viewerId }: UserAccess, { query, ...page }: ListUsersDto): Promise<UserPage> {
    return this.database.read(async (reader) => {
      const people = reader.createQueryBuilder(UserEntity, 'u').where('u.disabledAt IS NULL');
      if (!(await ownsInstallation(reader, viewerId))) people.andWhere(SHARES_TEAM, { viewerId });
      if (query !== undefined) whoseNameBegins(people, query);
      const { items, ...cursors } = await usernamePage(people, page);
      return { items: items.map(toUser), ...cursors };
    });
  }

  /** @throws Problem `not_found` for whom the viewer shares neither team nor DM with. */
  open({ userId: viewerId }: UserAccess, userId: string): Promise<UserProfile> {
    return this.database.read(async (reader) => {
      await requireSeen(reader, viewerId, userId);
      const user = await reader.findOneBy(UserEntity, { id: userId });
      if (!user) throw fail('not_found');
      const found = await this.presence.of(reader, viewerId, [userId]);
      const { presence, lastSeenAt } = found.get(userId)!;
      return { ...toUser(user), presence, lastSeenAt, sharedTeams: await sharedTeams(reader, viewerId, userId) };
    });
  }

  /** The newest message of a channel is the one whose number its stream stands at. @throws Problem `not_found` for a team that is not the caller's. */
  async contacts({ userId }: UserAccess, { teamId, limit }: ListContactsDto): Promise<ContactList> {
    const inTeam = teamId === undefined ? '' : IN_TEAM;
    const rows: ContactRow[] = await this.database.read(async (reader) => {
      await requireOwnTeam(reader, userId, teamId);
      return reader.query(
        `SELECT u.id, u.username, u.displayName, u.avatarId, u.status, u.version, MAX(m.createdAt) AS lastMessageAt
         FROM channel_members mine JOIN channels c ON c.id = mine.channelId AND c.kind = 'direct'
         JOIN streams s ON s.id = CONCAT('channel:', c.id) JOIN messages m ON m.channelId = c.id AND m.seq = s.seq
         JOIN channel_members theirs ON theirs.channelId = c.id AND theirs.userId <> mine.userId
         JOIN users u ON u.id = theirs.userId
         WHERE mine.userId = ? AND mine.state = 'joined' ${inTeam}
         GROUP BY u.id, u.username, u.displayName, u.avatarId, u.status, u.version
         ORDER BY lastMessageAt DESC, u.id LIMIT ?`,
        [userId, ...(teamId === undefined ? [] : [userId, teamId]), limit],
      );
    });
    const items = rows.map(({ lastMessageAt, ...user }) => ({
      user: toUser(user),
      lastMessageAt: fromSqlTime(lastMessageAt).toISOString(),
    }));
    return { items };
  }
}

function ownsInstallation(reader: EntityManager, id: string): Promise<boolean> {
  return reader.existsBy(UserEntity, { id, isOwner: true });
}
