import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Can } from '../../core/access/decorators.js';
import { ChannelAccess } from '../../core/access/grants.js';
import { IdPipe } from '../../platform/errors/id.pipe.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Refuses } from '../../platform/http/refuses.js';
import { ChannelBan, ChannelBanLifted, ChannelBanPage } from './channel-ban.wire.js';
import { BanChannelMemberDto } from './channel-bans.dto.js';
import { ChannelBansQueries } from './channel-bans.queries.js';
import { ChannelBansService } from './channel-bans.service.js';

@ApiTags('Channels')
@Controller('channels/:channelId/bans')
export class ChannelBansController {
  constructor(
    private readonly bans: ChannelBansService,
    private readonly queries: ChannelBansQueries,
  ) {}

  @Get()
  @Can('channel.ban.list', { summary: 'Who is kept out of the channel, why and until when' })
  @Refuses('cursor.invalid')
  list(@Access() channel: ChannelAccess, @Query() page: PageDto): Promise<ChannelBanPage> {
    return this.queries.list(channel, page);
  }

  @Post()
  @Can('channel.member.ban', { summary: 'Keep somebody out of the channel, by id or username; a member is removed' })
  @Refuses('channel.host_required', 'channel.general_required')
  ban(@Access() channel: ChannelAccess, @Body() input: BanChannelMemberDto): Promise<ChannelBan> {
    return this.bans.ban(channel, input);
  }

  @Delete(':userId')
  @Can('channel.member.unban', { summary: 'Let somebody come into the channel again' })
  unban(@Access() channel: ChannelAccess, @Param('userId', IdPipe) userId: string): Promise<ChannelBanLifted> {
    return this.bans.unban(channel, userId);
  }
}
