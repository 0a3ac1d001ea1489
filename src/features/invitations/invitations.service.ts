import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TeamAccess } from '../../core/access/grants.js';
import { outranks } from '../../core/access/roles.js';
import { teamStanding } from '../../core/access/standing.js';
import { Audit } from '../../core/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { InvitationMails, invitationMail } from './invitation.mails.js';
import { newCode } from './invitation-codes.js';
import { InvitationPresenter } from './invitation-presenter.js';
import { InvitationEntity } from './invitation.entity.js';
import type { Invitation } from './invitation.wire.js';
import { InvitationsBroadcaster } from './invitations.broadcaster.js';
import type { CreateInvitationDto } from './invitations.dto.js';

/** Makes invitations and withdraws them; each under the lock of the team's stream. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly database: Database,
    private readonly presenter: InvitationPresenter,
    private readonly broadcaster: InvitationsBroadcaster,
    private readonly audit: Audit,
    private readonly mails: InvitationMails,
  ) {}

  /** @throws Problem `team.role_too_high`: nobody invites to a role as high as their own; `rate.limited` for more mails than anybody may cause. */
  async create(team: TeamAccess, input: CreateInvitationDto): Promise<Invitation> {
    const { teamId, userId } = team;
    const { role = 'member', expiresIn, email } = input;
    const { maxUses = email === undefined ? null : 1 } = input;
    if (email !== undefined) await this.mails.count(userId, email);
    return this.database.write([team, `user:${userId}`], async (tx) => {
      await requireAbove(tx, team, role);
      const invitation: InvitationEntity = {
        ...{ id: newId(), teamId, code: newCode(), role, createdBy: userId, createdAt: tx.now },
        expiresAt: expiresIn === null ? null : new Date(tx.now.getTime() + expiresIn * 1000),
        ...{ maxUses, uses: 0, revokedAt: null, version: 1 },
      };
      await tx.manager.insert(InvitationEntity, invitation);
      const detail = { invitationId: invitation.id, role, expiresIn, maxUses: invitation.maxUses };
      await this.audit.record(tx, teamId, { actorId: userId, action: 'invitation.created', detail });
      if (email !== undefined) tx.enqueue(invitationMail, { invitationId: invitation.id, email });
      return this.broadcaster.created(tx, invitation);
    });
  }

  /** Withdraws an invitation; a second time changes nothing. @throws Problem `not_found` for one that the caller cannot list. */
  async revoke(team: TeamAccess, id: string): Promise<Invitation> {
    const { createdBy } = await this.database.read((reader) => ofTeam(reader, team, id));
    return this.database.write([team, `user:${createdBy}`], async (tx) => {
      const before = await ofTeam(tx.manager, team, id);
      if (createdBy !== team.userId) await requireAbove(tx, team, before.role, 'not_found');
      if (before.revokedAt) return this.presenter.presentOne(tx.manager, before);
      const after = { ...before, revokedAt: tx.now, version: before.version + 1 };
      await tx.manager.update(InvitationEntity, { id }, { revokedAt: tx.now, version: after.version });
      const detail = { invitationId: id, role: before.role };
      await this.audit.record(tx, team.teamId, { actorId: team.userId, action: 'invitation.revoked', detail });
      return this.broadcaster.revoked(tx, after);
    });
  }
}

/** The caller's rank is looked at again under the lock: between guard and lock they may have been given another. */
async function requireAbove(
  { manager }: WriteTx,
  { teamId, userId, permission }: TeamAccess,
  role: InvitationEntity['role'],
  otherwise: 'team.role_too_high' | 'not_found' = 'team.role_too_high',
): Promise<void> {
  const standing = await teamStanding(manager, userId, teamId);
  if (standing && outranks(standing.teamRole, role)) return;
  throw fail(otherwise, otherwise === 'not_found' ? {} : { permission });
}

async function ofTeam(reader: EntityManager, { teamId }: TeamAccess, id: string): Promise<InvitationEntity> {
  const invitation = await reader.findOneBy(InvitationEntity, { id, teamId });
  if (!invitation) throw fail('not_found');
  return invitation;
}
