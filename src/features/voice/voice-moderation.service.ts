import { Injectable } from '@nestjs/common';
import type { ChannelAccess } from '../../core/access/grants.js';
import { Database } from '../../platform/database/database.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { requireStandsAbove } from '../channels/channel-ranks.js';
import type { VoiceRoom } from '../channels/voice-room.wire.js';
import { Stays } from './stays.js';
import { VoiceParticipantEntity } from './voice.entities.js';
import { isInside, type Inside } from './voice.facts.js';
import { VoiceQueries } from './voice.queries.js';

/** What those who lead a channel do about others in its call. */
@Injectable()
export class VoiceModeration {
  constructor(
    private readonly database: Database,
    private readonly stays: Stays,
    private readonly queries: VoiceQueries,
  ) {}

  /**
   * Turns somebody's microphone off, or lets them turn it on again. Nobody plays what comes from it; leaving and coming back changes nothing.
   * @throws Problem `not_found` for whoever is not in the call, `access.denied`.
   */
  mute(access: ChannelAccess, userId: string, muted: boolean): Promise<VoiceRoom> {
    return this.on(access, userId, (tx, row) => {
      const elsewhere = (JSON.parse(row.silencedIn) as string[]).filter((id) => id !== access.channelId);
      const silencedIn = JSON.stringify(muted ? [...elsewhere, access.channelId] : elsewhere);
      return this.stays.change(tx, row, { silencedIn });
    });
  }

  /** Takes somebody out of the call. Who is to stay out is taken out of the channel. @throws Problem `not_found`, `access.denied`. */
  remove(access: ChannelAccess, userId: string): Promise<VoiceRoom> {
    return this.on(access, userId, (tx, row) => this.stays.end(tx, row, 'removed'));
  }

  private async on(
    access: ChannelAccess,
    userId: string,
    act: (tx: WriteTx, row: Inside) => Promise<void>,
  ): Promise<VoiceRoom> {
    await this.database.write([access, `user:${userId}`], async (tx) => {
      const row = await tx.manager.findOneBy(VoiceParticipantEntity, { userId });
      if (!isInside(row, access.channelId)) throw fail('not_found');
      // Who leads a channel is silenced by others there, and would lift it from themselves.
      if (userId === access.userId) throw fail('access.denied', { permission: access.permission });
      await requireStandsAbove(tx.manager, access, userId);
      await act(tx, row);
    });
    return this.queries.room(access);
  }
}
