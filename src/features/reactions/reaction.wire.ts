import { ApiProperty } from '@nestjs/swagger';
import { User } from '../../core/users/user.wire.js';
import { PageCursors } from '../../platform/errors/page.dto.js';
import { Message } from '../messages/message.wire.js';
import type { ReactionEntity } from './reaction.entity.js';

/** Somebody put an emoji on a message or took it back. */
export class ReactionChange {
  id: string;
  messageId: string;
  channelId: string;
  /** @example "👍" */
  emoji: string;
  /** Whose it is. */
  userId: string;
  /** The message as it stands after it, with all reactions. */
  message: Message;
}

/** Somebody's emoji on a message. */
export class Reactor {
  /** @example "👍" */
  emoji: string;
  user: User;
  /** RFC 3339; when it was put there last. */
  createdAt: string;
}

/** A page of those who reacted to a message, the first at the beginning. */
export class ReactorPage extends PageCursors {
  @ApiProperty({ type: () => [Reactor] })
  items: Reactor[];
}

export function toReactionChange({ id, emoji, userId }: ReactionEntity, message: Message): ReactionChange {
  return { id, messageId: message.id, channelId: message.channelId, emoji, userId, message };
}

export function toReactor({ emoji, createdAt }: ReactionEntity, user: User): Reactor {
  return { emoji, user, createdAt: createdAt.toISOString() };
}
