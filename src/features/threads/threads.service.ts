import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ChannelAccess, MessageAccess } from '../../core/access/grants.js';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import { Database } from '../../platform/database/database.js';
import { newId, type StreamId } from '../../platform/database/ids.js';
import { writeFound } from '../../platform/database/write-found.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import type { PageDto } from '../../platform/errors/page.dto.js';
import { fail } from '../../platform/errors/problem.js';
import { channelCreated, tellChannel } from '../channels/channel.facts.js';
import type { ChannelMember, ChannelMemberGone } from '../channels/channel.wire.js';
import { insertChannel } from '../channels/new-channel.js';
import { MessageEntity } from '../messages/message.entity.js';
import { toThread, type Thread } from '../messages/message.wire.js';
import { threadUpdated } from '../messages/messages.broadcaster.js';
import { ThreadEntity } from '../messages/thread.entity.js';
import { ThreadFollowers } from '../messages/thread-followers.js';
import type { ThreadPage, ThreadView } from './thread.wire.js';
import { ThreadsQueries } from './threads.queries.js';

/** Opens, shows and follows threads. Replies are sent as to any channel. */
@Injectable()
export class ThreadsService {
  constructor(
    private readonly database: Database,
    private readonly queries: ThreadsQueries,
    private readonly followers: ThreadFollowers,
  ) {}

  /**
   * Answers the thread under the message, which the caller follows from then on; made under the lock of the channel's stream if there is none.
   * @throws Problem `message.thread_nested`, and for a message that has none yet `message.system`, `message.deleted`.
   */
  async open(access: MessageAccess): Promise<Thread> {
    const { messageId, userId, message } = access;
    if (message.kind === 'thread') throw fail('message.thread_nested');
    const streams = [access, `user:${userId}`, `user:${message.authorId}`] as const;
    const present = (reader: EntityManager) => threadStreams(reader, messageId);
    return writeFound(this.database, streams, present, async (tx, [begun]) => {
      if (!begun) return this.begin(tx, access);
      const thread = await tx.manager.findOneByOrFail(ThreadEntity, { rootMessageId: messageId });
      await this.followers.enter(tx, thread.channelId, userId);
      return toThread(thread);
    });
  }

  view({ messageId }: MessageAccess): Promise<ThreadView> {
    return this.database.snapshot((reader) => this.queries.view(reader, messageId));
  }

  list({ channelId }: ChannelAccess, page: PageDto): Promise<ThreadPage> {
    return this.database.snapshot((reader) => this.queries.list(reader, channelId, page));
  }

  follow(access: ChannelAccess): Promise<ChannelMember> {
    return this.followers.follow(access);
  }

  unfollow(access: ChannelAccess): Promise<ChannelMemberGone> {
    return this.followers.unfollow(access);
  }

  /** Nobody leads it; `hostId` is who opened it. The caller follows it, and so does the message's author who is still there. */
  private async begin(tx: WriteTx, { messageId, userId, message, stream }: MessageAccess): Promise<Thread> {
    const { channelId: parentId, authorId } = message;
    await requireRoot(tx.manager, messageId);
    const channelId = newId();
    const channel = await insertChannel(tx, {
      ...({ id: channelId, slug: channelId, kind: 'thread', visibility: 'private' } as const), // its address is its id
      ...{ teamId: message.teamId, hostId: userId, parentId, rootMessageId: messageId },
    });
    const thread = {
      ...{ channelId, parentId, rootMessageId: messageId },
      ...{ replyCount: 0, lastReplyAt: null, replierIds: '[]', version: 1 },
    };
    await tx.manager.insert(ThreadEntity, { ...thread });
    tellChannel(tx, channelCreated, channel);
    await this.followers.enter(tx, channelId, userId);
    const stays = await tx.manager.existsBy(ChannelMemberEntity, {
      channelId: parentId,
      userId: authorId,
      state: 'joined',
    });
    if (stays) await this.followers.enter(tx, channelId, authorId);
    const told = toThread(thread);
    tx.change(stream, threadUpdated, channelId, told);
    return told;
  }
}

async function requireRoot(manager: EntityManager, id: string): Promise<void> {
  const root = await manager.findOneByOrFail(MessageEntity, { id }); // the grant stands, so it exists
  if (root.kind === 'system') throw fail('message.system');
  if (root.deletedAt) throw fail('message.deleted');
}

/** The stream of the thread under a message; none without one. */
async function threadStreams(reader: EntityManager, rootMessageId: string): Promise<StreamId[]> {
  const thread = await reader.findOneBy(ThreadEntity, { rootMessageId });
  return thread ? [`channel:${thread.channelId}`] : [];
}
