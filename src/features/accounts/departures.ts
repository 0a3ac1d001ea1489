import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TeamMemberEntity } from '../../core/access/member.entities.js';
import { Memberships } from '../../core/access/memberships.js';
import type { StreamId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { TeamRoster } from '../teams/team-roster.js';

/** Somebody's going from everywhere at once. */
@Injectable()
export class Departures {
  constructor(
    private readonly memberships: Memberships,
    private readonly roster: TeamRoster,
  ) {}

  /** The streams of the person's teams, those that keep them out as well, and of all their conversations: to be locked beside their own. */
  async streamsOf(reader: EntityManager, userId: string): Promise<StreamId[]> {
    const joined: { id: StreamId }[] = await reader.query(
      `SELECT CONCAT('channel:', channelId) AS id FROM channel_members WHERE userId = ? AND state = 'joined'`,
      [userId],
    );
    return [...(await this.memberships.teamStreams(reader, userId)), ...joined.map(({ id }) => id)];
  }

  /** Who is told what becomes of the person: their teams, and their DMs, whose people may share no team with them. */
  async audienceOf(reader: EntityManager, userId: string): Promise<StreamId[]> {
    const direct: { id: StreamId }[] = await reader.query(
      `SELECT CONCAT('channel:', c.id) AS id FROM channel_members m JOIN channels c ON c.id = m.channelId
       WHERE m.userId = ? AND m.state = 'joined' AND c.kind = 'direct'`,
      [userId],
    );
    return [...(await this.memberships.teamStreams(reader, userId)), ...direct.map(({ id }) => id)];
  }

  /** Takes the person out of every team. @throws Problem `team.last_owner` naming the team. */
  async leaveAll(tx: WriteTx, userId: string): Promise<void> {
    const { manager } = tx;
    for (const { teamId, role } of await manager.findBy(TeamMemberEntity, { userId, state: 'joined' })) {
      if (role === 'owner') await requireAnotherOwner(manager, teamId);
      const channels = await this.memberships.channelStreams(manager, { teamId, userId });
      await this.roster.part(tx, { teamId, userId }, channels, 'left');
    }
  }
}

async function requireAnotherOwner(manager: EntityManager, teamId: string): Promise<void> {
  const owners = await manager.countBy(TeamMemberEntity, { teamId, state: 'joined', role: 'owner' });
  if (owners > 1) return;
  const [team]: { name: string }[] = await manager.query('SELECT name FROM teams WHERE id = ?', [teamId]);
  const detail = `You are the last owner of ${team?.name ?? 'a team'}. Hand it over or delete it first.`;
  throw fail('team.last_owner', { detail });
}
