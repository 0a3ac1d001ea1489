import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ChannelAccess } from '../../core/access/grants.js';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import { FlowLimits } from '../../platform/http/flow-limits.js';
import type { VoiceRoom } from '../channels/voice-room.wire.js';
import { Stays } from './stays.js';
import type { LeaveVoiceDto, VoiceStateDto } from './voice.dto.js';
import { VoiceParticipantEntity } from './voice.entities.js';
import { isInside, type Inside } from './voice.facts.js';
import { VoiceBroadcaster } from './voice.broadcaster.js';
import { VoiceQueries } from './voice.queries.js';
import type { VoiceStateKept } from './voice.wire.js';

/** What people do about their own part in a call. */
@Injectable()
export class VoiceService {
  constructor(
    private readonly database: Database,
    private readonly flows: FlowLimits,
    private readonly stays: Stays,
    private readonly queries: VoiceQueries,
    private readonly broadcaster: VoiceBroadcaster,
  ) {}

  /**
   * Steps out: ends the named stay, or that of this device, or, by REST, which comes from none, that of any. Whoever is not in the call so changes
   * nothing.
   */
  async leave(access: ChannelAccess, { peerId }: LeaveVoiceDto, connectionId?: string): Promise<VoiceRoom> {
    const { channelId, userId } = access;
    await this.database.write([access, `user:${userId}`], async (tx) => {
      const row = await tx.manager.findOneBy(VoiceParticipantEntity, { userId });
      if (!isInside(row, channelId)) return;
      const isMeant =
        peerId === undefined ? (connectionId ?? row.connectionId) === row.connectionId : peerId === row.peerId;
      if (isMeant) await this.stays.end(tx, row, 'left');
    });
    return this.queries.room(access);
  }

  /** Says what changed about this device. Speaking is told at once, all else is kept. @throws Problem `voice.not_in_room`. */
  async state(
    access: ChannelAccess,
    connectionId: string,
    { speaking, ...asked }: VoiceStateDto,
  ): Promise<VoiceStateKept> {
    const { channelId, userId } = access;
    this.flows.take(['voice.state', userId]);
    const changes = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
    const { peerId } =
      Object.keys(changes).length === 0
        ? await this.database.read((reader) => ownStay(reader, access, connectionId))
        : await this.database.write([access, `user:${userId}`], async (tx) => {
            const row = await ownStay(tx.manager, access, connectionId);
            await this.stays.change(tx, row, changes);
            return row;
          });
    if (speaking !== undefined) this.broadcaster.speaking({ channelId, userId, peerId, speaking });
    return { peerId };
  }

  /** Will not come to the call of a DM, so that it rings no more. */
  async decline(access: ChannelAccess): Promise<VoiceRoom> {
    await this.database.write([access], (tx) => this.stays.decline(tx, access));
    return this.queries.room(access);
  }
}

/** The caller's stay with this very device. @throws Problem `voice.not_in_room`. */
async function ownStay(
  manager: EntityManager,
  { userId, channelId }: ChannelAccess,
  connectionId: string,
): Promise<Inside> {
  const row = await manager.findOneBy(VoiceParticipantEntity, { userId, connectionId });
  if (!isInside(row, channelId)) throw fail('voice.not_in_room');
  return row;
}
