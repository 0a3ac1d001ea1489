import type { Channel, Message, Team, TeamMember, Thread } from '../wire.js';
import { withMedia } from './media.js';
import { countMentions } from './read-state.js';
import type { ById, PendingMessage, State } from './state.js';

const NO_MESSAGES: readonly Message[] = [];
const NO_MEMBERS: ById<TeamMember> = {};

/** Views of the state. Each answers the same object as before while nothing it depends on has changed, so it can be compared by identity. */
export class Selectors {
  private readonly known = new Map<string, { inputs: readonly unknown[]; result: unknown }>();

  /** One's teams, by name. */
  teams(state: State): readonly Team[] {
    return this.once('teams', [state.teams], () => byName(Object.values(state.teams)));
  }

  /** The rooms one sees, the general one first and then by name: of one team, or all. */
  channels(state: State, teamId?: string): readonly Channel[] {
    return this.once(`channels ${teamId}`, [state.channels], () => {
      const all = Object.values(state.channels).filter(({ kind }) => kind === 'text' || kind === 'voice');
      const shown = byName(teamId === undefined ? all : all.filter((channel) => channel.teamId === teamId));
      return [...shown.filter(({ isGeneral }) => isGeneral), ...shown.filter(({ isGeneral }) => !isGeneral)];
    });
  }

  /** The loaded messages of an open channel, oldest first: every `seq` once, without a hole. Authors as they are called now, uploads as they are now. */
  messages(state: State, channelId: string): readonly Message[] {
    const messages = state.timelines[channelId]?.window?.messages;
    if (!messages) return NO_MESSAGES;
    return this.once(`messages ${channelId}`, [messages, state.users, state.threads, state.media], () =>
      withMedia(withThreads(withAuthors(messages, state.users), state.threads), state.media),
    );
  }

  /** What is on its way into a channel or was refused, in the order of sending: to be shown below the messages. */
  pending(state: State, channelId: string): readonly PendingMessage[] {
    return this.once(`pending ${channelId}`, [state.pending], () =>
      state.pending.filter((one) => one.channelId === channelId),
    );
  }

  /** How many messages one has not read. */
  unread(state: State, channelId: string): number {
    const counted = state.timelines[channelId]?.counted ?? 0;
    return Math.max(0, counted - (state.readMarks[channelId]?.counted ?? counted));
  }

  /** How many messages that one has not read mention oneself. */
  mentions(state: State, channelId: string): number {
    return countMentions(state, channelId);
  }

  /** One's DMs that show: closed ones come back with their next message. By the names of the others. */
  dms(state: State): readonly Channel[] {
    return this.once('dms', [state.channels, state.preferences, state.timelines, state.users], () => {
      const shown = Object.values(state.channels).filter(({ id, kind }) => kind === 'direct' && !isClosed(state, id));
      const named = shown.map((channel) => withPeople(channel, state));
      named.sort((a, b) => compare(a.name, b.name) || compare(a.channel.id, b.channel.id));
      return named.map(({ channel }) => channel);
    });
  }

  /** The members of a team whose list was loaded, by name. */
  members(state: State, teamId: string): readonly TeamMember[] {
    const roster = state.teamMembers[teamId] ?? NO_MEMBERS;
    return this.once(`members ${teamId}`, [roster, state.users], () => {
      const members = Object.values(roster).filter((member): member is TeamMember => 'user' in member);
      const current = members.map((member) => ({ ...member, user: state.users[member.user.id] ?? member.user }));
      return current.sort((a, b) => compare(a.user.displayName, b.user.displayName) || compare(a.user.id, b.user.id));
    });
  }

  /** Forgets what was worked out before: after signing out nothing of it may be held. */
  clear(): void {
    this.known.clear();
  }

  private once<T>(key: string, inputs: readonly unknown[], work: () => T): T {
    const before = this.known.get(key);
    if (before && before.inputs.every((input, index) => input === inputs[index])) return before.result as T;
    const result = work();
    this.known.set(key, { inputs, result });
    return result;
  }
}

function isClosed({ preferences, timelines }: State, channelId: string): boolean {
  const closedSeq = preferences[channelId]?.closedSeq ?? null;
  return closedSeq !== null && (timelines[channelId]?.seq ?? 0) <= closedSeq;
}

/** A DM with its people as they are called now, and the names of those whom one talks with there: oneself when alone. */
function withPeople(channel: Channel, { me, users }: State): { channel: Channel; name: string } {
  const participants = (channel.participants ?? []).map((user) => {
    const current = users[user.id];
    return current && current.version > user.version ? current : user;
  });
  const others = participants.filter(({ id }) => id !== me?.id);
  const named = others.length > 0 ? others : participants;
  return { channel: { ...channel, participants }, name: named.map(({ displayName }) => displayName).join(', ') };
}

/** What hangs under messages moves by itself. */
function withThreads(messages: readonly Message[], threads: ById<Thread>): readonly Message[] {
  const newer = ({ id, thread }: Message): boolean => (threads[id]?.version ?? 0) > (thread?.version ?? 0);
  if (!messages.some(newer)) return messages;
  return messages.map((message) => (newer(message) ? { ...message, thread: threads[message.id]! } : message));
}

function withAuthors(messages: readonly Message[], users: ById<Message['author']>): readonly Message[] {
  const renamed = messages.some(({ author }) => (users[author.id]?.version ?? 0) > author.version);
  if (!renamed) return messages;
  return messages.map((message) => {
    const author = users[message.author.id] ?? message.author;
    return author.version > message.author.version ? { ...message, author } : message;
  });
}

function byName<T extends { id: string; name: string }>(things: T[]): T[] {
  return things.sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a.localeCompare(b);
}
