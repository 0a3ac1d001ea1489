import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Can } from '../../core/access/decorators.js';
import { ChannelAccess } from '../../core/access/grants.js';
import { IdPipe } from '../../platform/errors/id.pipe.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Refuses } from '../../platform/http/refuses.js';
import { ChannelMembersService } from './channel-members.service.js';
import { ChannelMemberPage } from './channel-views.wire.js';
import { ChannelViewsService } from './channel-views.service.js';
import { ChannelMember, ChannelMemberGone } from './channel.wire.js';
import { AddChannelMemberDto, RemoveChannelMemberDto, UpdateChannelMemberDto } from './channels.dto.js';

@ApiTags('Channels')
@Controller('channels/:channelId')
export class ChannelMembersController {
  constructor(
    private readonly members: ChannelMembersService,
    private readonly views: ChannelViewsService,
  ) {}

  @Post('join')
  @HttpCode(200)
  @Can('channel.join', { summary: 'Join a public channel of one’s team' })
  @Refuses('channel.join_request_required')
  join(@Access() channel: ChannelAccess): Promise<ChannelMember> {
    return this.members.join(channel);
  }

  @Post('leave')
  @HttpCode(200)
  @Can('channel.leave', { summary: 'Leave a channel; a host is followed by the oldest moderator or member' })
  @Refuses('channel.host_required', 'channel.general_required')
  leave(@Access() channel: ChannelAccess): Promise<ChannelMemberGone> {
    return this.members.leave(channel);
  }

  @Get('members')
  @Can('channel.member.list', { summary: 'Who is in the channel' })
  @Refuses('cursor.invalid')
  list(@Access() channel: ChannelAccess, @Query() page: PageDto): Promise<ChannelMemberPage> {
    return this.views.members(channel, page);
  }

  @Post('members')
  @Can('channel.member.add', { summary: 'Bring somebody of the team into the channel, by id or username' })
  @Refuses('channel.banned')
  add(@Access() channel: ChannelAccess, @Body() input: AddChannelMemberDto): Promise<ChannelMember> {
    return this.members.add(channel, input);
  }

  @Patch('members/:userId')
  @Can('channel.member.update', { summary: 'Give a member another role; host hands the channel over' })
  @Refuses('channel.host_required')
  update(
    @Access() channel: ChannelAccess,
    @Param('userId', IdPipe) userId: string,
    @Body() { role }: UpdateChannelMemberDto,
  ): Promise<ChannelMember> {
    return this.members.update(channel, userId, role);
  }

  @Delete('members/:userId')
  @Can('channel.member.remove', { summary: 'Take a member out of the channel' })
  @Refuses('channel.host_required', 'channel.general_required')
  remove(
    @Access() channel: ChannelAccess,
    @Param('userId', IdPipe) userId: string,
    @Query() { reason }: RemoveChannelMemberDto,
  ): Promise<ChannelMemberGone> {
    return this.members.remove(channel, userId, reason);
  }
}
