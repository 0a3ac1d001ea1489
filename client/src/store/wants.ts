import type { Fact, StreamId } from '../wire.js';
import { isListed } from './forget.js';
import type { State } from './state.js';

/** Stands for whatever is one's own, where a stream's name could stand. */
export const EVERYTHING = 'everything';

/** What is held of each stream, and null for those that were let go to be begun anew: they may be one's own no longer. */
export function knownStreams({ memberships, teamMemberships, positions }: State): Record<StreamId, number | null> {
  const teams = Object.keys(teamMemberships).map((id) => [`team:${id}`, null]);
  const channels = Object.keys(memberships).map((id) => [`channel:${id}`, null]);
  return { ...Object.fromEntries([...teams, ...channels]), ...positions } as Record<StreamId, number | null>;
}

/** The streams that this fact says are one's own and that are not held yet. `state` is what stands after it was applied. */
export function wantsAfter(state: State, fact: Fact): StreamId[] {
  const held = (stream: StreamId): boolean => stream in state.positions;
  switch (fact.type) {
    case 'team.created':
      return held(`team:${fact.data.id}`) ? [] : [EVERYTHING];
    case 'team.member.joined':
    case 'team.member.updated':
      return fact.data.user.id !== state.me?.id || held(`team:${fact.data.teamId}`) ? [] : [EVERYTHING]; // its channels too
    case 'channel.created':
      // Creating a public channel joins all of the team but guests. Who was not joined after all hears `gone`.
      return fact.data.visibility === 'public' && isListed(state, fact.data) && !held(`channel:${fact.data.id}`)
        ? [`channel:${fact.data.id}`]
        : [];
    case 'channel.member.joined':
    case 'channel.member.updated':
      return fact.data.user.id !== state.me?.id || held(`channel:${fact.data.channelId}`)
        ? []
        : [`channel:${fact.data.channelId}`];
    case 'dm.opened':
      return held(`channel:${fact.data.channel.id}`) ? [] : [`channel:${fact.data.channel.id}`];
    default:
      return [];
  }
}
