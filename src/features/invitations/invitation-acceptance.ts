import { Injectable } from '@nestjs/common';
import type { UserAccess } from '../../core/access/grants.js';
import { TeamMemberEntity } from '../../core/access/member.entities.js';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { TeamRoster } from '../teams/team-roster.js';
import type { TeamMember } from '../teams/team.wire.js';
import { InvitationCodes } from './invitation-codes.js';
import { InvitationEntity, InvitationUseEntity } from './invitation.entity.js';
import { stateAt } from './invitation.wire.js';
import { InvitationsBroadcaster } from './invitations.broadcaster.js';

/** Lets people in by invitations, under the lock of the team's stream. */
@Injectable()
export class InvitationAcceptance {
  constructor(
    private readonly database: Database,
    private readonly codes: InvitationCodes,
    private readonly roster: TeamRoster,
    private readonly broadcaster: InvitationsBroadcaster,
  ) {}

  /**
   * Lets the caller into the team. Whoever came in by it already, or is in, is answered with their membership, and it counts once. Who was removed
   * comes in again, for whoever gave them the code wanted them there; to keep somebody out they are banned.
   * @throws Problem `not_found` for an unknown code, `invitation.expired`, `.revoked`, `.used_up`, `team.banned`.
   */
  async accept({ userId }: UserAccess, code: string): Promise<TeamMember> {
    const { id, teamId, createdBy } = await this.codes.find(code, userId);
    return this.database.write([`team:${teamId}`, `user:${userId}`, `user:${createdBy}`], async (tx) => {
      const invitation = await tx.manager.findOneBy(InvitationEntity, { id });
      if (!invitation) throw fail('not_found');
      const used = await tx.manager.existsBy(InvitationUseEntity, { invitationId: id, userId });
      const member = await tx.manager.findOneBy(TeamMemberEntity, { teamId, userId, state: 'joined' });
      const state = stateAt(invitation, tx.now);
      if (state !== 'open' && !(used && member)) throw fail(`invitation.${state}`);
      if (member) return this.roster.present(tx, member);
      const joined = await this.roster.admit(tx, { teamId, userId, role: invitation.role });
      if (!used) await this.count(tx, invitation, userId);
      return joined;
    });
  }

  private async count(tx: WriteTx, before: InvitationEntity, userId: string): Promise<void> {
    const after = { ...before, uses: before.uses + 1, version: before.version + 1 };
    await tx.manager.insert(InvitationUseEntity, { id: newId(), invitationId: before.id, userId, at: tx.now });
    await tx.manager.update(InvitationEntity, { id: before.id }, { uses: after.uses, version: after.version });
    await this.broadcaster.accepted(tx, after);
  }
}
