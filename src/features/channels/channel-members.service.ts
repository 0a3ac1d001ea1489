import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ChannelAccess } from '../../core/access/grants.js';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import type { ChannelRole } from '../../core/access/roles.js';
import { channelStanding } from '../../core/access/standing.js';
import type { Detail } from '../../core/audit/audit.js';
import { requireOneName } from '../../core/users/user.rules.js';
import { Database } from '../../platform/database/database.js';
import { streamSubject, type StreamId } from '../../platform/database/ids.js';
import { fail } from '../../platform/errors/problem.js';
import { writeFound } from '../../platform/database/write-found.js';
import { ChannelEntry } from './channel-entry.js';
import { ChannelExit } from './channel-exit.js';
import { ChannelHosts } from './channel-hosts.js';
import { memberOf, requireFreeToGo } from './channel-ranks.js';
import { ChannelRecords } from './channel-records.js';
import { ChannelEntity } from './channel.entity.js';
import { teamStream } from './channel.facts.js';
import type { ChannelMember, ChannelMemberGone } from './channel.wire.js';
import type { AddChannelMemberDto } from './channels.dto.js';

/** Who comes, goes and leads in a channel. Each is told to the channel and to the person, and stands in the timeline. */
@Injectable()
export class ChannelMembersService {
  constructor(
    private readonly database: Database,
    private readonly entry: ChannelEntry,
    private readonly exit: ChannelExit,
    private readonly hosts: ChannelHosts,
    private readonly records: ChannelRecords,
  ) {}

  /** Who is in already stays. @throws Problem `channel.join_request_required`. */
  join(access: ChannelAccess): Promise<ChannelMember> {
    const { channelId, userId } = access;
    return this.database.write(this.entry.streams(access, userId), async (tx) => {
      const standing = await channelStanding(tx.manager, userId, { channelId });
      if (standing?.visibility === 'request' && standing.channelRole === null)
        throw fail('channel.join_request_required');
      return this.entry.enter(tx, access, userId);
    });
  }

  /** Lets somebody of the team in; who is in already stays. @throws Problem `not_found` for anybody else, `channel.banned`. */
  async add(access: ChannelAccess, whom: AddChannelMemberDto): Promise<ChannelMember> {
    const { teamId } = access.channel;
    const userId = await this.database.read((reader) => findInTeam(reader, teamId, whom));
    return this.database.write(this.entry.streams(access, userId), (tx) => this.entry.enter(tx, access, userId));
  }

  /** The host who leaves is followed by the oldest moderator, else by the oldest member. @throws Problem `channel.general_required`, `channel.host_required`. */
  leave(access: ChannelAccess): Promise<ChannelMemberGone> {
    const { channelId, userId, channel } = access;
    const follower = (reader: EntityManager) => this.followerStream(reader, access);
    return writeFound(
      this.database,
      [access, `user:${userId}`, ...teamStream(channel)],
      follower,
      async (tx, [heir]) => {
        await requireFreeToGo(tx.manager, access, userId);
        const { role } = await memberOf(tx.manager, channelId, userId);
        if (role === 'host' && !heir) await requireUnhidden(tx.manager, channelId);
        const told = await this.exit.leave(tx, access);
        if (heir) await this.hosts.handOver(tx, { channelId, heirId: streamSubject(heir), actorId: userId });
        return told;
      },
    );
  }

  /** `host` hands the channel over. @throws Problem `channel.host_required` for another role for the host, who hands over first. */
  update(access: ChannelAccess, userId: string, role: ChannelRole): Promise<ChannelMember> {
    const { channelId, channel } = access;
    const people = async (reader: EntityManager) => [
      ...(await hostStream(reader, channelId)),
      `user:${userId}` as const,
    ];
    return writeFound(this.database, [access, ...teamStream(channel)], people, async (tx) => {
      const member = await memberOf(tx.manager, channelId, userId);
      if (member.role === role) return this.hosts.present(tx, member);
      if (member.role === 'host') throw fail('channel.host_required');
      const act = { action: 'channel.member.updated', userId, detail: { role, roleBefore: member.role } } as const;
      if (userId !== access.userId || role === 'host') await this.records.act(tx, access, act); // stepping down is one's own affair
      if (role !== 'host') return this.hosts.setRole(tx, member, role);
      return this.hosts.handOver(tx, { channelId, heirId: userId, actorId: access.userId });
    });
  }

  /** Moderators remove members only. @throws Problem `channel.general_required`, `channel.host_required`, `access.denied`. */
  remove(access: ChannelAccess, userId: string, reason?: string): Promise<ChannelMemberGone> {
    return this.database.write([access, `user:${userId}`], async (tx) => {
      const told = await this.exit.remove(tx, access, { userId, state: 'removed', reason });
      const detail: Detail = reason === undefined ? {} : { reason };
      if (userId !== access.userId)
        await this.records.act(tx, access, { action: 'channel.member.removed', userId, detail });
      return told;
    });
  }

  /** The stream of who becomes host when the caller leaves: none when the caller is not host, or alone. */
  private async followerStream(reader: EntityManager, { channelId, userId }: ChannelAccess): Promise<StreamId[]> {
    const isHost = await reader.existsBy(ChannelMemberEntity, { channelId, userId, state: 'joined', role: 'host' });
    const heir = isHost ? await this.hosts.heir(reader, channelId, userId) : undefined;
    return heir === undefined ? [] : [`user:${heir}`];
  }
}

/** The last one may go from a listed channel, into which others find. @throws Problem `channel.host_required`. */
async function requireUnhidden(manager: EntityManager, id: string): Promise<void> {
  if (await manager.existsBy(ChannelEntity, { id, visibility: 'private' })) throw fail('channel.host_required');
}

async function hostStream(reader: EntityManager, channelId: string): Promise<StreamId[]> {
  const hosts = await reader.findBy(ChannelMemberEntity, { channelId, state: 'joined', role: 'host' });
  return hosts.map(({ userId }): StreamId => `user:${userId}`);
}

async function findInTeam(reader: EntityManager, teamId: string | null, whom: AddChannelMemberDto): Promise<string> {
  requireOneName(whom);
  const { userId, username } = whom;
  const rows: { userId: string }[] = await reader.query(
    `SELECT tm.userId FROM team_members tm JOIN users u ON u.id = tm.userId
     WHERE tm.teamId = ? AND tm.state = 'joined' AND u.disabledAt IS NULL AND ${userId === undefined ? 'u.username' : 'u.id'} = ?`,
    [teamId, userId ?? username],
  );
  if (!rows[0]) throw fail('not_found', { detail: 'Only members of the team can be added to its channels.' });
  return rows[0].userId;
}
