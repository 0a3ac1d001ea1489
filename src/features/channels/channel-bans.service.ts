import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { banOf, isBanned, noBan, type Ban } from '../../core/access/bans.js';
import { peopleOf, toKeptOut } from '../../core/access/ban.wire.js';
import type { ChannelAccess } from '../../core/access/grants.js';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import { requireOneName } from '../../core/users/user.rules.js';
import { UsersService } from '../../core/users/users.service.js';
import { Database } from '../../platform/database/database.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import type { ChannelBan, ChannelBanLifted } from './channel-ban.wire.js';
import type { BanChannelMemberDto } from './channel-bans.dto.js';
import { ChannelExit } from './channel-exit.js';
import { requireFreeToGo, requireMayKeepOut, requireMayRemove } from './channel-ranks.js';
import { ChannelRecords } from './channel-records.js';

/** Whom to name: somebody of the team, or somebody who was in the channel once. */
type Whom = Pick<BanChannelMemberDto, 'userId' | 'username'>;

/** Who is kept out of a channel: they neither see it as visitors nor come in by any way, until the ban ends or is lifted. */
@Injectable()
export class ChannelBansService {
  constructor(
    private readonly database: Database,
    private readonly exit: ChannelExit,
    private readonly records: ChannelRecords,
    private readonly users: UsersService,
  ) {}

  /**
   * Takes somebody out, where they are in, and keeps them out. A later ban takes the place of the one before.
   * @throws Problem `not_found`, `channel.general_required`, `channel.host_required`, `access.denied`.
   */
  async ban(access: ChannelAccess, { userId: id, username, ...terms }: BanChannelMemberDto): Promise<ChannelBan> {
    const { channelId } = access;
    const userId = await this.database.read((reader) => findPerson(reader, access, { userId: id, username }));
    return this.database.write([access, `user:${userId}`], async (tx) => {
      const ban = banOf(terms, access.userId, tx.now);
      await requireMayKeepOut(tx.manager, access, userId);
      await requireFreeToGo(tx.manager, access, userId);
      const before = await tx.manager.findOneBy(ChannelMemberEntity, { channelId, userId });
      const stands = before !== null && (before.state === 'joined' || isBanned(before, tx.now));
      const role = stands ? before.role : 'member'; // who went by themselves stands below those who lead
      await requireMayRemove(tx.manager, access, role);
      if (before?.state === 'joined')
        await this.exit.remove(tx, access, { userId, state: 'banned', reason: terms.reason });
      const banned = await keepOut(tx, { channelId, userId, role }, ban);
      const detail = { reason: ban.banReason, expiresAt: ban.bannedUntil?.toISOString() ?? null };
      await this.records.act(tx, access, { action: 'channel.member.banned', userId, detail });
      return { channelId, ...toKeptOut(banned, await this.users.present(tx.manager, peopleOf(banned))) };
    });
  }

  /** Lets somebody come again whom the caller may ban; back in they are not by it. @throws Problem `not_found` for who is not banned, `access.denied`. */
  unban(access: ChannelAccess, userId: string): Promise<ChannelBanLifted> {
    const whom = { channelId: access.channelId, userId };
    return this.database.write([access], async (tx) => {
      const before = await tx.manager.findOneBy(ChannelMemberEntity, whom);
      if (!before || !isBanned(before, tx.now)) throw fail('not_found');
      await requireMayKeepOut(tx.manager, access, userId);
      await requireMayRemove(tx.manager, access, before.role);
      await tx.manager.update(ChannelMemberEntity, whom, { state: 'removed', ...noBan });
      await this.records.act(tx, access, { action: 'channel.member.unbanned', userId });
      return whom;
    });
  }
}

/**
 * Keeps somebody out who is not in (any more). `joinedAt` becomes when the ban began, and the role says who may lift it. The version stays, because
 * nobody is told of the ban: what was told is that they went.
 */
async function keepOut(
  { manager, now }: WriteTx,
  { channelId, userId, role }: Pick<ChannelMemberEntity, 'channelId' | 'userId' | 'role'>,
  ban: Ban,
): Promise<ChannelMemberEntity> {
  const before = await manager.findOneBy(ChannelMemberEntity, { channelId, userId });
  const { version, readSeq, readCounted } = before ?? { version: 0, readSeq: 0, readCounted: 0 };
  const banned = {
    ...{ channelId, userId, role, state: 'banned' as const, joinedAt: now },
    ...{ version, readSeq, readCounted },
    ...ban,
  };
  await manager.upsert(ChannelMemberEntity, banned, ['channelId', 'userId']);
  return manager.create(ChannelMemberEntity, banned);
}

async function findPerson(reader: EntityManager, { channelId, channel }: ChannelAccess, whom: Whom): Promise<string> {
  requireOneName(whom);
  const { userId, username } = whom;
  const rows: { id: string }[] = await reader.query(
    `SELECT u.id FROM users u WHERE ${userId === undefined ? 'u.username' : 'u.id'} = ?
       AND (EXISTS (SELECT 1 FROM team_members tm WHERE tm.userId = u.id AND tm.teamId = ? AND tm.state = 'joined')
         OR EXISTS (SELECT 1 FROM channel_members cm WHERE cm.userId = u.id AND cm.channelId = ?))`,
    [userId ?? username, channel.teamId, channelId],
  );
  if (!rows[0]) throw fail('not_found', { detail: 'Only members of the team can be banned from its channels.' });
  return rows[0].id;
}
