import { useSyncExternalStore } from 'react';
import type { CommandReply } from '@parley/client';
import { client, quietly } from '../session/parley.js';
import { onSignedOut } from '../session/signed-out.js';

type Presence = CommandReply<'presence.list'>['items'][number];
export type PresenceName = Presence['presence'];

/** The server answers so many people at once. */
const PEOPLE_AT_ONCE = 200;

/** Who is there, as last heard. Whoever is missing is offline or nobody one knows. */
let known: ReadonlyMap<string, PresenceName> = new Map();
const listeners = new Set<() => void>();
/** Teams whose people were asked for since the connection came up. */
const asked = new Set<string>();
let watching = false;

function take(changes: readonly Presence[]): void {
  const next = new Map(known);
  for (const { userId, presence } of changes) next.set(userId, presence);
  known = next;
  for (const listener of listeners) listener();
}

/** Changes are told to those who are connected alone, so after each pause everybody is asked for anew. */
function watch(): void {
  if (watching) return;
  watching = true;
  client.on('presence.changed', ({ changes }) => take(changes));
  client.onStatus(({ state }) => {
    if (state === 'online') return askForAll();
    asked.clear();
  });
  client.subscribe(askForNewTeams);
  if (client.status.state === 'online') askForAll();
}

onSignedOut(() => (known = new Map()));

function askForAll(): void {
  known = new Map();
  asked.clear();
  askForNewTeams();
  const people = [...new Set(client.dms().flatMap(({ participants }) => participants?.map(({ id }) => id) ?? []))];
  for (let at = 0; at < people.length; at += PEOPLE_AT_ONCE)
    ask(client.command('presence.list', { userIds: people.slice(at, at + PEOPLE_AT_ONCE) }));
}

function askForNewTeams(): void {
  if (client.status.state !== 'online') return;
  for (const { id: teamId } of client.teams()) {
    if (asked.has(teamId)) continue;
    asked.add(teamId);
    ask(client.command('team.presence.list', { teamId }));
  }
}

function ask(answer: Promise<{ items: readonly Presence[] }>): void {
  quietly(answer.then(({ items }) => take(items)));
}

function subscribe(listener: () => void): () => void {
  watch();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether somebody is there, now and after every change; `offline` for whoever is not known. */
export function usePresence(userId: string): PresenceName {
  return useSyncExternalStore(subscribe, () => known.get(userId) ?? 'offline');
}

/** Who is there, by id. The same map until something in it changes. */
export function usePresences(): ReadonlyMap<string, PresenceName> {
  return useSyncExternalStore(subscribe, () => known);
}
