import { Injectable } from '@nestjs/common';
import { Like, type EntityManager } from 'typeorm';
import type { TeamAccess, UserAccess } from '../../core/access/grants.js';
import { Database } from '../../platform/database/database.js';
import { newId, type StreamId } from '../../platform/database/ids.js';
import { Problem } from '../../platform/errors/problem.js';
import { firstFree, numbered, numberedLike, refuseTakenSlug, reservedSlugs, slugOf } from './slugs.js';
import { TeamEnding } from './team-ending.js';
import { TeamFounding } from './team-founding.js';
import { TeamRoster } from './team-roster.js';
import { TeamEntity } from './team.entity.js';
import { toTeam, type Team, type TeamDeleted } from './team.wire.js';
import { TeamsBroadcaster } from './teams.broadcaster.js';
import type { CreateTeamDto } from './teams.dto.js';
import { writeFound } from '../../platform/database/write-found.js';

/** How often a made slug that somebody else took first is made anew. */
const ATTEMPTS = 8;

/** Makes and deletes teams. */
@Injectable()
export class TeamsService {
  constructor(
    private readonly database: Database,
    private readonly roster: TeamRoster,
    private readonly founding: TeamFounding,
    private readonly ending: TeamEnding,
    private readonly broadcaster: TeamsBroadcaster,
  ) {}

  /** Makes the caller the owner of a new team with everything that goes with one. @throws Problem `team.slug_taken` for a slug that was given. */
  async create({ userId }: UserAccess, { name, slug, description = '' }: CreateTeamDto): Promise<Team> {
    if (slug !== undefined) return this.found(userId, { name, slug, description });
    const made = slugOf(name, 'team');
    for (let attempt = 1; ; attempt++) {
      const free = attempt === 1 ? await this.database.read((reader) => freeSlug(reader, made)) : numbered(made);
      try {
        return await this.found(userId, { name, slug: free, description });
      } catch (error) {
        if (attempt === ATTEMPTS || !(error instanceof Problem) || error.code !== 'team.slug_taken') throw error;
      }
    }
  }

  /** Removes the team with everything in it. Its members hear of it on their own streams, and nothing of the team any more. */
  remove(team: TeamAccess): Promise<TeamDeleted> {
    const { teamId: id, stream } = team;
    const audience = (reader: EntityManager) => streamsUnder(reader, id);
    return writeFound(this.database, [team], audience, async (tx, found) => {
      const people = found.filter((name) => name.startsWith('user:'));
      const channels = found.filter((name) => name.startsWith('channel:'));
      await this.ending.end(tx, id);
      await tx.manager.delete(TeamEntity, { id }); // memberships, invitations, channels and messages go with it by their foreign keys
      tx.expel(stream, [...channels, stream]);
      this.broadcaster.deleted(tx, id, [stream, ...people]);
      return { id };
    });
  }

  private async found(userId: string, { name, slug, description }: Pick<Team, 'name' | 'slug' | 'description'>) {
    return this.database.write([`user:${userId}`], async (tx) => {
      const team: TeamEntity = {
        ...{ id: newId(), name, slug, description, iconId: null },
        ...{ channelCreation: 'members', requiresSecondFactor: false, createdAt: tx.now, version: 1 },
      };
      await refuseTakenSlug(tx.manager.insert(TeamEntity, team));
      tx.open(`team:${team.id}`);
      this.broadcaster.created(tx, toTeam(team), userId);
      await this.roster.admit(tx, { teamId: team.id, userId, role: 'owner' });
      await this.founding.found(tx, { teamId: team.id, userId });
      return toTeam(team);
    });
  }
}

/** The slug itself, or with the first number that is free just now. */
async function freeSlug(reader: EntityManager, slug: string): Promise<string> {
  const where = [{ slug }, { slug: Like(numberedLike(slug)) }];
  const teams = await reader.find(TeamEntity, { select: { slug: true }, where });
  return firstFree(slug, new Set([...reservedSlugs, ...teams.map((team) => team.slug)]));
}

/** The streams of the team's members and of its channels. */
async function streamsUnder(reader: EntityManager, teamId: string): Promise<StreamId[]> {
  const rows: { id: StreamId }[] = await reader.query(
    `SELECT CONCAT('user:', userId) AS id FROM team_members WHERE teamId = ? AND state = 'joined'
     UNION ALL SELECT CONCAT('channel:', id) FROM channels WHERE teamId = ?`,
    [teamId, teamId],
  );
  return rows.map(({ id }) => id);
}
