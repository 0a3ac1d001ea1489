import { Injectable } from '@nestjs/common';
import type { ChannelAccess } from '../../core/access/grants.js';
import { Memberships } from '../../core/access/memberships.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { ChannelRecords } from './channel-records.js';
import { memberOf, requireFreeToGo, requireMayRemove } from './channel-ranks.js';
import { memberLeft, memberRemoved, tellGone } from './channel.facts.js';
import type { ChannelMemberGone } from './channel.wire.js';

/** Whom to take out, and how it ends. */
interface Removal {
  userId: string;
  state: 'removed' | 'banned';
  reason: string | undefined;
}

/** The ways out of a channel, in a transaction that holds its stream and the person's. */
@Injectable()
export class ChannelExit {
  constructor(
    private readonly memberships: Memberships,
    private readonly records: ChannelRecords,
  ) {}

  /** The caller goes. */
  async leave(tx: WriteTx, access: ChannelAccess): Promise<ChannelMemberGone> {
    const { channelId, userId } = access;
    const gone = await this.memberships.leaveChannel(tx, { channelId, userId }, 'left');
    const told = tellGone(tx, memberLeft, gone!);
    await this.records.tell(tx, access, { event: 'member_left', userId });
    return told;
  }

  /** Moderators take out members only. @throws Problem `not_found`, `channel.general_required`, `channel.host_required`, `access.denied`. */
  async remove(tx: WriteTx, access: ChannelAccess, { userId, state, reason }: Removal): Promise<ChannelMemberGone> {
    const { channelId } = access;
    const { role } = await memberOf(tx.manager, channelId, userId);
    await requireFreeToGo(tx.manager, access, userId);
    await requireMayRemove(tx.manager, access, role);
    const gone = await this.memberships.leaveChannel(tx, { channelId, userId }, state);
    const told = tellGone(tx, memberRemoved, gone!);
    const why = reason === undefined ? {} : { reason };
    await this.records.tell(tx, access, { event: 'member_removed', userId, ...why });
    return told;
  }
}
