import { useEffect } from 'react';
import type { CommandReply } from '@parley/client';
import { client, quietly, useParley } from '../session/parley.js';
import { onSignedOut } from '../session/signed-out.js';
import { useValue, valueOf, withEntry } from '../ui/value.js';

export type JoinRequest = CommandReply<'join_request.list'>['items'][number];

const NONE: readonly JoinRequest[] = [];

/** Who asks to be let in, by channel, of the channels whose requests were asked for. */
const known = valueOf<ReadonlyMap<string, readonly JoinRequest[]>>(new Map(), watch);

function set(channelId: string, requests: readonly JoinRequest[]): void {
  known.set(withEntry(known.get(), channelId, requests));
}

/** Takes in a request as it stands now: one that is decided waits no more. */
export function takeRequest(request: JoinRequest): void {
  const others = (known.get().get(request.channelId) ?? NONE).filter(({ id }) => id !== request.id);
  set(request.channelId, request.status === 'pending' ? [...others, request] : others);
}

/** Those who lead a channel hear of its requests on their own streams, but after a long pause only a list tells all. */
function watch(): void {
  client.on('join_request.created', takeRequest);
  client.on('join_request.approved', takeRequest);
  client.on('join_request.denied', takeRequest);
  client.onStatus(({ state }) => {
    if (state === 'online') for (const channelId of known.get().keys()) ask(channelId);
  });
}

onSignedOut(() => known.set(new Map()));

function ask(channelId: string): void {
  if (!client.may.inChannel(channelId, 'join_request.list')) return;
  const asked = client.command('join_request.list', { channelId, status: 'pending', limit: 100 });
  quietly(asked.then(({ items }) => set(channelId, items)));
}

/** Who waits to be let into a channel that one leads, the first who asked at the beginning. */
export function useWaiting(channelId: string): readonly JoinRequest[] {
  const waiting = useValue(known, (now) => now.get(channelId) ?? NONE);
  const leads = useParley(() => asksForMembers(channelId));
  useEffect(() => {
    if (leads && !known.get().has(channelId)) ask(channelId);
  }, [channelId, leads]);
  return leads ? waiting : NONE;
}

/** Whether others ask to come in here and one decides. */
function asksForMembers(channelId: string): boolean {
  const isAsked = client.state.channels[channelId]?.visibility === 'request';
  return isAsked && client.may.inChannel(channelId, 'join_request.list');
}
