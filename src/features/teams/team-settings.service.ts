import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TeamAccess } from '../../core/access/grants.js';
import { Audit } from '../../core/audit/audit.js';
import { changed } from '../../core/audit/changed.js';
import { Database } from '../../platform/database/database.js';
import { writeFound } from '../../platform/database/write-found.js';
import { refuseTakenSlug } from './slugs.js';
import { TeamWithholding } from './team-withholding.js';
import { TeamEntity } from './team.entity.js';
import { toTeam, type Team } from './team.wire.js';
import { TeamsBroadcaster } from './teams.broadcaster.js';
import type { UpdateTeamDto } from './teams.dto.js';

/** What can be changed, as the audit names it. */
const FIELDS = ['name', 'slug', 'description', 'channelCreation', 'requiresSecondFactor'] as const;

/** Changes what a team is called and what it asks of its members. */
@Injectable()
export class TeamSettingsService {
  constructor(
    private readonly database: Database,
    private readonly broadcaster: TeamsBroadcaster,
    private readonly audit: Audit,
    private readonly withholding: TeamWithholding,
  ) {}

  /** @throws Problem `team.slug_taken`; `team.second_factor_first` for who asks others for what they do not have. */
  update(team: TeamAccess, input: UpdateTeamDto): Promise<Team> {
    const concerned = (reader: EntityManager) => this.withholding.concernedBy(reader, team, input.requiresSecondFactor);
    return writeFound(this.database, [team], concerned, async (tx) => {
      const before = await tx.manager.findOneByOrFail(TeamEntity, { id: team.teamId }); // the grant stands, so it exists
      const { name = before.name, slug = before.slug, description = before.description } = input;
      const { channelCreation = before.channelCreation, requiresSecondFactor = before.requiresSecondFactor } = input;
      const wanted = { name, slug, description, channelCreation, requiresSecondFactor };
      const detail = changed(FIELDS, before, wanted);
      if (Object.keys(detail).length === 0) return toTeam(before);
      const after = { ...before, ...wanted, version: before.version + 1 };
      await refuseTakenSlug(tx.manager.update(TeamEntity, { id: before.id }, { ...wanted, version: after.version }));
      if (requiresSecondFactor !== before.requiresSecondFactor)
        await this.withholding.require(tx, team, requiresSecondFactor);
      this.broadcaster.updated(tx, toTeam(after));
      await this.audit.record(tx, team.teamId, { actorId: team.userId, action: 'team.updated', detail });
      return toTeam(after);
    });
  }
}
