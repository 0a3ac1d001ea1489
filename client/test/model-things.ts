import type { Channel, Me, Media, Message, MessagePage, Team, TeamMember, User } from '../src/index.js';

export const NOW = '2026-01-01T00:00:00.000Z';

/** Somebody in a team or a channel, with what the server keeps of them. */
export interface Member<Role> {
  user: User;
  role: Role;
  joined: boolean;
  version: number;
  readSeq: number;
  readVersion: number;
  resetSeq: number;
  notify: 'all' | 'none';
  preferencesVersion: number;
}

export function person(id: string): User {
  return { id, username: id, displayName: id, avatarId: null, status: null, version: 1 };
}

export function myself(): Me {
  return {
    ...{ ...person('me'), email: 'me@example.org', emailVerified: true, isOwner: false },
    ...{ lastChannelId: null, availability: 'auto', secondFactor: false, createdAt: NOW },
  };
}

export function asUser({ id, username, displayName, avatarId, status, version }: User): User {
  return { id, username, displayName, avatarId, status, version };
}

export function member<Role>(user: User, role: Role): Member<Role> {
  return {
    ...{ user, role, joined: true, version: 1 },
    ...{ readSeq: 0, readVersion: 0, resetSeq: 0, notify: 'all', preferencesVersion: 0 },
  };
}

export function team(id: string): Team {
  const names = { name: 'Team', slug: 'team', description: '', iconId: null };
  return { id, ...names, channelCreation: 'members', requiresSecondFactor: false, createdAt: NOW, version: 1 };
}

export function teamMember(teamId: string, { role, version, user }: Member<TeamMember['role']>): TeamMember {
  return { teamId, user: asUser(user), role, joinedAt: NOW, version };
}

export function channel(id: string): Channel {
  return {
    ...{ id, teamId: 't', kind: 'text', visibility: 'public', name: id, slug: id, topic: '', isGeneral: false },
    ...{ hostId: 'other', slowModeSeconds: 0, parentId: null, rootMessageId: null, originMessageId: null },
    ...{ participants: null, archivedAt: null, createdAt: NOW, version: 1 },
  };
}

/** Whom messages mention, by chance: nobody, everybody in the channel, or me. */
export type Mentioning = 'nobody' | 'everyone' | 'me';

export function mentionsOf(whom: Mentioning): Message['mentions'] {
  return { userIds: whom === 'me' ? ['me'] : [], everyone: whom === 'everyone' ? 'channel' : null };
}

/** A picture that was uploaded just now. */
export function picture(id: string, ownerId: string): Media {
  return {
    ...{ id, ownerId, messageId: null, kind: 'image', state: 'processing', reason: null, scanStatus: 'not_scanned' },
    ...{ name: `${id}.png`, contentType: 'image/png', size: 1, width: null, height: null, durationMs: null },
    ...{ waveform: null, placeholder: null, createdAt: NOW, version: 1 },
  };
}

export function message(channelId: string, seq: number, author: User, mentioning: Mentioning): Message {
  return {
    ...{ id: `${channelId}-${seq}`, channelId, seq, counted: seq, author, kind: 'text', body: `v1 of ${seq}` },
    ...{ replyToId: null, nonce: `${channelId}-n${seq}`, createdAt: NOW, editedAt: null, deletedAt: null },
    ...{ mentions: mentionsOf(mentioning), attachments: [], reactions: [] },
    ...{ thread: null, pinnedAt: null, pinnedBy: null, version: 1 },
  };
}

/** Which messages of a channel are asked for, by their numbers. */
export interface PageAsked {
  before?: number;
  after?: number;
  around?: number;
  limit?: number;
}

/** A page of a channel's messages, which are numbered from 1 without a hole. */
export function pageOf(all: Message[], { before, after, around, limit = 3 }: PageAsked): MessagePage {
  const begin = after ?? (around === undefined ? undefined : Math.max(0, around - 1 - (limit >> 1)));
  const to = before !== undefined ? before - 1 : begin !== undefined ? begin + limit : all.length;
  const from = begin !== undefined ? begin + 1 : Math.max(1, to - limit + 1);
  const items = all.slice(from - 1, to);
  return structuredClone({ items, hasBefore: from > 1, hasAfter: to < all.length });
}

/** Whether a message of somebody else's, or one to everybody, is about me. */
export function mentionsMe({ mentions, author }: Message): boolean {
  return mentions.everyone !== null || (author.id !== 'me' && mentions.userIds.includes('me'));
}
