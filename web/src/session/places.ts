import type { Channel, Team } from '@parley/client';
import { client } from './parley.js';

/** The address of a channel in this app. */
export function pathOf(team: Team, channel: Channel): string {
  return `/${team.slug}/${channel.slug}`;
}

/** The address of a conversation beside the teams. */
export function dmPath({ id }: Channel): string {
  return `/dm/${id}`;
}

/** What a conversation is called: by the others in it. */
export function dmName({ participants }: Channel): string {
  const others = (participants ?? []).filter(({ id }) => id !== client.me?.id);
  return others.map(({ displayName }) => displayName).join(', ') || 'Notes to self';
}

/** Where to go after signing in: `?next=`, as long as it leads to this app. */
export function nextPath(): string {
  const next = new URLSearchParams(location.search).get('next') ?? '/';
  if (!next.startsWith('/') || !URL.canParse(next, location.origin)) return '/';
  const { origin, pathname, search, hash } = new URL(next, location.origin); // as the browser will read it: without tabs, dots resolved
  return origin === location.origin && !pathname.startsWith('//') ? pathname + search + hash : '/';
}

/** The same as a query, for the way to a sign-in form. */
export function withNext(path: string, next: string): string {
  return next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`;
}

/** The channel that was open last, else the first; undefined without a team. */
export function homePath(): string | undefined {
  const last = client.channels().find(({ id }) => id === client.me?.lastChannelId);
  const channel = last ?? client.teams().flatMap((team) => client.channels(team.id))[0];
  const team = client.teams().find(({ id }) => id === channel?.teamId);
  return team && channel && pathOf(team, channel);
}

/** A team that was just made or joined is told a moment later: waits for it and answers the address of its first channel. */
export async function arrivedIn(teamId: string): Promise<string> {
  await client.until(() => client.state.teams[teamId] !== undefined && client.channels(teamId).length > 0);
  return pathOf(client.state.teams[teamId]!, client.channels(teamId)[0]!);
}
