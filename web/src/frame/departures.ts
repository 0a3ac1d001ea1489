import type { State } from '@parley/client';
import { client } from '../session/parley.js';
import { onSignedOut } from '../session/signed-out.js';

/** How something that one saw came to be seen no more. */
export type Departure = 'left' | 'removed' | 'deleted' | 'withheld';

/** A team or a channel that stood at an address. */
export interface Known {
  id: string;
  name: string;
  /** Of a channel: its team. */
  team?: Known;
}

const places = new Map<string, Known>();
const departures = new Map<string, Departure>();
let seen: Partial<Pick<State, 'teams' | 'channels'>> = {};

/** What stood at an address in this visit, if anything did. That of a team's settings is the team's. */
export function knownAt(path: string): Known | undefined {
  return places.get(path.replace(/^\/settings\/team(\/[^/]+).*$/, '$1'));
}

/** How one came to see a team or a channel no more, or to be in it no more; undefined where nothing of the kind was heard. */
export function departureFrom(id: string): Departure | undefined {
  return departures.get(id);
}

function remember(): void {
  const { teams, channels } = client.state;
  if (teams === seen.teams && channels === seen.channels) return;
  seen = { teams, channels };
  for (const { id, name, slug } of Object.values(teams)) places.set(`/${slug}`, { id, name });
  for (const { id, name, slug, teamId } of Object.values(channels)) {
    const team = teamId === null ? undefined : teams[teamId];
    if (team) places.set(`/${team.slug}/${slug}`, { id, name, team: { id: team.id, name: team.name } });
  }
}

onSignedOut(() => {
  places.clear();
  departures.clear();
  seen = {};
});

/** Remembers what stands where, and hears what becomes of it: when that is told the thing itself is gone already. */
export function watchDepartures(): () => void {
  const own = (userId: string): boolean => userId === client.me?.id;
  const note = (id: string, departure: Departure): void => void departures.set(id, departure);
  remember();
  const stops = [
    client.subscribe(remember),
    client.on('team.deleted', ({ id }) => note(id, 'deleted')),
    client.on('team.withheld', ({ teamId }) => note(teamId, 'withheld')),
    client.on('team.member.removed', ({ teamId, userId }) => own(userId) && note(teamId, 'removed')),
    client.on('team.member.joined', ({ teamId, user }) => own(user.id) && departures.delete(teamId)),
    client.on('channel.deleted', ({ id }) => note(id, 'deleted')),
    client.on('channel.member.left', ({ channelId, userId }) => own(userId) && note(channelId, 'left')),
    client.on('channel.member.removed', ({ channelId, userId }) => own(userId) && note(channelId, 'removed')),
    client.on('channel.member.joined', ({ channelId, user }) => own(user.id) && departures.delete(channelId)),
  ];
  return () => stops.forEach((stop) => stop());
}
