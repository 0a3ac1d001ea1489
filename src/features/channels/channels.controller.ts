import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put, Query } from '@nestjs/common';
import { Access, Can } from '../../core/access/decorators.js';
import { ChannelAccess, TeamAccess, UserAccess } from '../../core/access/grants.js';
import { Refuses } from '../../platform/http/refuses.js';
import { ChannelPage, OpenedChannel } from './channel-views.wire.js';
import { ChannelViewsService } from './channel-views.service.js';
import { ChannelPreferencesService } from './channel-preferences.service.js';
import { Channel, ChannelDeleted, ChannelPreferences, ReadMark } from './channel.wire.js';
import {
  ArchiveChannelDto,
  ChannelPreferencesDto,
  CreateChannelDto,
  ListChannelsDto,
  ListTeamChannelsDto,
  OpenChannelDto,
  ReadChannelDto,
  UnreadChannelDto,
  UpdateChannelDto,
} from './channels.dto.js';
import { ChannelsService } from './channels.service.js';
import { ReadMarksService } from './read-marks.service.js';

@Controller()
export class ChannelsController {
  constructor(
    private readonly channels: ChannelsService,
    private readonly views: ChannelViewsService,
    private readonly readMarks: ReadMarksService,
    private readonly preferences: ChannelPreferencesService,
  ) {}

  @Get('channels')
  @Can('channel.list', { summary: 'One’s channels and those that one’s teams list, with what is unread' })
  @Refuses('cursor.invalid', 'not_found')
  list(@Access() caller: UserAccess, @Query() asked: ListChannelsDto): Promise<ChannelPage> {
    return this.views.list(caller, asked);
  }

  @Post('channels')
  @Can('channel.create', { summary: 'Make a channel, or with ifAbsent find the one of that short name' })
  @Refuses('channel.slug_taken')
  create(@Access() team: TeamAccess, @Body() input: CreateChannelDto): Promise<Channel> {
    return this.channels.create(team, input);
  }

  @Get('teams/:teamId/channels')
  @Can('team.open', { summary: 'The channels of a team that one may see', as: 'team.channels' })
  @Refuses('cursor.invalid')
  listOfTeam(@Access() team: TeamAccess, @Query() asked: ListTeamChannelsDto): Promise<ChannelPage> {
    return this.views.list(team, { ...asked, teamId: team.teamId });
  }

  @Get('teams/:teamId/channels/by-slug/:slug')
  @Can('channel.open', { summary: 'A channel by its short name', as: 'channel.open.by_slug' })
  openBySlug(@Access() channel: ChannelAccess, @Query() asked: OpenChannelDto): Promise<OpenedChannel> {
    return this.views.open(channel, asked);
  }

  @Get('channels/:channelId')
  @Can('channel.open', { summary: 'A channel, with its newest messages and its members where asked' })
  open(@Access() channel: ChannelAccess, @Query() asked: OpenChannelDto): Promise<OpenedChannel> {
    return this.views.open(channel, asked);
  }

  @Patch('channels/:channelId')
  @Can('channel.update', { summary: 'Change a channel’s name, short name, topic, visibility or slow mode' })
  @Refuses('channel.slug_taken', 'channel.general_required', 'channel.host_required')
  update(@Access() channel: ChannelAccess, @Body() input: UpdateChannelDto): Promise<Channel> {
    return this.channels.update(channel, input);
  }

  @Put('channels/:channelId')
  @Can('channel.update', {
    summary: 'Change a channel’s name, short name, topic, visibility or slow mode',
    as: 'channel.replace',
  })
  @Refuses('channel.slug_taken', 'channel.general_required', 'channel.host_required')
  replace(@Access() channel: ChannelAccess, @Body() input: UpdateChannelDto): Promise<Channel> {
    return this.channels.update(channel, input);
  }

  @Post('channels/:channelId/archive')
  @HttpCode(200)
  @Can('channel.archive', { summary: 'Archive a channel: it can be read, and nothing be sent' })
  @Refuses('channel.general_required')
  archive(@Access() channel: ChannelAccess, @Body() { archived }: ArchiveChannelDto): Promise<Channel> {
    return this.channels.archive(channel, archived);
  }

  @Post('channels/:channelId/restore')
  @HttpCode(200)
  @Can('channel.archive', { summary: 'Restore an archived channel', as: 'channel.restore' })
  restore(@Access() channel: ChannelAccess): Promise<Channel> {
    return this.channels.archive(channel, false);
  }

  @Delete('channels/:channelId')
  @Can('channel.delete', { summary: 'Remove a channel with all that was said in it' })
  @Refuses('channel.general_required')
  remove(@Access() channel: ChannelAccess): Promise<ChannelDeleted> {
    return this.channels.remove(channel);
  }

  @Post('channels/:channelId/read')
  @HttpCode(200)
  @Can('channel.read', { summary: 'Mark as read up to a message' })
  read(@Access() channel: ChannelAccess, @Body() { seq }: ReadChannelDto): Promise<ReadMark> {
    return this.readMarks.move(channel, seq);
  }

  @Post('channels/:channelId/unread')
  @HttpCode(200)
  @Can('channel.unread', { summary: 'Make a message the first unread one' })
  unread(@Access() channel: ChannelAccess, @Body() { seq }: UnreadChannelDto): Promise<ReadMark> {
    return this.readMarks.unread(channel, seq);
  }

  @Put('channels/:channelId/preferences')
  @Can('channel.preferences', { summary: 'Say what to be notified of in a channel, and mute it' })
  setPreferences(@Access() channel: ChannelAccess, @Body() input: ChannelPreferencesDto): Promise<ChannelPreferences> {
    return this.preferences.set(channel, input);
  }
}
