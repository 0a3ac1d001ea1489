import { ApiProperty } from '@nestjs/swagger';
import { PageCursors } from '../../platform/errors/page.dto.js';
import { Message } from './message.wire.js';

/** A page of messages of many channels, the newest at the beginning. */
export class RecentMessagePage extends PageCursors {
  @ApiProperty({ type: () => [Message] })
  items: Message[];
}
