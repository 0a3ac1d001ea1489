import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';
import type { ChannelAccess, UserAccess } from '../../core/access/grants.js';
import { UsersService } from '../../core/users/users.service.js';
import { groupBy } from '../../platform/changes/group-by.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import { ChannelVoices } from '../channels/channel-voices.port.js';
import type { VoiceRoom } from '../channels/voice-room.wire.js';
import { iceServers } from './ice-servers.js';
import { VoiceCallEntity, VoiceParticipantEntity } from './voice.entities.js';
import { isInside, toCall, toParticipant, type Inside } from './voice.facts.js';
import type { IceServers, VoiceEntry } from './voice.wire.js';

/** Reads who is in which call. */
@Injectable()
export class VoiceQueries {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
    private readonly config: Config,
    voices: ChannelVoices,
  ) {
    voices.register((reader, channelIds) => this.rooms(reader, channelIds));
  }

  /** For somebody who is in a call: the relay carries nothing else. @throws Problem `voice.not_in_room`. */
  async iceServers({ userId }: UserAccess): Promise<IceServers> {
    const own = await this.database.read((reader) => reader.findOneBy(VoiceParticipantEntity, { userId }));
    if (!isInside(own)) throw fail('voice.not_in_room');
    return this.iceFor(userId);
  }

  /** What somebody needs who has just come in. */
  async entry(access: ChannelAccess, peerId: string): Promise<VoiceEntry> {
    return { peerId, room: await this.room(access), ice: this.iceFor(access.userId) };
  }

  private iceFor(userId: string): IceServers {
    return iceServers(this.config.voice, userId, this.database.time);
  }

  /** Who is in the call of a channel. */
  room({ channelId }: Pick<ChannelAccess, 'channelId'>): Promise<VoiceRoom> {
    return this.database.snapshot(async (reader) => (await this.rooms(reader, [channelId])).get(channelId)!);
  }

  private async rooms(reader: EntityManager, channelIds: string[]): Promise<Map<string, VoiceRoom>> {
    const found = await reader.find(VoiceParticipantEntity, {
      where: { channelId: In(channelIds) },
      order: { joinedAt: 'ASC', userId: 'ASC' },
    });
    const rows = found as Inside[];
    const users = await this.users.present(
      reader,
      rows.map(({ userId }) => userId),
    );
    const calls = await reader.findBy(VoiceCallEntity, { channelId: In(channelIds), endedAt: IsNull() });
    const callOf = new Map(calls.map((call) => [call.channelId, toCall(call)]));
    const byChannel = groupBy(rows, ({ channelId }) => channelId);
    return new Map(
      channelIds.map((id) => {
        const participants = (byChannel.get(id) ?? []).map((row) => toParticipant(row, users.get(row.userId)!));
        return [id, { participants, limit: this.config.voice.roomLimit, call: callOf.get(id) ?? null }];
      }),
    );
  }
}
