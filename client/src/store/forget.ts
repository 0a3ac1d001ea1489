import { kindOf, subjectOf, type StreamId } from '../wire.js';
import { forgetMediaOf } from './media.js';
import { without, type State } from './state.js';

/** Forgets a stream that is not one's own any more, and everything that was known through it. */
export function forgetStream(state: State, stream: StreamId): State {
  const id = subjectOf(stream);
  if (kindOf(stream) === 'team') return forgetTeam(state, id);
  if (kindOf(stream) === 'channel') return leaveChannel(state, id);
  return { ...state, positions: without(state.positions, stream) };
}

/** Forgets a team with its channels. */
export function forgetTeam(state: State, teamId: string): State {
  let next = state;
  for (const channel of Object.values(state.channels))
    if (channel.teamId === teamId) next = forgetChannel(next, channel.id);
  return {
    ...next,
    positions: without(next.positions, `team:${teamId}`),
    teams: without(next.teams, teamId),
    teamMemberships: without(next.teamMemberships, teamId),
    teamMembers: without(next.teamMembers, teamId),
  };
}

/** Forgets what members of a channel know. The channel itself stays where its team lists it. */
export function leaveChannel(state: State, channelId: string): State {
  const channel = state.channels[channelId];
  const left = forgetChannel(state, channelId);
  return channel && isListed(state, channel) ? { ...left, channels: state.channels } : left;
}

/** Forgets a channel and everything in it, with the threads under it: of those nothing is told apart. */
export function forgetChannel(before: State, channelId: string): State {
  const threads = Object.values(before.channels).filter(({ parentId }) => parentId === channelId);
  const state = threads.reduce((next, { id }) => forgetChannel(next, id), forgetMediaOf(before, channelId));
  return {
    ...state,
    positions: without(state.positions, `channel:${channelId}`),
    channels: without(state.channels, channelId),
    memberships: without(state.memberships, channelId),
    readMarks: without(state.readMarks, channelId),
    spoken: without(state.spoken, channelId),
    mentions: without(state.mentions, channelId),
    preferences: without(state.preferences, channelId),
    threads: withoutThreads(state.threads, channelId),
    voices: without(state.voices, channelId),
    timelines: without(state.timelines, channelId),
  };
}

function withoutThreads(threads: State['threads'], parentId: string): State['threads'] {
  const under = Object.values(threads).filter((thread) => thread.parentId === parentId);
  return without(threads, ...under.map(({ rootMessageId }) => rootMessageId));
}

/** Whether one's team shows this channel to those who are not in it: all but private ones, to all but guests. */
export function isListed(state: State, { teamId, visibility }: { teamId: string | null; visibility: string }): boolean {
  if (teamId === null || visibility === 'private') return false;
  const own = state.teamMemberships[teamId];
  return own !== undefined && own.role !== 'guest';
}
