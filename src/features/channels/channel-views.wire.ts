import { ApiProperty } from '@nestjs/swagger';
import { PageCursors } from '../../platform/errors/page.dto.js';
import { Channel, ChannelMember, ChannelPreferences, ReadMark } from './channel.wire.js';

/** A channel in a list. All but the channel itself is null unless the viewer is a member. */
export class ListedChannel {
  channel: Channel;
  /** The viewer's own. */
  @ApiProperty({ type: () => ChannelMember, nullable: true })
  membership: ChannelMember | null;
  @ApiProperty({ type: () => ReadMark, nullable: true })
  readMark: ReadMark | null;
  @ApiProperty({ type: () => ChannelPreferences, nullable: true })
  preferences: ChannelPreferences | null;
  /** `seq` of the newest message; 0 when there is none. */
  @ApiProperty({ type: 'integer', nullable: true })
  seq: number | null;
  /** How many messages count as unread for somebody who has read nothing. */
  @ApiProperty({ type: 'integer', nullable: true })
  counted: number | null;
  /** How many of them the viewer has not read. */
  @ApiProperty({ type: 'integer', nullable: true })
  unread: number | null;
}

/** A page of channels, oldest first. */
export class ChannelPage extends PageCursors {
  @ApiProperty({ type: () => [ListedChannel] })
  items: ListedChannel[];
}

/** A page of a channel's members, the one who joined first at the beginning. */
export class ChannelMemberPage extends PageCursors {
  @ApiProperty({ type: () => [ChannelMember] })
  items: ChannelMember[];
}

/** A channel as whoever looks at it sees it: one consistent state. */
export class OpenedChannel {
  channel: Channel;
  /** The viewer's own; null for a visitor of a listed channel. */
  @ApiProperty({ type: () => ChannelMember, nullable: true })
  membership: ChannelMember | null;
  /** Null for a visitor. */
  @ApiProperty({ type: () => ReadMark, nullable: true })
  readMark: ReadMark | null;
  /** Null for a visitor. */
  @ApiProperty({ type: () => ChannelPreferences, nullable: true })
  preferences: ChannelPreferences | null;
  /** `seq` of the newest message; 0 when there is none, or none that the viewer may read. */
  seq: number;
  /** How many messages count as unread for somebody who has read nothing; 0 for who may read none. */
  counted: number;
  /** How many of them the viewer has not read; null for a visitor. */
  @ApiProperty({ type: 'integer', nullable: true })
  unread: number | null;
  /** The first page of members, when asked for. */
  @ApiProperty({ type: () => ChannelMemberPage, required: false })
  members?: ChannelMemberPage;
  /** The newest page of messages, when asked for. Named and not imported: Messages lies above Channels. */
  @ApiProperty({ required: false, allOf: [{ $ref: '#/components/schemas/MessagePage' }] })
  messages?: object;
  /** The viewer's own newest request to be let in, null for none, when asked for. Named and not imported, as well. */
  @ApiProperty({ required: false, nullable: true, allOf: [{ $ref: '#/components/schemas/JoinRequest' }] })
  joinRequest?: object | null;
}
