import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import { roomKinds, type ChannelRole } from '../../core/access/roles.js';
import { UsersService } from '../../core/users/users.service.js';
import type { StreamId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { TeamDeparture, type Departure } from '../teams/team-departure.js';
import { ChannelEntity } from './channel.entity.js';
import { channelUpdated, memberUpdated, tellChannel, tellMember } from './channel.facts.js';
import { toChannelMember, type ChannelMember } from './channel.wire.js';
import { SystemMessages } from './system-messages.port.js';

/** Who becomes host of what, and by whose doing. */
interface Succession {
  channelId: string;
  heirId: string;
  actorId: string;
}

/** Who leads a channel, and who follows when the host goes. All of it under the lock of the channel's stream and of its audience. */
@Injectable()
export class ChannelHosts {
  constructor(
    departure: TeamDeparture,
    private readonly users: UsersService,
    private readonly timeline: SystemMessages,
  ) {
    departure.register((tx, departure) => this.succeedAll(tx, departure));
  }

  /** The oldest moderator, else the oldest member; undefined when nobody else is there. */
  async heir(reader: EntityManager, channelId: string, leaverId: string): Promise<string | undefined> {
    const rows: { userId: string }[] = await reader.query(
      `SELECT userId FROM channel_members WHERE channelId = ? AND state = 'joined' AND userId <> ?
       ORDER BY CASE role WHEN 'member' THEN 1 ELSE 0 END, joinedAt, userId LIMIT 1`,
      [channelId, leaverId],
    );
    return rows[0]?.userId;
  }

  /** Makes a member the host. The host before, where still a member, stays as a moderator. `streams` as for `setRole`. */
  async handOver(tx: WriteTx, succession: Succession, streams?: StreamId[]): Promise<ChannelMember> {
    const { channelId, heirId } = succession;
    const former = await this.appoint(tx, succession);
    const before = await tx.manager.findOneBy(ChannelMemberEntity, { channelId, userId: former, state: 'joined' });
    if (before && former !== heirId) await this.setRole(tx, before, 'moderator', streams);
    const heir = await tx.manager.findOneByOrFail(ChannelMemberEntity, { channelId, userId: heirId });
    return this.setRole(tx, heir, 'host', streams);
  }

  /** Writes on the channel itself, and in its timeline, who its host is; the role is given apart. Answers who was it before. */
  async appoint(tx: WriteTx, { channelId, heirId: hostId, actorId }: Succession): Promise<string> {
    const channel = await tx.manager.findOneByOrFail(ChannelEntity, { id: channelId });
    if (channel.hostId === hostId) return hostId;
    const changes = { hostId, version: channel.version + 1 };
    await tx.manager.update(ChannelEntity, { id: channelId }, changes);
    tellChannel(tx, channelUpdated, { ...channel, ...changes });
    await this.timeline.write(tx, channelId, actorId, { event: 'host_changed', userId: hostId });
    return channel.hostId;
  }

  /** Tells the channel and the person, or only `streams`, where the person's own is not locked. */
  async setRole(
    tx: WriteTx,
    member: ChannelMemberEntity,
    role: ChannelRole,
    streams?: StreamId[],
  ): Promise<ChannelMember> {
    const { channelId, userId } = member;
    const changes = { role, version: member.version + 1 };
    await tx.manager.update(ChannelMemberEntity, { channelId, userId }, changes);
    const user = await this.users.presentOne(tx.manager, userId);
    return tellMember(tx, memberUpdated, { ...member, ...changes }, user, streams);
  }

  /** Presents a membership as this transaction sees it. */
  async present({ manager }: WriteTx, member: ChannelMemberEntity): Promise<ChannelMember> {
    return toChannelMember(member, await this.users.presentOne(manager, member.userId));
  }

  /** Whoever leaves the team leaves no channel without a host. Who follows is known under the lock alone, so the channel tells them. */
  private async succeedAll(tx: WriteTx, { teamId, userId, channels }: Departure): Promise<void> {
    for (const { id } of await tx.manager.findBy(ChannelEntity, { teamId, hostId: userId, kind: In([...roomKinds]) })) {
      if (!channels.includes(`channel:${id}`)) continue;
      const heirId = await this.heir(tx.manager, id, userId);
      if (heirId === undefined) continue;
      await this.handOver(tx, { channelId: id, heirId, actorId: userId }, [`channel:${id}`]);
    }
  }
}
