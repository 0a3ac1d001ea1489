import { Injectable } from '@nestjs/common';
import type { TeamAccess } from '../../core/access/grants.js';
import { Audit } from '../../core/audit/audit.js';
import { changed } from '../../core/audit/changed.js';
import { Database } from '../../platform/database/database.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { TeamEntity } from '../teams/team.entity.js';
import { toTeam, type Team } from '../teams/team.wire.js';
import { TeamsBroadcaster } from '../teams/teams.broadcaster.js';
import { hangPicture, removePicture } from './picture-rows.js';
import type { TakenPicture } from './picture-taking.js';

/** The pictures that teams are known by. */
@Injectable()
export class TeamIconsService {
  constructor(
    private readonly database: Database,
    private readonly broadcaster: TeamsBroadcaster,
    private readonly audit: Audit,
  ) {}

  /** Shows this one from now on, or none. */
  show(team: TeamAccess, picture: TakenPicture | undefined): Promise<Team> {
    const { teamId, userId } = team;
    return this.database.write([team], async (tx) => {
      const before = await tx.manager.findOneByOrFail(TeamEntity, { id: teamId }); // the grant stands, so it exists
      const place = { purpose: 'team' as const, subjectId: teamId, ownerId: userId, replaced: before.iconId };
      const after = { ...before, iconId: await hangPicture(tx, place, picture), version: before.version + 1 };
      if (after.iconId === before.iconId) return toTeam(before);
      await tx.manager.update(TeamEntity, { id: teamId }, { iconId: after.iconId, version: after.version });
      this.broadcaster.updated(tx, toTeam(after));
      const detail = changed(['iconId'], before, after);
      await this.audit.record(tx, teamId, { actorId: userId, action: 'team.updated', detail });
      return toTeam(after);
    });
  }

  /** For a team that is being deleted. */
  async end(tx: WriteTx, teamId: string): Promise<void> {
    const { iconId } = await tx.manager.findOneByOrFail(TeamEntity, { id: teamId });
    await removePicture(tx, iconId);
  }
}
