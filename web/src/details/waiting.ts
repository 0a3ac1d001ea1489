import { useEffect, useSyncExternalStore } from 'react';
import type { CommandReply } from '@parley/client';
import { client, quietly } from '../session/parley.js';
import { onSignedOut } from '../session/signed-out.js';

export type JoinRequest = CommandReply<'join_request.list'>['items'][number];

const NONE: readonly JoinRequest[] = [];

/** Who asks to be let in, by channel, of the channels whose requests were asked for. */
let known: ReadonlyMap<string, readonly JoinRequest[]> = new Map();
const listeners = new Set<() => void>();
let watching = false;

function set(channelId: string, requests: readonly JoinRequest[]): void {
  known = new Map([...known, [channelId, requests]]);
  for (const listener of listeners) listener();
}

/** Takes in a request as it stands now: one that is decided waits no more. */
export function takeRequest(request: JoinRequest): void {
  const others = (known.get(request.channelId) ?? NONE).filter(({ id }) => id !== request.id);
  set(request.channelId, request.status === 'pending' ? [...others, request] : others);
}

/** Those who lead a channel hear of its requests on their own streams, but after a long pause only a list tells all. */
function watch(): void {
  if (watching) return;
  watching = true;
  client.on('join_request.created', takeRequest);
  client.on('join_request.approved', takeRequest);
  client.on('join_request.denied', takeRequest);
  client.onStatus(({ state }) => {
    if (state === 'online') for (const channelId of known.keys()) ask(channelId);
  });
}

onSignedOut(() => (known = new Map()));

function ask(channelId: string): void {
  if (!client.may.inChannel(channelId, 'join_request.list')) return;
  const asked = client.command('join_request.list', { channelId, status: 'pending', limit: 100 });
  quietly(asked.then(({ items }) => set(channelId, items)));
}

function subscribe(listener: () => void): () => void {
  watch();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Who waits to be let into a channel that one leads, the first who asked at the beginning. */
export function useWaiting(channelId: string): readonly JoinRequest[] {
  const waiting = useSyncExternalStore(subscribe, () => known.get(channelId) ?? NONE);
  const leads = useSyncExternalStore(client.subscribe, () => asksForMembers(channelId));
  useEffect(() => {
    if (leads && !known.has(channelId)) ask(channelId);
  }, [channelId, leads]);
  return leads ? waiting : NONE;
}

/** Whether others ask to come in here and one decides. */
function asksForMembers(channelId: string): boolean {
  const isAsked = client.state.channels[channelId]?.visibility === 'request';
  return isAsked && client.may.inChannel(channelId, 'join_request.list');
}
