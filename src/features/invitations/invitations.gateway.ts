import { Access, Command, Input } from '../../core/access/decorators.js';
import { TeamAccess, UserAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import type { TeamMember } from '../teams/team.wire.js';
import { InvitationAcceptance } from './invitation-acceptance.js';
import type { Invitation, InvitationPage } from './invitation.wire.js';
import { AcceptInvitationCommandDto, CreateInvitationDto, RevokeInvitationCommandDto } from './invitations.dto.js';
import { InvitationsQueries } from './invitations.queries.js';
import { InvitationsService } from './invitations.service.js';

@Gateway()
export class InvitationsGateway {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly acceptance: InvitationAcceptance,
    private readonly queries: InvitationsQueries,
  ) {}

  @Command('invitation.create')
  create(@Access() team: TeamAccess, @Input() input: CreateInvitationDto): Promise<Invitation> {
    return this.invitations.create(team, input);
  }

  @Command('invitation.list')
  list(@Access() team: TeamAccess, @Input() page: PageDto): Promise<InvitationPage> {
    return this.queries.list(team, page);
  }

  @Command('invitation.revoke')
  revoke(@Access() team: TeamAccess, @Input() { invitationId }: RevokeInvitationCommandDto): Promise<Invitation> {
    return this.invitations.revoke(team, invitationId);
  }

  @Command('invitation.accept')
  accept(@Access() caller: UserAccess, @Input() { code }: AcceptInvitationCommandDto): Promise<TeamMember> {
    return this.acceptance.accept(caller, code);
  }
}
