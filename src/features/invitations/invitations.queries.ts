import { Injectable } from '@nestjs/common';
import type { TeamAccess } from '../../core/access/grants.js';
import { TeamMemberEntity } from '../../core/access/member.entities.js';
import { outranks, teamRoles } from '../../core/access/roles.js';
import { UsersService } from '../../core/users/users.service.js';
import { Database } from '../../platform/database/database.js';
import { timePage } from '../../platform/database/time-page.js';
import type { PageDto } from '../../platform/errors/page.dto.js';
import { fail } from '../../platform/errors/problem.js';
import { addressKey } from '../../platform/http/address.js';
import { TeamEntity } from '../teams/team.entity.js';
import { InvitationCodes } from './invitation-codes.js';
import { InvitationPresenter } from './invitation-presenter.js';
import { InvitationEntity } from './invitation.entity.js';
import { stateAt, type InvitationPage, type InvitationPreview } from './invitation.wire.js';

/** Reads invitations. */
@Injectable()
export class InvitationsQueries {
  constructor(
    private readonly database: Database,
    private readonly codes: InvitationCodes,
    private readonly users: UsersService,
    private readonly presenter: InvitationPresenter,
  ) {}

  /**
   * The team's invitations, newest first: those that the caller made and those to a role below the caller's own. A code to a role as high would let
   * them rise by it.
   */
  list({ teamId, userId, teamRole }: TeamAccess, page: PageDto): Promise<InvitationPage> {
    const below = teamRoles.filter((role) => outranks(teamRole, role));
    return this.database.snapshot(async (reader) => {
      const query = reader
        .createQueryBuilder(InvitationEntity, 'i')
        .where('i.teamId = :teamId', { teamId })
        .andWhere('(i.createdBy = :userId OR i.role IN (:...below))', { userId, below });
      const { items, ...cursors } = await timePage(
        query,
        {
          columns: { at: 'i.createdAt', id: 'i.id' },
          direction: 'DESC',
          placeOf: (row) => ({ at: row.createdAt, id: row.id }),
        },
        page,
      );
      return { items: await this.presenter.present(reader, items), ...cursors };
    });
  }

  /** What the holder of a code is told before joining. @throws Problem `not_found`, `invitation.expired`, `.revoked`, `.used_up`. */
  async preview(code: string, address: string): Promise<InvitationPreview> {
    const invitation = await this.codes.find(code, addressKey(address));
    const { teamId, createdBy, role, expiresAt } = invitation;
    const state = stateAt(invitation, this.database.time);
    if (state !== 'open') throw fail(`invitation.${state}`);
    return this.database.snapshot(async (reader) => {
      const team = await reader.findOneBy(TeamEntity, { id: teamId });
      if (!team) throw fail('not_found');
      const inviter = await this.users.presentOne(reader, createdBy);
      const memberCount = await reader.countBy(TeamMemberEntity, { teamId, state: 'joined' });
      const { id, name, slug } = team;
      return {
        team: { id, name, slug },
        inviter,
        memberCount,
        role,
        expiresAt: expiresAt?.toISOString() ?? null,
        state,
      };
    });
  }
}
