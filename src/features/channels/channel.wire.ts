import { ApiProperty } from '@nestjs/swagger';
import { notifyLevels, type ChannelMemberEntity, type NotifyLevel } from '../../core/access/member.entities.js';
import {
  channelKinds,
  channelRoles,
  visibilities,
  type ChannelKind,
  type ChannelRole,
  type Visibility,
} from '../../core/access/roles.js';
import { User } from '../../core/users/user.wire.js';
import type { ChannelEntity } from './channel.entity.js';
import { VoiceRoom } from './voice-room.wire.js';

/** Everything people talk in. The same for every viewer. */
export class Channel {
  id: string;
  @ApiProperty({ type: String, nullable: true })
  teamId: string | null;
  @ApiProperty({ enum: channelKinds, enumName: 'ChannelKind' })
  kind: ChannelKind;
  @ApiProperty({ enum: visibilities, enumName: 'Visibility' })
  visibility: Visibility;
  /** @example "General" */
  name: string;
  /** Unique in the team, for addresses. @example "general" */
  slug: string;
  topic: string;
  /** Every member of the team (guests excluded) is in it and stays in it. */
  isGeneral: boolean;
  hostId: string;
  /** Seconds that a plain member waits between two messages; 0 for none. */
  slowModeSeconds: number;
  /** Of a thread: the channel that it hangs under. */
  @ApiProperty({ type: String, nullable: true })
  parentId: string | null;
  /** Of a thread: the message that it hangs under. */
  @ApiProperty({ type: String, nullable: true })
  rootMessageId: string | null;
  /** Of a DM that grew from a message: that message. */
  @ApiProperty({ type: String, nullable: true })
  originMessageId: string | null;
  /** Of a DM: its people, oneself included, who never change. Null for everything else. */
  @ApiProperty({ type: () => [User], nullable: true })
  participants: User[] | null;
  /** When it was archived (readable, nothing can be sent), else null. RFC 3339. */
  @ApiProperty({ type: String, nullable: true })
  archivedAt: string | null;
  /** RFC 3339, UTC, milliseconds. */
  createdAt: string;
  /** Grows with every change: of two copies the higher is the newer. */
  version: number;
}

/** A person in a channel. Read marks are private and not in it. */
export class ChannelMember {
  channelId: string;
  user: User;
  @ApiProperty({ enum: channelRoles, enumName: 'ChannelRole' })
  role: ChannelRole;
  /** RFC 3339, UTC, milliseconds. */
  joinedAt: string;
  version: number;
}

/** A membership that ended: by leaving or by being removed. */
export class ChannelMemberGone {
  channelId: string;
  userId: string;
  /** Of the membership: a later return has a higher one. */
  version: number;
}

/** A channel that is no more. */
export class ChannelDeleted {
  id: string;
  @ApiProperty({ type: String, nullable: true })
  teamId: string | null;
}

/** How far the viewer has read. Of two marks the one with the higher `version` stands, and of equal versions the one with the higher `seq`. */
export class ReadMark {
  channelId: string;
  /** `seq` of the newest message read. */
  seq: number;
  /** The `counted` of that message: unread is the channel's `counted` minus this. */
  counted: number;
  /** Grows when the viewer sets the mark back by hand. */
  version: number;
  /** `seq` of the channel when that happened last. Sending marks as read without telling so: a message of one's own above this moves the mark to it. */
  resetSeq: number;
  /** `seq` of the unread messages that mention the viewer, at most the newest 100. */
  @ApiProperty({ type: [Number] })
  mentions: number[];
}

/** What the viewer wants of a channel; private. */
export class ChannelPreferences {
  channelId: string;
  /** What to be notified of. */
  @ApiProperty({ enum: notifyLevels, enumName: 'NotifyLevel' })
  notify: NotifyLevel;
  /** Muted channels show no unread count. */
  muted: boolean;
  /** A DM is hidden as long as its `seq` is not above this; null for one that shows. */
  @ApiProperty({ type: 'integer', nullable: true })
  closedSeq: number | null;
  /** Grows with every change: of two copies the higher is the newer. */
  version: number;
}

/** What a client begins with for a channel that the viewer is a member of. Messages are fetched when it is looked at. */
export class ChannelSnapshot {
  channel: Channel;
  membership: ChannelMember;
  readMark: ReadMark;
  preferences: ChannelPreferences;
  /** `seq` of the newest message; 0 when there is none. */
  seq: number;
  /** How many messages count as unread for somebody who has read nothing. */
  counted: number;
  /** Who is in its call; null where nobody can be, in text channels and threads. */
  @ApiProperty({ type: () => VoiceRoom, nullable: true })
  voice: VoiceRoom | null;
}

/** `participants` only for a DM: `ChannelPresenter` knows them. */
export function toChannel(channel: ChannelEntity, participants: User[] | null = null): Channel {
  const { id, teamId, kind, visibility, name, slug, topic, isGeneral, hostId, slowModeSeconds, version } = channel;
  const { parentId, rootMessageId, originMessageId } = channel;
  return {
    ...{ id, teamId, kind, visibility, name, slug, topic, isGeneral, hostId, slowModeSeconds, version },
    ...{ parentId, rootMessageId, originMessageId, participants },
    archivedAt: channel.archivedAt?.toISOString() ?? null,
    createdAt: channel.createdAt.toISOString(),
  };
}

export function toChannelMember(
  { channelId, role, joinedAt, version }: ChannelMemberEntity,
  user: User,
): ChannelMember {
  return { channelId, user, role, joinedAt: joinedAt.toISOString(), version };
}

/** What a row of `channel_members` says of a read mark. */
export type ReadMarkRow = Pick<
  ChannelMemberEntity,
  'channelId' | 'readSeq' | 'readCounted' | 'readVersion' | 'readResetSeq'
>;

export function toReadMark(
  { channelId, readSeq, readCounted, readVersion, readResetSeq }: ReadMarkRow,
  mentions: number[] = [],
): ReadMark {
  return { channelId, seq: readSeq, counted: readCounted, version: readVersion, resetSeq: readResetSeq, mentions };
}

/** What a row of `channel_members` says of a person's wishes. */
export type PreferencesRow = Pick<
  ChannelMemberEntity,
  'channelId' | 'notify' | 'muted' | 'closedSeq' | 'preferencesVersion'
>;

export function toPreferences(row: PreferencesRow): ChannelPreferences {
  const { channelId, notify, muted, closedSeq, preferencesVersion } = row;
  return { channelId, notify, muted: Boolean(muted), closedSeq, version: preferencesVersion };
}
