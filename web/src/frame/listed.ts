import type { Channel, Team } from '@parley/client';
import { client } from '../session/parley.js';
import { dmName, dmPath, pathOf } from '../session/places.js';

/** A conversation where one can go. */
export interface Listed {
  channel: Channel;
  name: string;
  path: string;
  /** Its team; undefined for one beside the teams. */
  team: Team | undefined;
}

/** The rooms of a team as the sidebar lists them. */
export function roomsOf(team: Team): Listed[] {
  return client
    .channels(team.id)
    .map((channel) => ({ channel, name: channel.name, path: pathOf(team, channel), team }));
}

/** The conversations beside the teams. */
export function dmsListed(): Listed[] {
  return client.dms().map((channel) => ({ channel, name: dmName(channel), path: dmPath(channel), team: undefined }));
}

/** Everything there is, in the order of the sidebar: the team that is open, what stands beside the teams, the other teams. */
export function allListed(current: Team | undefined): Listed[] {
  const others = client.teams().filter(({ id }) => id !== current?.id);
  return [...(current ? roomsOf(current) : []), ...dmsListed(), ...others.flatMap(roomsOf)];
}
