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

/** The one before or after `path`, around the end; only those that fit. Undefined when there is no other. */
export function neighbour<T extends { path: string }>(
  listed: readonly T[],
  path: string,
  step: 1 | -1,
  fits: (one: T) => boolean = () => true,
): T | undefined {
  const here = listed.findIndex((one) => one.path === path);
  const start = here < 0 && step < 0 ? 0 : here;
  const around = listed.map((_one, turn) => listed.at((start + step * (turn + 1)) % listed.length)!);
  return around.find((one) => one.path !== path && fits(one));
}
