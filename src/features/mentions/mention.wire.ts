import { ApiProperty } from '@nestjs/swagger';
import { PageCursors } from '../../platform/errors/page.dto.js';
import { Message } from '../messages/message.wire.js';

/** A message that mentions the viewer, by name or with everybody. */
export class Mention {
  channelId: string;
  message: Message;
  /** Whether the viewer's read mark has reached it. In a thread that they do not follow they have none. */
  read: boolean;
}

/** A page of mentions, the newest at the beginning. */
export class MentionPage extends PageCursors {
  @ApiProperty({ type: () => [Mention] })
  items: Mention[];
}
