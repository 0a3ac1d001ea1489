import type { ChannelMemberEntity } from '../../core/access/member.entities.js';
import type { User } from '../../core/users/user.wire.js';
import { fact, type FactType } from '../../platform/changes/facts.js';
import { streamKind, streamSubject, type StreamId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import type { ChannelEntity } from './channel.entity.js';
import {
  Channel,
  ChannelDeleted,
  ChannelMember,
  ChannelMemberGone,
  ChannelPreferences,
  ReadMark,
  toChannel,
  toChannelMember,
} from './channel.wire.js';

export const channelCreated = fact('channel.created', Channel, 'team', 'channel');
export const channelUpdated = fact('channel.updated', Channel, 'team', 'channel');
/** Archived or restored: `archivedAt` says which. */
export const channelArchived = fact('channel.archived', Channel, 'team', 'channel');
export const channelDeleted = fact('channel.deleted', ChannelDeleted, 'team', 'channel', 'user');

export const memberJoined = fact('channel.member.joined', ChannelMember, 'channel', 'user');
export const memberUpdated = fact('channel.member.updated', ChannelMember, 'channel', 'user');
export const memberLeft = fact('channel.member.left', ChannelMemberGone, 'channel', 'user');
export const memberRemoved = fact('channel.member.removed', ChannelMemberGone, 'channel', 'user');

export const readMarkMoved = fact('channel.read_mark', ReadMark, 'user');
export const preferencesChanged = fact('channel.preferences', ChannelPreferences, 'user');

/** Who hears of the channel itself: its whole team while it is listed, else its members. */
export function audienceOf({ id, teamId, visibility }: ChannelEntity): StreamId {
  return visibility !== 'private' && teamId !== null ? `team:${teamId}` : `channel:${id}`;
}

/** The stream of the channel's team, to be locked where its audience or its slugs are concerned. */
export function teamStream({ teamId }: { teamId: string | null }): StreamId[] {
  return teamId === null ? [] : [`team:${teamId}`];
}

export function tellChannel(tx: WriteTx, type: FactType<Channel>, channel: ChannelEntity): Channel {
  const told = toChannel(channel);
  tx.change(audienceOf(channel), type, channel.id, told);
  return told;
}

/** What is told of a channel that is no more: nothing is left to read it from but the stream. */
export function toDeleted(stream: StreamId, id: string): ChannelDeleted {
  return { id, teamId: streamKind(stream) === 'team' ? streamSubject(stream) : null };
}

/** A membership is told to the channel and, unless `streams` says otherwise, to the person. */
export function tellMember(
  tx: WriteTx,
  type: FactType<ChannelMember>,
  member: ChannelMemberEntity,
  user: User,
  streams = streamsOf(member),
): ChannelMember {
  const told = toChannelMember(member, user);
  for (const stream of streams) tx.change(stream, type, subjectOf(member), told);
  return told;
}

export function tellGone(
  tx: WriteTx,
  type: FactType<ChannelMemberGone>,
  member: ChannelMemberEntity,
): ChannelMemberGone {
  const { channelId, userId, version } = member;
  const told = { channelId, userId, version };
  for (const stream of streamsOf(member)) tx.change(stream, type, subjectOf(member), told);
  return told;
}

function streamsOf({ channelId, userId }: ChannelMemberEntity): StreamId[] {
  return [`channel:${channelId}`, `user:${userId}`];
}

function subjectOf({ channelId, userId }: ChannelMemberEntity): string {
  return `${channelId}/${userId}`;
}
