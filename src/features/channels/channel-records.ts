import { Injectable } from '@nestjs/common';
import { Audit, type Act, type Detail } from '../../core/audit/audit.js';
import type { ChannelAccess } from '../../core/access/grants.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import type { ChannelEntity } from './channel.entity.js';
import { SystemMessages, type ChannelEvent } from './system-messages.port.js';

/** What remains of an act: in the channel's timeline for its members, in the audit of its team for the owners. */
@Injectable()
export class ChannelRecords {
  constructor(
    private readonly timeline: SystemMessages,
    private readonly audit: Audit,
  ) {}

  /** Stands in the timeline as done by the caller. */
  async tell(tx: WriteTx, { channelId, userId }: ChannelAccess, event: ChannelEvent): Promise<void> {
    await this.timeline.write(tx, channelId, userId, event);
  }

  /** Is recorded as done by the caller. */
  async act(
    tx: WriteTx,
    { channelId, userId, channel }: ChannelAccess,
    act: Omit<Act, 'actorId' | 'channelId'>,
  ): Promise<void> {
    await this.audit.record(tx, channel.teamId, { ...act, actorId: userId, channelId });
  }
}

/** What says what a channel is about. */
const TELLING = ['name', 'slug', 'topic'];

/**
 * What the owners of a team may read of an act on a channel. Those of a private channel they may not see: that somebody named it they learn, but
 * not how.
 */
export function discreet(detail: Detail, ...states: Pick<ChannelEntity, 'visibility'>[]): Detail {
  if (states.every(({ visibility }) => visibility !== 'private')) return detail;
  return Object.fromEntries(
    Object.entries(detail)
      .filter(([field]) => !TELLING.includes(field.replace(/Before$/, '')) || TELLING.includes(field))
      .map(([field, value]) => [field, TELLING.includes(field) ? true : value]),
  );
}
