import { Injectable } from '@nestjs/common';
import type { ChannelAccess } from '../../core/access/grants.js';
import { Database } from '../../platform/database/database.js';
import type { StreamId } from '../../platform/database/ids.js';
import { FlowLimits } from '../../platform/http/flow-limits.js';
import type { Connection } from '../../platform/realtime/realtime.js';
import { Stays } from './stays.js';
import type { JoinVoiceDto } from './voice.dto.js';
import { VoiceParticipantEntity } from './voice.entities.js';
import { VoiceQueries } from './voice.queries.js';
import { VoiceUpkeep } from './voice-upkeep.js';
import type { VoiceEntry } from './voice.wire.js';

/** The way into a call. */
@Injectable()
export class VoiceJoining {
  constructor(
    private readonly database: Database,
    private readonly flows: FlowLimits,
    private readonly stays: Stays,
    private readonly upkeep: VoiceUpkeep,
    private readonly queries: VoiceQueries,
  ) {}

  /**
   * Steps into the call of a channel with this device, out of any other one and with no other device any more.
   * @throws Problem `voice.room_full`.
   */
  async join(access: ChannelAccess, connection: Connection, entrance: JoinVoiceDto): Promise<VoiceEntry> {
    this.flows.take(['voice.state', access.userId]);
    const rings = access.channel.kind === 'direct' && entrance.peerId === undefined;
    if (rings) this.flows.take(['voice.call', `${access.userId} ${access.channelId}`]);
    this.upkeep.hold(connection);
    const device = { connectionId: connection.id, sessionId: connection.data.caller.sessionId };
    const targets = async () => [access, `user:${access.userId}` as const, ...(await this.elsewhere(access))];
    let peerId: string | undefined;
    // Where they were is known before the lock and may be another place under it.
    while (peerId === undefined) {
      peerId = await this.database.write(await targets(), (tx) => this.stays.join(tx, access, device, entrance));
    }
    return this.queries.entry(access, peerId);
  }

  /** The channel of the call that the caller would leave. */
  private async elsewhere({ userId, channelId }: ChannelAccess): Promise<StreamId[]> {
    const row = await this.database.read((reader) => reader.findOneBy(VoiceParticipantEntity, { userId }));
    const place = row?.channelId ?? channelId;
    return place === channelId ? [] : [`channel:${place}`];
  }
}
