import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { ChannelAccess } from '../../core/access/grants.js';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import { Memberships } from '../../core/access/memberships.js';
import { UsersService } from '../../core/users/users.service.js';
import { Database } from '../../platform/database/database.js';
import { Gathered } from '../../platform/database/gathered.js';
import type { StreamId } from '../../platform/database/ids.js';
import { placeholders } from '../../platform/database/sql.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { memberJoined, memberLeft, tellGone, tellMember } from '../channels/channel.facts.js';
import { toChannelMember, type ChannelMember, type ChannelMemberGone } from '../channels/channel.wire.js';
import { streamsOf } from './message-batch.js';
import { mentionsOf } from './message-mentions.js';
import type { Mentions } from './message.wire.js';

/** Somebody and a thread. */
type Pair = Pick<ChannelAccess, 'channelId' | 'userId'>;

/**
 * Who follows a thread is a member of its channel: it has a read mark there and hears of every reply. Others who may read the channel that it
 * hangs under may read it as well. Both streams are locked, so that nobody follows what is just being deleted.
 */
@Injectable()
export class ThreadFollowers {
  private readonly following = new Gathered((pairs: Pair[]) => this.database.read((reader) => follows(reader, pairs)));

  constructor(
    private readonly database: Database,
    private readonly memberships: Memberships,
    private readonly users: UsersService,
  ) {}

  /** Before a reply: whoever sends it follows, and so does whoever it mentions, for whom it is unread then. */
  async gather(access: ChannelAccess, body: string): Promise<void> {
    if (!(await this.following.of(access))) await this.follow(access);
    const people = body.includes('@') ? await this.database.read((reader) => newcomers(reader, access, body)) : [];
    if (people.length === 0) return;
    const streams = people.map((userId): StreamId => `user:${userId}`);
    await this.database.write([access, ...streamsOf(access.channel), ...streams], async (tx) => {
      const { channelId, channel } = access;
      const members = await joinedOf(tx.manager, channel.parentId!, people); // some may just have left
      for (const userId of members) await this.enter(tx, channelId, userId);
    });
  }

  /** Who follows already stays. */
  follow(access: ChannelAccess): Promise<ChannelMember> {
    const { channelId, userId } = access;
    return this.database.write([access, ...streamsOf(access.channel), `user:${userId}`], async (tx) => {
      const entered = await this.enter(tx, channelId, userId);
      if (entered) return entered;
      const member = await tx.manager.findOneByOrFail(ChannelMemberEntity, { channelId, userId });
      return toChannelMember(member, await this.users.presentOne(tx.manager, userId));
    });
  }

  /** Who does not follow is answered the same: with version 0 who never did. */
  unfollow(access: ChannelAccess): Promise<ChannelMemberGone> {
    const { channelId, userId } = access;
    return this.database.write([access, `user:${userId}`], async (tx) => {
      const gone = await this.memberships.leaveChannel(tx, { channelId, userId }, 'left');
      if (gone) return tellGone(tx, memberLeft, gone);
      const before = await tx.manager.findOneBy(ChannelMemberEntity, { channelId, userId });
      return { channelId, userId, version: before?.version ?? 0 };
    });
  }

  /** In a transaction that holds the thread's stream and the person's. Answers undefined for who follows already. */
  async enter(tx: WriteTx, channelId: string, userId: string): Promise<ChannelMember | undefined> {
    const member = await this.memberships.joinChannel(tx, { channelId, userId, role: 'member' });
    return member && tellMember(tx, memberJoined, member, await this.users.presentOne(tx.manager, userId));
  }
}

/** Whether each of them follows. */
async function follows(reader: EntityManager, pairs: Pair[]): Promise<boolean[]> {
  const rows: Pair[] = await reader.query(
    `SELECT channelId, userId FROM channel_members WHERE state = 'joined' AND (channelId, userId) IN (${placeholders(pairs.length, 2)})`,
    pairs.flatMap(({ channelId, userId }) => [channelId, userId]),
  );
  return pairs.map((pair) => rows.some((row) => row.channelId === pair.channelId && row.userId === pair.userId));
}

/** Whom a reply mentions that do not follow yet. */
async function newcomers(reader: EntityManager, access: ChannelAccess, body: string): Promise<string[]> {
  const [mentions] = await mentionsOf(reader, [{ body, standing: access.channel }]);
  if (!mentions) return [];
  const { userIds } = JSON.parse(mentions) as Mentions;
  const following = await joinedOf(reader, access.channelId, userIds);
  return userIds.filter((userId) => !following.includes(userId));
}

/** Who of them is in the channel. */
async function joinedOf(reader: EntityManager, channelId: string, userIds: string[]): Promise<string[]> {
  const members = await reader.findBy(ChannelMemberEntity, { channelId, userId: In(userIds), state: 'joined' });
  return members.map(({ userId }) => userId);
}
