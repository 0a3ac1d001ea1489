import { ApiProperty } from '@nestjs/swagger';
import { User } from '../../core/users/user.wire.js';
import { Media } from '../media/media.wire.js';
import type { MessageEntity } from './message.entity.js';
import type { ThreadEntity } from './thread.entity.js';

const kinds = ['text', 'system'] as const;
const everyones = ['channel', 'here'] as const;

/** Whom a message mentions. */
export class Mentions {
  /** Members of the channel who are named by `@username`, but for the author; at most the first 50. */
  userIds: string[];
  /** `@channel` for everybody in it, `@here` for those who are about; only from who may. */
  @ApiProperty({ enum: everyones, enumName: 'MentionsEveryone', nullable: true })
  everyone: (typeof everyones)[number] | null;
}

/** One emoji on a message. */
export class Reaction {
  /** @example "👍" */
  emoji: string;
  count: number;
  /** Who, the first at the beginning; at most 100, `reaction.list` has them all. */
  userIds: string[];
}

/** The conversation that hangs under a message: a channel of its own. */
export class Thread {
  channelId: string;
  /** The channel of the message that it hangs under. */
  parentId: string;
  rootMessageId: string;
  /** Replies that stand: deleted ones do not count. */
  replyCount: number;
  /** When the newest of them was sent, RFC 3339; null for none. */
  @ApiProperty({ type: String, nullable: true })
  lastReplyAt: string | null;
  /** Who wrote replies that stand: at most five, each once, whoever did so last at the beginning. */
  replierIds: string[];
  /** Grows with every change: of two copies the higher is the newer. */
  version: number;
}

/** What somebody said in a channel. One shape on REST and socket, the same for every viewer. */
export class Message {
  id: string;
  channelId: string;
  /** Gapless number in the channel, from 1; pages and read marks are by it. */
  seq: number;
  /** How many messages up to and including this one count as unread: of system messages a `call_missed` alone does. */
  counted: number;
  author: User;
  /** `text` by a person; `system` by the server, with what happened as JSON in the body. */
  @ApiProperty({ enum: kinds, enumName: 'MessageKind' })
  kind: 'text' | 'system';
  /**
   * Markdown as written, byte for byte. Blank for everybody once deleted. Of a system message JSON, by `event`: `member_joined`, `member_added`,
   * `member_left`, `host_changed` {userId}, `member_removed` {userId, reason?}, `channel_renamed` {from, to}, `topic_changed` {topic},
   * `visibility_changed` {visibility}, `channel_archived`, `channel_restored` {}, `message_pinned` {messageId}, `call_ended` {callId, seconds},
   * `call_missed` {callId}; its author did it, or began the call. @example "Good morning!"
   */
  body: string;
  @ApiProperty({ type: String, nullable: true })
  replyToId: string | null;
  /** What the author's client named it by, so that it recognises its own message; null for system messages. */
  @ApiProperty({ type: String, nullable: true })
  nonce: string | null;
  /** RFC 3339, UTC, milliseconds, by the server's clock. */
  createdAt: string;
  @ApiProperty({ type: String, nullable: true })
  editedAt: string | null;
  @ApiProperty({ type: String, nullable: true })
  deletedAt: string | null;
  mentions: Mentions;
  /** What hangs on it, in the order in which it was given. Its own versions tell the newer of two copies. */
  @ApiProperty({ type: () => [Media] })
  attachments: Media[];
  /** Each emoji once, the first used at the beginning. */
  @ApiProperty({ type: () => [Reaction] })
  reactions: Reaction[];
  /** What hangs under it; null for nothing yet. Its own version tells the newer of two copies. */
  @ApiProperty({ type: () => Thread, nullable: true })
  thread: Thread | null;
  @ApiProperty({ type: String, nullable: true })
  pinnedAt: string | null;
  /** Id of who pinned it. */
  @ApiProperty({ type: String, nullable: true })
  pinnedBy: string | null;
  /** Grows with every change: of two copies the higher is the newer. */
  version: number;
}

/** A page of a channel's messages, oldest first, from one consistent state. */
export class MessagePage {
  @ApiProperty({ type: () => [Message] })
  items: Message[];
  /** Whether there are older messages before the first of these. */
  hasBefore: boolean;
  /** Whether there are newer messages after the last of these. */
  hasAfter: boolean;
}

export function toThread(thread: ThreadEntity): Thread {
  const { channelId, parentId, rootMessageId, replyCount, lastReplyAt, replierIds, version } = thread;
  return {
    ...{ channelId, parentId, rootMessageId, replyCount, lastReplyAt: lastReplyAt?.toISOString() ?? null },
    ...{ replierIds: JSON.parse(replierIds) as string[], version },
  };
}

/** What hangs on a message and is stored elsewhere. */
export interface Attached {
  attachments: Media[];
  reactions: Reaction[];
  thread: Thread | null;
}

export function toMessage(
  message: MessageEntity,
  author: User,
  { attachments = [], reactions = [], thread = null }: Partial<Attached> = {},
): Message {
  return {
    id: message.id,
    channelId: message.channelId,
    seq: message.seq,
    counted: message.counted,
    author,
    kind: message.kind,
    body: message.deletedAt ? '' : message.body,
    replyToId: message.replyToId,
    nonce: message.nonce,
    createdAt: message.createdAt.toISOString(),
    editedAt: message.editedAt?.toISOString() ?? null,
    deletedAt: message.deletedAt?.toISOString() ?? null,
    mentions: message.mentions === null ? { userIds: [], everyone: null } : (JSON.parse(message.mentions) as Mentions),
    attachments,
    reactions,
    thread,
    pinnedAt: message.pinnedAt?.toISOString() ?? null,
    pinnedBy: message.pinnedBy,
    version: message.version,
  };
}
