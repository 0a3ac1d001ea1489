import { Body, Controller, Delete, Get, HttpCode, Ip, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Access, Can } from '../../core/access/decorators.js';
import { TeamAccess, UserAccess } from '../../core/access/grants.js';
import { IdPipe } from '../../platform/errors/id.pipe.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Public } from '../../platform/http/public.js';
import { Refuses } from '../../platform/http/refuses.js';
import { TeamMember } from '../teams/team.wire.js';
import { InvitationAcceptance } from './invitation-acceptance.js';
import { Invitation, InvitationPage, InvitationPreview } from './invitation.wire.js';
import { CreateInvitationDto } from './invitations.dto.js';
import { InvitationsQueries } from './invitations.queries.js';
import { InvitationsService } from './invitations.service.js';

@Controller()
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly acceptance: InvitationAcceptance,
    private readonly queries: InvitationsQueries,
  ) {}

  @Post('teams/:teamId/invitations')
  @Can('invitation.create', { summary: 'Make a link that lets people into the team, and mail it to somebody' })
  create(@Access() team: TeamAccess, @Body() input: CreateInvitationDto): Promise<Invitation> {
    return this.invitations.create(team, input);
  }

  @Get('teams/:teamId/invitations')
  @Can('invitation.list', { summary: 'The team’s invitations, with their uses and states' })
  @Refuses('cursor.invalid')
  list(@Access() team: TeamAccess, @Query() page: PageDto): Promise<InvitationPage> {
    return this.queries.list(team, page);
  }

  @Delete('teams/:teamId/invitations/:invitationId')
  @Can('invitation.revoke', { summary: 'Withdraw an invitation; who came in by it stays' })
  revoke(@Access() team: TeamAccess, @Param('invitationId', IdPipe) invitationId: string): Promise<Invitation> {
    return this.invitations.revoke(team, invitationId);
  }

  @Get('invitations/:code')
  @Public()
  @ApiOperation({
    operationId: 'invitation.preview',
    summary: 'What an invitation leads to, for whoever holds its code',
  })
  @Refuses('invitation.expired', 'invitation.revoked', 'invitation.used_up')
  preview(@Param('code') code: string, @Ip() address: string): Promise<InvitationPreview> {
    return this.queries.preview(code, address);
  }

  @Post('invitations/:code/accept')
  @HttpCode(200)
  @Can('invitation.accept', { summary: 'Join the team that the code invites to; a repeat answers the same membership' })
  @Refuses('invitation.expired', 'invitation.revoked', 'invitation.used_up', 'team.banned')
  accept(@Access() caller: UserAccess, @Param('code') code: string): Promise<TeamMember> {
    return this.acceptance.accept(caller, code);
  }
}
