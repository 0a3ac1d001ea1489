import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { TeamMemberEntity } from '../../core/access/member.entities.js';
import { mayInTeam } from '../../core/access/rules.js';
import { fact, FactRegistry, type FactType, type LoggedChange } from '../../platform/changes/facts.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { InvitationEntity } from './invitation.entity.js';
import { InvitationPresenter } from './invitation-presenter.js';
import { Invitation } from './invitation.wire.js';

const invitationCreated = fact('invitation.created', Invitation, 'user');
const invitationRevoked = fact('invitation.revoked', Invitation, 'user');
const invitationAccepted = fact('invitation.accepted', Invitation, 'user');

/** What becomes of an invitation is told to who made it, as long as they may see it: not every member may know its code. */
@Injectable()
export class InvitationsBroadcaster {
  constructor(
    facts: FactRegistry,
    private readonly presenter: InvitationPresenter,
  ) {
    facts.register({
      name: 'invitation',
      facts: [invitationCreated, invitationRevoked, invitationAccepted],
      load: (reader, changes) => this.load(reader, changes),
    });
  }

  created(tx: WriteTx, invitation: InvitationEntity): Promise<Invitation> {
    return this.tell(tx, invitationCreated, invitation);
  }

  revoked(tx: WriteTx, invitation: InvitationEntity): Promise<Invitation> {
    return this.tell(tx, invitationRevoked, invitation);
  }

  accepted(tx: WriteTx, invitation: InvitationEntity): Promise<Invitation> {
    return this.tell(tx, invitationAccepted, invitation);
  }

  private async tell(tx: WriteTx, type: FactType<Invitation>, row: InvitationEntity): Promise<Invitation> {
    const invitation = await this.presenter.presentOne(tx.manager, row, tx.now);
    const [told] = await seenByCreators(tx.manager, [row]);
    if (told) tx.change(`user:${row.createdBy}`, type, row.id, invitation);
    return invitation;
  }

  private async load(reader: EntityManager, changes: LoggedChange[]): Promise<(Invitation | undefined)[]> {
    const rows = await reader.findBy(InvitationEntity, { id: In(changes.map(({ subjectId }) => subjectId)) });
    const invitations = await this.presenter.present(reader, await seenByCreators(reader, rows));
    const byId = new Map(invitations.map((invitation) => [invitation.id, invitation]));
    return changes.map(({ subjectId }) => byId.get(subjectId));
  }
}

/** Those invitations whose makers may list the team's invitations still. */
async function seenByCreators(reader: EntityManager, rows: InvitationEntity[]): Promise<InvitationEntity[]> {
  const members = await reader.findBy(TeamMemberEntity, {
    teamId: In(rows.map(({ teamId }) => teamId)),
    userId: In(rows.map(({ createdBy }) => createdBy)),
    ...{ state: 'joined' as const, withheld: false },
  });
  const able = new Set(
    members.filter(({ role }) => mayInTeam('invitation.list', role)).map(({ teamId, userId }) => `${teamId} ${userId}`),
  );
  return rows.filter(({ teamId, createdBy }) => able.has(`${teamId} ${createdBy}`));
}
