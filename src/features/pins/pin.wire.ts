import { ApiProperty } from '@nestjs/swagger';
import { PageCursors } from '../../platform/errors/page.dto.js';
import { Message } from '../messages/message.wire.js';

/** A page of a channel's pinned messages, the newest pin first. */
export class PinPage extends PageCursors {
  @ApiProperty({ type: () => [Message] })
  items: Message[];
}
