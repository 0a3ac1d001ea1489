import { useSyncExternalStore } from 'react';
import type { Message } from '@parley/client';
import { onSignedOut } from '../session/signed-out.js';

/** What the next message answers, by channel. */
const answered = new Map<string, Message>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The message that the next one in this channel answers. */
export function answeredIn(channelId: string): Message | undefined {
  return answered.get(channelId);
}

export function useReplying(channelId: string): Message | undefined {
  return useSyncExternalStore(subscribe, () => answeredIn(channelId));
}

/** Lets the next message in the channel answer this one, or none. */
export function replyTo(channelId: string, message: Message | undefined): void {
  if (message) answered.set(channelId, message);
  else answered.delete(channelId);
  for (const listener of listeners) listener();
}

onSignedOut(() => answered.clear());
