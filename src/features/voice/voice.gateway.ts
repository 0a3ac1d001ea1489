import { Access, Command, Incoming, Input } from '../../core/access/decorators.js';
import { ChannelAccess, UserAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { IncomingCommand } from '../../platform/realtime/incoming-command.js';
import type { VoiceRoom } from '../channels/voice-room.wire.js';
import {
  JoinVoiceDto,
  LeaveVoiceDto,
  MuteVoiceCommandDto,
  RemoveVoiceCommandDto,
  SignalVoiceDto,
  VoiceStateDto,
} from './voice.dto.js';
import { VoiceJoining } from './voice-joining.service.js';
import { VoiceModeration } from './voice-moderation.service.js';
import { VoiceSignals } from './voice-signals.service.js';
import { VoiceQueries } from './voice.queries.js';
import { VoiceService } from './voice.service.js';
import { VoiceEntry, VoiceSignalled, VoiceStateKept, type IceServers } from './voice.wire.js';

@Gateway()
export class VoiceGateway {
  constructor(
    private readonly joining: VoiceJoining,
    private readonly voice: VoiceService,
    private readonly signals: VoiceSignals,
    private readonly moderation: VoiceModeration,
    private readonly queries: VoiceQueries,
  ) {}

  @Command('voice.ice_servers')
  iceServers(@Access() caller: UserAccess): Promise<IceServers> {
    return this.queries.iceServers(caller);
  }

  @Command('voice.list')
  list(@Access() channel: ChannelAccess): Promise<VoiceRoom> {
    return this.queries.room(channel);
  }

  @Command('voice.join', { answers: VoiceEntry })
  join(
    @Access() channel: ChannelAccess,
    @Incoming() { connection }: IncomingCommand,
    @Input() input: JoinVoiceDto,
  ): Promise<VoiceEntry> {
    return this.joining.join(channel, connection, input);
  }

  @Command('voice.leave')
  leave(
    @Access() channel: ChannelAccess,
    @Incoming() { connection }: IncomingCommand,
    @Input() input: LeaveVoiceDto,
  ): Promise<VoiceRoom> {
    return this.voice.leave(channel, input, connection.id);
  }

  @Command('voice.state', { answers: VoiceStateKept })
  state(
    @Access() channel: ChannelAccess,
    @Incoming() { connection }: IncomingCommand,
    @Input() input: VoiceStateDto,
  ): Promise<VoiceStateKept> {
    return this.voice.state(channel, connection.id, input);
  }

  @Command('voice.signal', { answers: VoiceSignalled })
  signal(
    @Access() channel: ChannelAccess,
    @Incoming() { connection }: IncomingCommand,
    @Input() input: SignalVoiceDto,
  ): Promise<VoiceSignalled> {
    return this.signals.signal(channel, connection.id, input);
  }

  @Command('voice.decline')
  decline(@Access() channel: ChannelAccess): Promise<VoiceRoom> {
    return this.voice.decline(channel);
  }

  @Command('voice.mute')
  mute(@Access() channel: ChannelAccess, @Input() { userId, muted }: MuteVoiceCommandDto): Promise<VoiceRoom> {
    return this.moderation.mute(channel, userId, muted);
  }

  @Command('voice.remove')
  remove(@Access() channel: ChannelAccess, @Input() { userId }: RemoveVoiceCommandDto): Promise<VoiceRoom> {
    return this.moderation.remove(channel, userId);
  }
}
