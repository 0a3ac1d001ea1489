import type { Facts } from '../generated/contract.js';
import type {
  Channel,
  ChannelMember,
  ChannelPreferences,
  Fact,
  FactType,
  Message,
  StreamId,
  TeamMember,
  Thread,
} from '../wire.js';
import { forgetChannel, forgetTeam, isListed, leaveChannel } from './forget.js';
import { hearMedia, putAttachments } from './media.js';
import { settlePending } from './pending.js';
import { hearMention, hearOwn, putReadMark } from './read-state.js';
import { putNewer, putUsers, without, type MemberGone, type State } from './state.js';
import { hear } from './timeline.js';
import { putCall, putParticipant, removeParticipant } from './voice.js';

type Reducers = {
  [Type in FactType]?: (state: State, data: Extract<Fact, { type: Type }>['data'], stream: StreamId) => State;
};

/**
 * What each fact changes. Facts that are missing change nothing here; they are told to listeners all the same.
 * Of two copies of a thing the higher `version` stands, so facts of different streams may cross.
 */
const reducers: Reducers = {
  'me.updated': (state, me) => putUsers(state.me && state.me.version >= me.version ? state : { ...state, me }, me),
  'user.updated': (state, user) => putUsers(state, user),
  'team.updated': (state, team) =>
    state.teams[team.id] ? { ...state, teams: putNewer(state.teams, team.id, team) } : state,
  'team.deleted': (state, { id }) => forgetTeam(state, id),
  'team.withheld': (state, { teamId }) => forgetTeam(state, teamId),
  'team.member.joined': (state, member) => putTeamMember(beginTeamAgain(state, member), member),
  'team.member.updated': (state, member) => putTeamMember(beginTeamAgain(state, member, 1), member),
  'team.member.removed': removeTeamMember,
  'channel.created': putChannel,
  'channel.updated': putChannel,
  'channel.archived': putChannel,
  'channel.deleted': (state, { id }) => forgetChannel(state, id),
  'channel.member.joined': (state, member) => putOwnMembership(beginChannelAgain(state, member), member),
  'channel.member.updated': (state, member) => putOwnMembership(beginChannelAgain(state, member, 1), member),
  'channel.member.left': endOwnMembership,
  'channel.member.removed': endOwnMembership,
  'channel.read_mark': putReadMark,
  'channel.preferences': putPreferences,
  'dm.closed': putPreferences,
  'message.created': hearMessage,
  'message.updated': hearMessage,
  'message.deleted': hearMessage,
  'message.pinned': hearMessage,
  'message.unpinned': hearMessage,
  'reaction.added': (state, { message }) => hearMessage(state, message),
  'reaction.removed': (state, { message }) => hearMessage(state, message),
  'thread.updated': putThread,
  'voice.participant.joined': putParticipant,
  'voice.participant.updated': putParticipant,
  'voice.participant.left': removeParticipant,
  'voice.call.started': putCall,
  'voice.call.updated': putCall,
  'media.ready': hearMedia,
  'media.failed': hearMedia,
};

/**
 * The one step of the store: applies the next fact of a held stream. Pure. A fact that was applied before changes nothing; types that this
 * version does not know only move the position.
 */
export function reduce(state: State, fact: Fact): State {
  const held = state.positions[fact.stream];
  if (held === undefined || fact.position <= held) return state;
  const moved = { ...state, positions: { ...state.positions, [fact.stream]: fact.position } };
  const apply = reducers[fact.type] as ((state: State, data: Fact['data'], stream: StreamId) => State) | undefined;
  return apply ? apply(moved, fact.data, fact.stream) : moved;
}

/** Takes in a message from a fact or an acknowledgement: counters, window, the sender's own read mark, and what was pending. */
export function takeMessage(state: State, message: Message): State {
  const { channelId, author } = message;
  const timeline = state.timelines[channelId]; // there since the channel's snapshot; gone with one's membership
  let next = putUsers(state, author);
  if (timeline) {
    next = { ...next, timelines: { ...next.timelines, [channelId]: hear(timeline, message) } };
    next = putAttachments(next, message);
  }
  if (message.thread) next = putThread(next, message.thread);
  return settlePending(hearOwn(next, message), message);
}

function hearMessage(state: State, message: Message): State {
  return hearMention(takeMessage(state, message), message);
}

/** What hangs under a message moves by itself: its own version tells the newer of two copies. */
function putThread(state: State, thread: Thread): State {
  return { ...state, threads: putNewer(state.threads, thread.rootMessageId, thread) };
}

/** Takes in what one wants of a channel. */
export function putPreferences(state: State, preferences: ChannelPreferences): State {
  return { ...state, preferences: putNewer(state.preferences, preferences.channelId, preferences) };
}

function putTeamMember(state: State, member: TeamMember): State {
  const { teamId, user, role } = member;
  const before = state.teamMemberships[teamId];
  const next = putUsers(putInRoster(state, teamId, user.id, member), user);
  if (user.id !== state.me?.id || !before || before.version >= member.version) return next; // a new one comes with the team's snapshot
  const changed = { ...next, teamMemberships: { ...next.teamMemberships, [teamId]: member } };
  // Guests are shown other channels: the team has to be begun anew.
  const reshown = (before.role === 'guest') !== (role === 'guest');
  return reshown ? { ...changed, positions: without(changed.positions, `team:${teamId}`) } : changed;
}

/**
 * A membership of one's own that is newer than expected, joined again or updated by more than the one step, may mean: left and come back unheard.
 * Channels and read marks then began anew without facts of their own, so everything is let go, to be asked for.
 */
function beginTeamAgain(state: State, member: TeamMember, expected = 0): State {
  const begun = beginChannelsAgain(state, member, expected);
  return begun === state ? state : { ...begun, positions: without(begun.positions, `team:${member.teamId}`) };
}

/** Lets the channels of the team go. */
export function beginChannelsAgain(state: State, { teamId, user, version }: TeamMember, expected = 0): State {
  const before = state.teamMemberships[teamId]?.version ?? 0; // a channel may be held before its team is
  if (user.id !== state.me?.id || version <= before + expected) return state;
  const channels = Object.values(state.channels).filter((channel) => channel.teamId === teamId);
  return { ...state, positions: without(state.positions, ...channels.map(({ id }) => `channel:${id}`)) };
}

function beginChannelAgain(state: State, { channelId, user, version }: ChannelMember, expected = 0): State {
  const before = state.memberships[channelId];
  if (user.id !== state.me?.id || !before || version <= before.version + expected) return state;
  return { ...state, positions: without(state.positions, `channel:${channelId}`) };
}

function removeTeamMember(state: State, { teamId, userId, version }: Facts['team.member.removed']): State {
  if (userId !== state.me?.id) return putInRoster(state, teamId, userId, { userId, version });
  // A channel may be held before its team is; if this is old news, the fact that brings the team back follows.
  return (state.teamMemberships[teamId]?.version ?? 0) < version ? forgetTeam(state, teamId) : state;
}

/** Keeps a list of members in step, where one was loaded. */
function putInRoster(state: State, teamId: string, userId: string, member: TeamMember | MemberGone): State {
  const roster = state.teamMembers[teamId];
  if (!roster) return state;
  return { ...state, teamMembers: { ...state.teamMembers, [teamId]: putNewer(roster, userId, member) } };
}

function putChannel(state: State, channel: Channel): State {
  // What the team is told later of a channel that shows itself to it no more is its id: whoever is in it hears the rest on its own stream.
  if (channel.version === undefined) return state.memberships[channel.id] ? state : forgetChannel(state, channel.id);
  const mine = state.memberships[channel.id] !== undefined;
  if (mine || isListed(state, channel)) return { ...state, channels: putNewer(state.channels, channel.id, channel) };
  return (state.channels[channel.id]?.version ?? Infinity) < channel.version ? forgetChannel(state, channel.id) : state;
}

function putOwnMembership(state: State, member: ChannelMember): State {
  const next = putUsers(state, member.user);
  const { channelId } = member;
  if (member.user.id !== state.me?.id || !state.memberships[channelId]) return next; // a new one comes with the channel's snapshot
  return { ...next, memberships: putNewer(next.memberships, channelId, member) };
}

function endOwnMembership(state: State, { channelId, userId, version }: Facts['channel.member.left']): State {
  const held = state.memberships[channelId];
  return userId === state.me?.id && held && held.version < version ? leaveChannel(state, channelId) : state;
}
