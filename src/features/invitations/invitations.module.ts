import { Module } from '@nestjs/common';
import { TeamsModule } from '../teams/teams.module.js';
import { InvitationAcceptance } from './invitation-acceptance.js';
import { InvitationCodes } from './invitation-codes.js';
import { InvitationMails } from './invitation.mails.js';
import { InvitationPresenter } from './invitation-presenter.js';
import { InvitationsBroadcaster } from './invitations.broadcaster.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsGateway } from './invitations.gateway.js';
import { InvitationsQueries } from './invitations.queries.js';
import { InvitationsService } from './invitations.service.js';

/** Links that let people into teams. */
@Module({
  imports: [TeamsModule],
  controllers: [InvitationsController],
  providers: [
    InvitationsGateway,
    InvitationsService,
    InvitationAcceptance,
    InvitationsQueries,
    InvitationsBroadcaster,
    InvitationPresenter,
    InvitationCodes,
    InvitationMails,
  ],
})
export class InvitationsModule {}
