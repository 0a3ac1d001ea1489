import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { StreamId } from '../../platform/database/ids.js';
import { placeholders, sqlTime } from '../../platform/database/sql.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { StreamDirectory } from '../../platform/realtime/stream-directory.js';
import { isBanned, noBan, refuseBanned, type Ban } from './bans.js';
import { ChannelMemberEntity, TeamMemberEntity, type MemberState } from './member.entities.js';
import type { ChannelRole, TeamRole } from './roles.js';
import { isWithheld, lacksSecondFactor, withoutWithheld } from './withholding.js';

/** Whom and where. */
interface InTeam {
  teamId: string;
  userId: string;
}
interface InChannel {
  channelId: string;
  userId: string;
}
type Ended = Exclude<MemberState, 'joined'>;

/**
 * Who is in what. Rows and rooms change together here, in the caller's transaction, which has locked the team's or the channel's stream;
 * the facts are the feature's to tell. Joining a team joins its public channels, leaving it leaves all its channels.
 */
@Injectable()
export class Memberships extends StreamDirectory {
  override async streamsOf(reader: EntityManager, userIds: readonly string[]): Promise<Map<string, StreamId[]>> {
    const streams = new Map(userIds.map((userId) => [userId, [`user:${userId}` as StreamId]]));
    if (userIds.length === 0) return streams;
    const among = `userId IN ${placeholders(1, userIds.length)} AND state = 'joined'`;
    const rows: { userId: string; id: StreamId; withheld: number }[] = await reader.query(
      `SELECT userId, CONCAT('team:', teamId) AS id, withheld FROM team_members WHERE ${among}
       UNION ALL SELECT userId, CONCAT('channel:', channelId), 0 FROM channel_members WHERE ${among}`,
      [...userIds, ...userIds],
    );
    for (const { userId, id } of rows) streams.get(userId)?.push(id);
    const kept = new Set(rows.filter(({ withheld }) => Number(withheld) === 1).map(({ userId }) => userId));
    if (kept.size > 0) await withoutWithheld(reader, streams, [...kept]);
    return streams;
  }

  /** The streams of the person's teams: to be locked by whoever changes what team mates see of them. */
  async teamStreams(reader: EntityManager, userId: string): Promise<StreamId[]> {
    const members = await reader.findBy(TeamMemberEntity, { userId, state: 'joined' });
    return members.map(({ teamId }): StreamId => `team:${teamId}`);
  }

  /** The streams of the team's channels that the person is in: to be locked by whoever takes them out of the team. */
  async channelStreams(reader: EntityManager, { teamId, userId }: InTeam): Promise<StreamId[]> {
    const rows: { id: StreamId }[] = await reader.query(
      `SELECT CONCAT('channel:', cm.channelId) AS id FROM channel_members cm JOIN channels c ON c.id = cm.channelId
       WHERE cm.userId = ? AND c.teamId = ? AND cm.state = 'joined'`,
      [userId, teamId],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Makes the person a member of the team and, unless they are a guest, of its public channels as `joinPublicChannels` says. Whoever was removed
   * comes back like anybody else; whoever is banned does not before the ban has ended or was lifted.
   * @throws Problem `team.member_exists`, `team.banned`.
   */
  async joinTeam(tx: WriteTx, { teamId, userId, role }: InTeam & { role: TeamRole }): Promise<TeamMemberEntity> {
    const { manager, now } = tx;
    const before = await manager.findOneBy(TeamMemberEntity, { teamId, userId });
    if (before?.state === 'joined') throw fail('team.member_exists');
    if (before && isBanned(before, now)) throw refuseBanned('team.banned', before);
    const withheld = await lacksSecondFactor(manager, { teamId, userId });
    const member = {
      ...{ teamId, userId, role, state: 'joined' as const, joinedAt: now, version: (before?.version ?? 0) + 1 },
      ...{ ...noBan, withheld },
    };
    await manager.upsert(TeamMemberEntity, member, ['teamId', 'userId']);
    if (role !== 'guest') await this.joinPublicChannels(tx, { teamId, userId });
    if (!withheld) tx.admit(`user:${userId}`, [`team:${teamId}`]);
    return manager.create(TeamMemberEntity, member);
  }

  /**
   * Makes somebody who is no guest (any more) a member of the team's public channels, except those that they left, were removed or are banned from.
   * Everybody who is not banned comes back to general.
   */
  async joinPublicChannels(tx: WriteTx, { teamId, userId }: InTeam): Promise<void> {
    const channels = await this.joinableChannels(tx, { teamId, userId });
    if (channels.length === 0) return;
    const members = channels.map(({ channelId, version, seq, counted }) => ({
      ...{ channelId, userId, role: 'member' as const, state: 'joined' as const, joinedAt: tx.now },
      ...{ version: (version ?? 0) + 1, readSeq: seq, readCounted: counted },
      ...noBan,
    }));
    await tx.manager.upsert(ChannelMemberEntity, members, ['channelId', 'userId']);
    if (await tx.manager.existsBy(TeamMemberEntity, { teamId, userId, withheld: true })) return;
    tx.admit(
      `user:${userId}`,
      channels.map(({ channelId }): StreamId => `channel:${channelId}`),
    );
  }

  /** Ends the membership and all those in the team's channels, whose streams (`channelStreams`) the caller has locked. */
  async leaveTeam(tx: WriteTx, { teamId, userId }: InTeam, state: Ended): Promise<TeamMemberEntity> {
    const member = await tx.manager.findOneBy(TeamMemberEntity, { teamId, userId, state: 'joined' });
    if (!member) throw fail('not_found');
    const ended = { ...member, state, version: member.version + 1 };
    await tx.manager.update(TeamMemberEntity, { teamId, userId }, { state, version: ended.version });
    const streams = await this.channelStreams(tx.manager, { teamId, userId });
    await tx.manager.query(
      `UPDATE channel_members SET state = 'parted', version = version + 1
       WHERE userId = ? AND state = 'joined' AND channelId IN (SELECT id FROM channels WHERE teamId = ?)`,
      [userId, teamId],
    );
    tx.expel(`user:${userId}`, [`team:${teamId}`, ...streams]);
    return ended;
  }

  /**
   * Keeps somebody out of the team who is not in it (any more). Nobody is told, so the version stays: what members and the person were told of it
   * is that they went. A later ban takes the place of the one before. The role says who stands above them.
   */
  async banFromTeam(
    tx: WriteTx,
    { teamId, userId, role }: InTeam & { role: TeamRole },
    ban: Ban,
  ): Promise<TeamMemberEntity> {
    const before = await tx.manager.findOneBy(TeamMemberEntity, { teamId, userId });
    const version = before?.version ?? 0;
    const banned = { teamId, userId, role, version, state: 'banned' as const, joinedAt: tx.now, ...ban };
    await tx.manager.upsert(TeamMemberEntity, banned, ['teamId', 'userId']);
    return tx.manager.create(TeamMemberEntity, banned);
  }

  /**
   * Makes the person a member of the channel, with everything up to now read. Answers undefined when they are one already.
   * @throws Problem `channel.banned`.
   */
  async joinChannel(
    tx: WriteTx,
    { channelId, userId, role }: InChannel & { role: ChannelRole },
  ): Promise<ChannelMemberEntity | undefined> {
    const before = await tx.manager.findOneBy(ChannelMemberEntity, { channelId, userId });
    if (before?.state === 'joined') return undefined;
    if (before && isBanned(before, tx.now)) throw refuseBanned('channel.banned', before);
    const [head]: { seq: number; counted: number }[] = await tx.manager.query(
      'SELECT seq, counted FROM streams WHERE id = ?',
      [`channel:${channelId}`],
    );
    const member = {
      ...{ channelId, userId, role, state: 'joined' as const, joinedAt: tx.now, version: (before?.version ?? 0) + 1 },
      ...{ readSeq: head?.seq ?? 0, readCounted: head?.counted ?? 0 },
      ...noBan,
    };
    await tx.manager.upsert(ChannelMemberEntity, member, ['channelId', 'userId']);
    if (!(await isWithheld(tx.manager, { channelId, userId }))) tx.admit(`user:${userId}`, [`channel:${channelId}`]);
    return tx.manager.create(ChannelMemberEntity, member);
  }

  /** Ends the membership in the channel. Answers undefined when there is none. */
  async leaveChannel(
    tx: WriteTx,
    { channelId, userId }: InChannel,
    state: Ended,
  ): Promise<ChannelMemberEntity | undefined> {
    const member = await tx.manager.findOneBy(ChannelMemberEntity, { channelId, userId, state: 'joined' });
    if (!member) return undefined;
    const ended = { ...member, state, version: member.version + 1 };
    await tx.manager.update(ChannelMemberEntity, { channelId, userId }, { state, version: ended.version });
    const threads = await this.leaveThreads(tx, { channelId, userId });
    tx.expel(`user:${userId}`, [`channel:${channelId}`, ...threads]);
    return ended;
  }

  /** Whoever leaves a channel follows none of its threads any more. They have no facts of their own for it: their streams are gone for the person. */
  private async leaveThreads(tx: WriteTx, { channelId, userId }: InChannel): Promise<StreamId[]> {
    const rows: { id: StreamId }[] = await tx.manager.query(
      `SELECT CONCAT('channel:', cm.channelId) AS id FROM channel_members cm JOIN channels c ON c.id = cm.channelId
       WHERE cm.userId = ? AND cm.state = 'joined' AND c.parentId = ?`,
      [userId, channelId],
    );
    if (rows.length === 0) return [];
    await tx.manager.query(
      `UPDATE channel_members SET state = 'parted', version = version + 1
       WHERE userId = ? AND state = 'joined' AND channelId IN (SELECT id FROM channels WHERE parentId = ?)`,
      [userId, channelId],
    );
    return rows.map(({ id }) => id);
  }

  /** Makes all members of the team, guests excluded, members of a public channel that this transaction creates. */
  async joinEverybody(tx: WriteTx, { channelId, teamId }: { channelId: string; teamId: string }): Promise<void> {
    await tx.manager.query(
      `INSERT INTO channel_members (channelId, userId, role, state, joinedAt, version, readSeq, readCounted)
       SELECT c.id, tm.userId, CASE WHEN tm.userId = c.hostId THEN 'host' ELSE 'member' END, 'joined', c.createdAt, 1, 0, 0
       FROM channels c JOIN team_members tm ON tm.teamId = c.teamId
       WHERE c.id = ? AND tm.state = 'joined' AND tm.role <> 'guest'`,
      [channelId],
    );
    const guests = await tx.manager.findBy(TeamMemberEntity, { teamId, state: 'joined', role: 'guest' });
    tx.admit(
      `team:${teamId}`,
      [`channel:${channelId}`],
      guests.map(({ userId }) => `user:${userId}`),
    );
  }

  /**
   * Makes these people, whose own streams are locked, the members of a DM that this transaction creates: for good. It shows itself to its opener,
   * and to the others when something is said in it.
   */
  async joinDirect(
    tx: WriteTx,
    { channelId, userIds, openerId }: { channelId: string; userIds: string[]; openerId: string },
  ): Promise<void> {
    const members = userIds.map((userId) => ({
      ...{ channelId, userId, role: 'member' as const, state: 'joined' as const, joinedAt: tx.now, version: 1 },
      ...{ readSeq: 0, readCounted: 0, closedSeq: userId === openerId ? null : 0 },
    }));
    await tx.manager.insert(ChannelMemberEntity, members);
    for (const userId of userIds) tx.admit(`user:${userId}`, [`channel:${channelId}`]);
  }

  /** With the version of a membership before, and with how far the channel is: what a newcomer counts as read. A ban outweighs even general. */
  private joinableChannels(
    { manager, now }: WriteTx,
    { teamId, userId }: InTeam,
  ): Promise<{ channelId: string; version: number | null; seq: number; counted: number }[]> {
    return manager.query(
      `SELECT c.id AS channelId, cm.version, s.seq, s.counted FROM channels c
       JOIN streams s ON s.id = CONCAT('channel:', c.id)
       LEFT JOIN channel_members cm ON cm.channelId = c.id AND cm.userId = ?
       WHERE c.teamId = ? AND c.visibility = 'public'
         AND (cm.state IS NULL OR cm.state = 'parted' OR (c.isGeneral AND cm.state <> 'joined'
           AND NOT (cm.state = 'banned' AND (cm.bannedUntil IS NULL OR cm.bannedUntil > ?))))`,
      [userId, teamId, sqlTime(now)],
    );
  }
}
