import { ApiProperty } from '@nestjs/swagger';
import { PageCursors } from '../../platform/errors/page.dto.js';
import { Message, MessagePage, Thread } from '../messages/message.wire.js';

/** A thread with the message that it hangs under. */
export class ListedThread {
  root: Message;
  thread: Thread;
}

/** A page of a channel's threads, the latest reply first; a thread without replies stands where it was opened. */
export class ThreadPage extends PageCursors {
  @ApiProperty({ type: () => [ListedThread] })
  items: ListedThread[];
}

/** What hangs under a message, from one consistent state. */
export class ThreadView {
  root: Message;
  /** Null as long as nobody has opened one. */
  @ApiProperty({ type: () => Thread, nullable: true })
  thread: Thread | null;
  /** The newest page of replies; missing without a thread. Older ones answers `message.list` of the thread's channel. */
  @ApiProperty({ type: () => MessagePage, required: false })
  messages?: MessagePage;
}
