import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Access, Can } from '../../core/access/decorators.js';
import { ChannelAccess } from '../../core/access/grants.js';
import { IdPipe } from '../../platform/errors/id.pipe.js';
import { Refuses } from '../../platform/http/refuses.js';
import { JoinRequest, JoinRequestPage } from './join-request.wire.js';
import { CreateJoinRequestDto, ListJoinRequestsDto } from './join-requests.dto.js';
import { JoinRequestsService } from './join-requests.service.js';

@Controller('channels/:channelId/join-requests')
export class JoinRequestsController {
  constructor(private readonly requests: JoinRequestsService) {}

  @Post()
  @Can('join_request.create', { summary: 'Ask to be let into a channel; asking again changes nothing' })
  @Refuses('channel.member_exists', 'join_request.needless')
  create(@Access() channel: ChannelAccess, @Body() input: CreateJoinRequestDto): Promise<JoinRequest> {
    return this.requests.create(channel, input);
  }

  @Get()
  @Can('join_request.list', { summary: 'Who asks to be let in, and who asked' })
  @Refuses('cursor.invalid')
  list(@Access() channel: ChannelAccess, @Query() asked: ListJoinRequestsDto): Promise<JoinRequestPage> {
    return this.requests.list(channel, asked);
  }

  @Post(':requestId/approve')
  @HttpCode(200)
  @Can('join_request.approve', { summary: 'Let in who asked' })
  @Refuses('join_request.closed', 'channel.banned')
  approve(@Access() channel: ChannelAccess, @Param('requestId', IdPipe) requestId: string): Promise<JoinRequest> {
    return this.requests.approve(channel, requestId);
  }

  @Post(':requestId/deny')
  @HttpCode(200)
  @Can('join_request.deny', { summary: 'Leave out who asked' })
  @Refuses('join_request.closed')
  deny(@Access() channel: ChannelAccess, @Param('requestId', IdPipe) requestId: string): Promise<JoinRequest> {
    return this.requests.deny(channel, requestId);
  }
}
