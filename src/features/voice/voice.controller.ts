import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { Access, Can } from '../../core/access/decorators.js';
import { ChannelAccess, UserAccess } from '../../core/access/grants.js';
import { IdPipe } from '../../platform/errors/id.pipe.js';
import { VoiceRoom } from '../channels/voice-room.wire.js';
import { LeaveVoiceDto, MuteVoiceDto } from './voice.dto.js';
import { VoiceModeration } from './voice-moderation.service.js';
import { VoiceQueries } from './voice.queries.js';
import { VoiceService } from './voice.service.js';
import { IceServers } from './voice.wire.js';

/** Who steps in, speaks and signals does so with a device that is connected: by commands alone. */
@Controller()
export class VoiceController {
  constructor(
    private readonly voice: VoiceService,
    private readonly moderation: VoiceModeration,
    private readonly queries: VoiceQueries,
  ) {}

  @Get('voice/ice-servers')
  @Can('voice.ice_servers', { summary: 'How the devices in a call find each other, for somebody who is in one' })
  iceServers(@Access() caller: UserAccess): Promise<IceServers> {
    return this.queries.iceServers(caller);
  }

  @Get('channels/:channelId/voice')
  @Can('voice.list', { summary: 'Who is in the call of a channel' })
  list(@Access() channel: ChannelAccess): Promise<VoiceRoom> {
    return this.queries.room(channel);
  }

  @Delete('channels/:channelId/voice')
  @Can('voice.leave', { summary: 'Leave the call of a channel, with whatever device one is in it' })
  leave(@Access() channel: ChannelAccess, @Query() input: LeaveVoiceDto): Promise<VoiceRoom> {
    return this.voice.leave(channel, input);
  }

  @Post('channels/:channelId/voice/decline')
  @HttpCode(200)
  @Can('voice.decline', { summary: 'Not come to the call that rings in a DM' })
  decline(@Access() channel: ChannelAccess): Promise<VoiceRoom> {
    return this.voice.decline(channel);
  }

  @Patch('channels/:channelId/voice/:userId')
  @Can('voice.mute', { summary: 'Turn somebody’s microphone off in a call, or allow it again' })
  mute(
    @Access() channel: ChannelAccess,
    @Param('userId', IdPipe) userId: string,
    @Body() { muted }: MuteVoiceDto,
  ): Promise<VoiceRoom> {
    return this.moderation.mute(channel, userId, muted);
  }

  @Delete('channels/:channelId/voice/:userId')
  @Can('voice.remove', { summary: 'Take somebody out of a call' })
  remove(@Access() channel: ChannelAccess, @Param('userId', IdPipe) userId: string): Promise<VoiceRoom> {
    return this.moderation.remove(channel, userId);
  }
}
