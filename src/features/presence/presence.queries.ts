import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { acquaintances } from '../../core/access/acquaintances.js';
import type { TeamAccess, UserAccess } from '../../core/access/grants.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { placeholders } from '../../platform/database/sql.js';
import { PresenceStore } from './presence.store.js';
import { ownPresence, shown, type Presence, type PresenceList, type PresenceRow } from './presence.wire.js';
import { ToldPresence } from './told-presence.js';

/** A team's members are looked through in pages of so many, and so many of those who are there are answered at most. */
const PAGE = 1_000;
const MAX_ANSWERED = 2_000;

/** Reads who is there, as it was told to this node's connections. */
@Injectable()
export class PresenceQueries {
  constructor(
    private readonly database: Database,
    private readonly store: PresenceStore,
    private readonly told: ToldPresence,
  ) {}

  /** Those of these people whom the caller shares a team or a DM with. */
  list({ userId }: UserAccess, userIds: readonly string[]): Promise<PresenceList> {
    return this.database.read(async (reader) => {
      const known = await acquaintances(reader, userId, userIds);
      const found = await this.of(reader, userId, [...known]);
      return { items: userIds.flatMap((id) => found.get(id) ?? []) };
    });
  }

  /** The members of the team whom the others see there, 2,000 at most. */
  async team({ teamId }: Pick<TeamAccess, 'teamId'>): Promise<PresenceList> {
    const items: Presence[] = [];
    for (let after: string | undefined = ''; after !== undefined && items.length < MAX_ANSWERED;) {
      const ids = await this.database.read((reader) => membersAfter(reader, teamId, after!));
      const here = ids.map((userId) => shown(userId, this.told.of(userId), null));
      items.push(...here.filter(({ presence }) => presence !== 'offline'));
      after = ids.length < PAGE ? undefined : ids.at(-1);
    }
    return { items: items.slice(0, MAX_ANSWERED) };
  }

  /** As the viewer sees them, by id. Asks nobody whether the viewer may. */
  async of(reader: EntityManager, viewerId: string, userIds: string[]): Promise<Map<string, Presence>> {
    const rows = await presenceRows(reader, userIds);
    return new Map(rows.map((row) => [row.id, this.seenBy(viewerId, row)]));
  }

  /** Oneself is told nothing by others, and alone sees that one is invisible. */
  private seenBy(viewerId: string, { id, availability, lastSeenAt }: PresenceRow): Presence {
    const presence = id === viewerId ? ownPresence(availability, this.store.devicesOf(id)) : this.told.of(id);
    return shown(id, presence, lastSeenAt);
  }
}

/** What presence follows from besides the devices, of these people. */
export async function presenceRows(reader: EntityManager, userIds: string[]): Promise<PresenceRow[]> {
  if (userIds.length === 0) return [];
  return reader.find(UserEntity, {
    select: { id: true, availability: true, lastSeenAt: true },
    where: { id: In(userIds) },
  });
}

/** The teams of each of these people. */
export async function teamsOf(reader: EntityManager, userIds: string[]): Promise<{ teamId: string; userId: string }[]> {
  if (userIds.length === 0) return [];
  return reader.query(
    `SELECT teamId, userId FROM team_members WHERE state = 'joined' AND userId IN ${placeholders(1, userIds.length)}`,
    userIds,
  );
}

async function membersAfter(reader: EntityManager, teamId: string, after: string): Promise<string[]> {
  const rows: { userId: string }[] = await reader.query(
    `SELECT userId FROM team_members WHERE teamId = ? AND state = 'joined' AND userId > ? ORDER BY userId LIMIT ${PAGE}`,
    [teamId, after],
  );
  return rows.map(({ userId }) => userId);
}
