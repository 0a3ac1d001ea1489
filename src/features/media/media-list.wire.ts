import { ApiProperty } from '@nestjs/swagger';
import { User } from '../../core/users/user.wire.js';
import { PageCursors } from '../../platform/errors/page.dto.js';
import { Media } from './media.wire.js';

/** Something that was sent in a channel or in a thread under it, and where it stands there. */
export class ListedMedia {
  media: Media;
  /** Where its message is: the channel itself, or a thread, */
  channelId: string;
  /** and the number of the message in it, for `around`. */
  seq: number;
  author: User;
  /** When its message was sent, RFC 3339. */
  sentAt: string;
}

/** A page of what was sent in a channel, the newest at the beginning; of one message, what hangs on it last. */
export class MediaPage extends PageCursors {
  @ApiProperty({ type: () => [ListedMedia] })
  items: ListedMedia[];
}
