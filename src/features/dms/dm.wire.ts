import { ApiProperty } from '@nestjs/swagger';
import { PageCursors } from '../../platform/errors/page.dto.js';
import { Channel, ChannelMember, ChannelPreferences, ReadMark } from '../channels/channel.wire.js';
import { Message } from '../messages/message.wire.js';

/** A private conversation as one of its people sees it: one consistent state. */
export class Dm {
  /** With its `participants`. Messages, read marks, reactions and the rest are by its id, as in every channel. */
  channel: Channel;
  /** The viewer's own. */
  membership: ChannelMember;
  readMark: ReadMark;
  /** `closedSeq` says whether the viewer's list leaves it out: as long as `seq` is not above it. */
  preferences: ChannelPreferences;
  /** `seq` of the newest message; 0 when there is none. */
  seq: number;
  /** How many messages count as unread for somebody who has read nothing. */
  counted: number;
  /** How many of them the viewer has not read. */
  unread: number;
  /** The newest message; null before anything is said. */
  @ApiProperty({ type: () => Message, nullable: true })
  lastMessage: Message | null;
  /** The message that it grew from; null for none, and for whoever may not read it any more. */
  @ApiProperty({ type: () => Message, nullable: true })
  origin: Message | null;
}

/** A page of one's conversations, the one with the newest message at the beginning. */
export class DmPage extends PageCursors {
  @ApiProperty({ type: () => [Dm] })
  items: Dm[];
}

/** A conversation that one is in from now on; what is in it is the snapshot of its stream. */
export class DmOpened {
  channel: Channel;
}
