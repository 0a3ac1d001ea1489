import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { VoiceRoom } from './voice-room.wire.js';

/** Loads who is in the calls of these channels, in few queries; one in which nobody is has an empty room. */
export type VoiceLoader = (reader: EntityManager, channelIds: string[]) => Promise<Map<string, VoiceRoom>>;

/** Where Voice, which lies above Channels, says how calls are loaded, so that a channel's snapshot shows them. */
@Injectable()
export class ChannelVoices {
  private loader: VoiceLoader | undefined;

  register(loader: VoiceLoader): void {
    this.loader = loader;
  }

  async load(reader: EntityManager, channelIds: string[]): Promise<Map<string, VoiceRoom>> {
    if (channelIds.length === 0) return new Map();
    if (!this.loader) throw new Error('Voice has not registered how calls are loaded.');
    return this.loader(reader, channelIds);
  }
}
