import { Injectable } from '@nestjs/common';
import type { ChannelAccess, MessageAccess } from '../../core/access/grants.js';
import { Audit } from '../../core/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import { Shared } from '../../platform/database/shared.js';
import type { FactType } from '../../platform/changes/facts.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { removeAttached } from '../media/media-attachments.js';
import { FloodGuard } from './flood-guard.js';
import { streamsOf } from './message-batch.js';
import { keepVersion } from './message-edits.js';
import { deleteMentions, insertMentions, mentionsOf } from './message-mentions.js';
import { MessageSending } from './message-sending.js';
import { MessageEntity } from './message.entity.js';
import type { Message, MessagePage } from './message.wire.js';
import { messageDeleted, messageUpdated } from './messages.broadcaster.js';
import { saysSomething, type EditMessageDto, type ListMessagesDto, type SendMessageDto } from './messages.dto.js';
import { MessagesQueries } from './messages.queries.js';
import { repliesWent } from './thread-replies.js';

/** What becomes of a message, or nothing. */
type Changes = Partial<MessageEntity> | undefined;

/** What people do with messages, the same in every kind of channel. */
@Injectable()
export class MessagesService {
  /** A page is the same for everybody who may read it, and after a cut all of a channel ask for its newest at once. */
  private readonly pages = new Shared<MessagePage>();

  constructor(
    private readonly database: Database,
    private readonly queries: MessagesQueries,
    private readonly sending: MessageSending,
    private readonly flood: FloodGuard,
    private readonly audit: Audit,
  ) {}

  send(access: ChannelAccess, input: SendMessageDto): Promise<Message> {
    return this.sending.send(access, input);
  }

  list({ channelId }: ChannelAccess, asked: ListMessagesDto): Promise<MessagePage> {
    const { before, after, around, limit } = asked;
    return this.pages.of([channelId, before, after, around, limit].join(' '), () =>
      this.database.read((reader) => this.queries.page(reader, channelId, asked)),
    );
  }

  open({ messageId }: MessageAccess): Promise<Message> {
    return this.database.read((reader) => this.queries.byId(reader, messageId));
  }

  /** Editing to the same text changes nothing. @throws Problem `message.deleted`, `rate.limited`. */
  async edit(access: MessageAccess, { body }: EditMessageDto): Promise<Message> {
    this.flood.admitEdit(access.userId);
    return this.revise(access, messageUpdated, async (tx, before) => {
      if (before.deletedAt) throw fail('message.deleted');
      if (before.mediaCount === 0 && !saysSomething(body)) throw saysNothing();
      if (before.body === body) return undefined;
      const [mentions = null] = await mentionsOf(tx.manager, [{ body, standing: access.message }]);
      tx.leave([...keepVersion(before), ...deleteMentions(before), ...insertMentions([{ ...before, mentions }])]);
      return { body, mentions, editedAt: tx.now };
    });
  }

  /** Leaves a tombstone, blank for everybody, that is not pinned, mentions nobody and has nothing attached. Deleting twice changes nothing. */
  remove(access: MessageAccess): Promise<Message> {
    return this.revise(access, messageDeleted, async (tx, before) => {
      if (before.deletedAt) return undefined;
      tx.leave(deleteMentions(before));
      if (before.mediaCount > 0) await removeAttached(tx, before.id);
      return { deletedAt: tx.now, mentions: null, mediaCount: 0, pinnedAt: null, pinnedBy: null };
    });
  }

  private revise(
    access: MessageAccess,
    type: FactType<Message>,
    change: (tx: WriteTx, before: MessageEntity) => Changes | Promise<Changes>,
  ): Promise<Message> {
    const { channelId, parentId } = access.message;
    return this.database.write([access, ...streamsOf(access.message)], async (tx) => {
      const { messageId: id } = access;
      const before = await tx.manager.findOneBy(MessageEntity, { id });
      if (!before) throw fail('not_found');
      if (before.kind === 'system') throw fail('access.denied', { permission: access.permission });
      const changes = await change(tx, before);
      if (changes) await tx.manager.update(MessageEntity, { id }, { ...changes, version: before.version + 1 });
      const message = await this.queries.byId(tx.manager, id);
      if (changes) tx.change(access.stream, type, id, message);
      if (changes?.deletedAt && parentId !== null) await repliesWent(tx, channelId, 1);
      if (changes?.deletedAt && before.authorId !== access.userId) await this.recordDeletion(tx, access);
      return message;
    });
  }

  /** Of the room, also for what was said in a thread under it. What was said is not recorded. */
  private async recordDeletion(tx: WriteTx, { userId: actorId, messageId, message }: MessageAccess): Promise<void> {
    const { teamId, authorId: userId, parentId, channelId } = message;
    const where = { channelId: parentId ?? channelId, detail: { messageId } };
    await this.audit.record(tx, teamId, { actorId, action: 'message.deleted', userId, ...where });
  }
}

function saysNothing() {
  const message = 'body must not be blank where nothing is attached';
  return fail('validation.failed', { fields: [{ field: 'body', rule: 'notBlank', message }] });
}
