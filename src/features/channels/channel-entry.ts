import { Injectable } from '@nestjs/common';
import type { ChannelAccess } from '../../core/access/grants.js';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import { Memberships } from '../../core/access/memberships.js';
import { teamStanding } from '../../core/access/standing.js';
import { UsersService } from '../../core/users/users.service.js';
import type { Standing } from '../../platform/database/database.js';
import type { StreamId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { ChannelHosts } from './channel-hosts.js';
import { ChannelRecords } from './channel-records.js';
import { memberOf } from './channel-ranks.js';
import { memberJoined, teamStream, tellMember } from './channel.facts.js';
import type { ChannelMember } from './channel.wire.js';

/** The one way into a channel that exists: by oneself, brought in by a member, or let in by who leads it. */
@Injectable()
export class ChannelEntry {
  constructor(
    private readonly memberships: Memberships,
    private readonly users: UsersService,
    private readonly hosts: ChannelHosts,
    private readonly records: ChannelRecords,
  ) {}

  /** What a write locks that lets this person in. */
  streams(access: ChannelAccess, userId: string): (StreamId | Standing)[] {
    return [access, `user:${userId}`, ...teamStream(access.channel)];
  }

  /**
   * Who is in already stays. Whoever enters a channel that nobody leads is its host.
   * @throws Problem `not_found` for somebody who is not in the team, `channel.banned`.
   */
  async enter(tx: WriteTx, access: ChannelAccess, userId: string): Promise<ChannelMember> {
    const { channelId, channel } = access;
    if (channel.teamId !== null && !(await teamStanding(tx.manager, userId, channel.teamId))) throw fail('not_found');
    const led = await tx.manager.existsBy(ChannelMemberEntity, { channelId, state: 'joined', role: 'host' });
    const role = led ? 'member' : 'host';
    const member = await this.memberships.joinChannel(tx, { channelId, userId, role });
    if (!member) return this.hosts.present(tx, await memberOf(tx.manager, channelId, userId));
    const told = tellMember(tx, memberJoined, member, await this.users.presentOne(tx.manager, userId));
    const event = userId === access.userId ? 'member_joined' : 'member_added';
    await this.records.tell(tx, access, { event, userId });
    if (!led) await this.hosts.appoint(tx, { channelId, heirId: userId, actorId: access.userId });
    return told;
  }
}
