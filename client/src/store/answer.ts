import type { Schemas } from '../generated/contract.js';
import { kindOf, subjectOf, type Channel, type Fact, type StreamAnswer, type StreamId } from '../wire.js';
import { forgetChannel, forgetStream, isListed } from './forget.js';
import { beginReadState } from './read-state.js';
import { beginChannelsAgain, putPreferences, reduce } from './reduce.js';
import { emptyState, putNewer, putUsers, without, type State } from './state.js';
import { emptyTimeline, outdated } from './timeline.js';

/** The facts of an answer that this state has not applied yet, in order: what listeners hear. A snapshot tells none. */
export function freshFacts(
  state: State,
  stream: StreamId,
  events: { position: number; type: string; data: object }[],
): Fact[] {
  const held = state.positions[stream] ?? Infinity;
  return events.filter(({ position }) => position > held).map((event) => ({ ...event, stream }) as Fact);
}

/** Applies what `sync` said about one stream. Pure, like `reduce`. */
export function applyAnswer(state: State, stream: StreamId, answer: StreamAnswer): State {
  if (answer.status === 'gone') return forgetStream(state, stream);
  if (answer.status === 'changes') {
    const next = freshFacts(state, stream, answer.events).reduce(reduce, state);
    return stream in next.positions ? moveTo(next, stream, answer.position) : next;
  }
  const kind = kindOf(stream);
  // Read marks and memberships went by unheard, and one's own snapshot holds neither: everything is let go, to be asked for.
  const passedOver = kind === 'user' && stream in state.positions;
  const next = moveTo(passedOver ? { ...state, positions: {} } : state, stream, answer.position);
  if (kind === 'user') return beginUser(next, answer.data as Schemas['UserSnapshot']);
  if (kind === 'team') return beginTeam(next, subjectOf(stream), answer.data as Schemas['TeamSnapshot']);
  if (kind === 'channel') return beginChannel(next, answer.data as Schemas['ChannelSnapshot']);
  return next;
}

/** Applies a whole answer: one's own stream first, because the others are read with one's id, then teams, then channels. */
export function applySync(state: State, streams: Record<StreamId, StreamAnswer>): State {
  return inOrder(streams).reduce((next, stream) => applyAnswer(next, stream, streams[stream]!), state);
}

/** The streams of an answer in the order in which they are applied. */
export function inOrder(streams: Record<StreamId, StreamAnswer>): StreamId[] {
  const rank = (stream: StreamId): number => ['user', 'team', 'channel'].indexOf(kindOf(stream)) >>> 0;
  return Object.keys(streams).sort((a, b) => rank(a) - rank(b));
}

/** Another life of the database: nothing stays but what was not sent yet and which channels are looked at. */
export function beginEpoch(state: State, epoch: string): State {
  if (state.epoch === epoch) return state;
  if (state.epoch === null) return { ...state, epoch };
  const open = Object.entries(state.timelines).filter(([, timeline]) => timeline.open);
  const timelines = open.map(([id, { generation }]) => [
    id,
    { ...emptyTimeline, open: true, generation: generation + 1 },
  ]);
  return { ...emptyState, epoch, pending: state.pending, timelines: Object.fromEntries(timelines) };
}

function moveTo(state: State, stream: StreamId, position: number): State {
  return { ...state, positions: { ...state.positions, [stream]: position } };
}

function beginUser(state: State, { me }: Schemas['UserSnapshot']): State {
  return putUsers(state.me && state.me.version > me.version ? state : { ...state, me }, me);
}

function beginTeam(before: State, teamId: string, { team, membership, channels }: Schemas['TeamSnapshot']): State {
  const begun = beginChannelsAgain(before, membership);
  const state = {
    ...putUsers(begun, membership.user),
    teams: putNewer(begun.teams, teamId, team),
    teamMemberships: putNewer(begun.teamMemberships, teamId, membership),
    teamMembers: without(begun.teamMembers, teamId), // may have missed something: whoever shows it loads it again
  };
  const shown = channels.filter((channel) => state.memberships[channel.id] || isListed(state, channel));
  const listed = new Set(shown.map(({ id }) => id));
  const vanished = Object.values(state.channels).filter(
    (channel: Channel) => channel.teamId === teamId && !listed.has(channel.id) && !state.memberships[channel.id],
  );
  const kept = vanished.reduce((next, { id }) => forgetChannel(next, id), state);
  return { ...kept, channels: shown.reduce((all, channel) => putNewer(all, channel.id, channel), kept.channels) };
}

function beginChannel(
  state: State,
  { channel, membership, readMark, preferences, seq, counted, voice }: Schemas['ChannelSnapshot'],
): State {
  const callers = voice?.participants.map(({ user }) => user) ?? [];
  const held = outdated(state.timelines[channel.id] ?? emptyTimeline);
  const timeline = { ...held, seq: Math.max(held.seq, seq), counted: Math.max(held.counted, counted) };
  const begun = putPreferences(
    putUsers(state, membership.user, ...(channel.participants ?? []), ...callers),
    preferences,
  );
  return beginReadState(
    {
      ...begun,
      channels: putNewer(state.channels, channel.id, channel),
      memberships: putNewer(state.memberships, channel.id, membership),
      timelines: { ...state.timelines, [channel.id]: timeline },
      voices: voice ? { ...state.voices, [channel.id]: voice } : state.voices,
    },
    readMark,
  );
}
