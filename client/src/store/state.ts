import type { ParleyError } from '../errors.js';
import type {
  Channel,
  ChannelMember,
  ChannelPreferences,
  Me,
  Media,
  Message,
  ReadMark,
  StreamId,
  Team,
  TeamMember,
  Thread,
  User,
  VoiceRoom,
} from '../wire.js';
import type { Timeline } from './timeline.js';

/** Entities by id. */
export type ById<T> = Readonly<Record<string, T>>;

/** A membership that ended, kept so that an older copy of it does not come back. */
export interface MemberGone {
  userId: string;
  version: number;
}

/** A message on its way. */
export interface PendingMessage {
  /** What it will be recognised by; made here, stored once. */
  readonly nonce: string;
  readonly channelId: string;
  /** May be empty where something is attached. */
  readonly body: string;
  readonly replyToId?: string;
  /** What goes along, in this order; `State.media` has those that were uploaded since signing in. */
  readonly mediaIds?: readonly string[];
  /** When `send` was called, RFC 3339 by this machine's clock: for display alone. */
  readonly createdAt: string;
  /** `sending` until the server answers for good; `sent` for the moment until it has its place in the timeline; `failed` when refused. */
  readonly status: 'sending' | 'sent' | 'failed';
  /** Why it was refused. */
  readonly error?: ParleyError;
  /** The stored message, once `sent`. */
  readonly message?: Message;
}

/**
 * Everything that this client knows, normalised. It is never changed in place: each step makes a new object and shares what stayed the same, so
 * `before.channels === after.channels` says that nothing about channels changed.
 */
export interface State {
  /** Which life of the database the positions belong to. */
  readonly epoch: string | null;
  /** How far each held stream was applied. A stream that is not in it is not held. */
  readonly positions: Readonly<Record<StreamId, number>>;
  readonly me: Me | null;
  /** People by id, as last seen in anything. */
  readonly users: ById<User>;
  readonly teams: ById<Team>;
  /** One's own memberships by team. */
  readonly teamMemberships: ById<TeamMember>;
  /** Members by team and user, of the teams whose lists were loaded (`loadMembers`). */
  readonly teamMembers: ById<ById<TeamMember | MemberGone>>;
  readonly channels: ById<Channel>;
  /** One's own memberships by channel. */
  readonly memberships: ById<ChannelMember>;
  /** One's own read marks by channel. */
  readonly readMarks: ById<ReadMark>;
  /** The newest message of one's own by channel: sending marks as read, which is told by nothing else. */
  readonly spoken: ById<{ readonly seq: number; readonly counted: number }>;
  /** By channel and `seq`, whether a message mentions oneself: what facts and marks said does, and what changed and does not. */
  readonly mentions: ById<Readonly<Record<number, boolean>>>;
  /** What one wants of each channel of one's own. */
  readonly preferences: ById<ChannelPreferences>;
  /** What hangs under messages, by the message. */
  readonly threads: ById<Thread>;
  /** Uploads: what messages that were heard brought along, and one's own that are not sent yet. */
  readonly media: ById<Media>;
  /** The channels of those that hang on a message, by upload. */
  readonly mediaChannels: ById<string>;
  /** Who is in the call of each channel of one's own in which there can be one. */
  readonly voices: ById<VoiceRoom>;
  /** Messages and counters by channel. */
  readonly timelines: ById<Timeline>;
  /** What is on its way or was refused, in the order of sending. */
  readonly pending: readonly PendingMessage[];
}

/** What a client knows before it has asked. */
export const emptyState: State = {
  epoch: null,
  positions: {},
  me: null,
  users: {},
  teams: {},
  teamMemberships: {},
  teamMembers: {},
  channels: {},
  memberships: {},
  readMarks: {},
  spoken: {},
  mentions: {},
  preferences: {},
  threads: {},
  media: {},
  mediaChannels: {},
  voices: {},
  timelines: {},
  pending: [],
};

/** Of two copies of a thing the one with the higher version stands. Answers the same record when the new copy is not newer. */
export function putNewer<T extends { version: number }>(record: ById<T>, id: string, value: T): ById<T> {
  const held = record[id];
  return held && held.version >= value.version ? record : { ...record, [id]: value };
}

/** The record without these ids; the same record when none was in it. */
export function without<T>(record: ById<T>, ...ids: string[]): ById<T> {
  const present = ids.filter((id) => Object.hasOwn(record, id));
  if (present.length === 0) return record;
  const rest = { ...record };
  for (const id of present) delete rest[id];
  return rest;
}

/** Remembers people that were seen in something. */
export function putUsers(state: State, ...seen: User[]): State {
  let users = state.users;
  for (const { id, username, displayName, avatarId, status, version } of seen) {
    const held = users[id];
    if (!held || held.version < version)
      users = { ...users, [id]: { id, username, displayName, avatarId, status, version } };
  }
  return users === state.users ? state : { ...state, users };
}
