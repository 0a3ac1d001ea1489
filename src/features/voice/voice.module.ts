import { Module } from '@nestjs/common';
import { Dispatcher } from '../../platform/realtime/dispatcher.js';
import { ChannelsModule } from '../channels/channels.module.js';
import { Calls } from './calls.js';
import { Stays } from './stays.js';
import { VoiceBroadcaster } from './voice.broadcaster.js';
import { VoiceController } from './voice.controller.js';
import { VoiceGateway } from './voice.gateway.js';
import { VoiceJoining } from './voice-joining.service.js';
import { VoiceModeration } from './voice-moderation.service.js';
import { VoiceQueries } from './voice.queries.js';
import { VoiceService } from './voice.service.js';
import { VoiceSignals } from './voice-signals.service.js';
import { VoiceUpkeep } from './voice-upkeep.js';

/** Who is in which call, and what their devices have to say to each other so that people hear and see one another. */
@Module({
  imports: [ChannelsModule],
  controllers: [VoiceController],
  providers: [
    ...[VoiceBroadcaster, VoiceGateway, VoiceQueries],
    ...[VoiceJoining, VoiceService, VoiceSignals, VoiceModeration],
    ...[VoiceUpkeep, Stays, Calls],
  ],
})
export class VoiceModule {
  /** An answer that overtakes its offer, or a candidate that overtakes both, is lost on the other side. */
  constructor(dispatcher: Dispatcher) {
    dispatcher.keepOrder('voice.signal');
  }
}
