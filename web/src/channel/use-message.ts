import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { Message } from '@parley/client';
import { client, quietly, useParley } from '../session/parley.js';
import { onSignedOut } from '../session/signed-out.js';

/** `gone` for what is not there any more, or not one's own to see. */
type Known = Message | 'gone';

/** Messages that stand outside of what is loaded, as last heard of. */
const known = new Map<string, Known>();
const asked = new Set<string>();
const listeners = new Set<() => void>();
let watching = false;

function put(id: string, value: Known): void {
  known.set(id, value);
  for (const listener of listeners) listener();
}

/** Takes in a message that came with something else. */
export function rememberMessage(message: Message): void {
  const held = known.get(message.id);
  if (held === undefined || held === 'gone' || held.version <= message.version) put(message.id, message);
}

function watch(): void {
  if (watching) return;
  watching = true;
  const hear = (message: Message): void => void (known.has(message.id) && rememberMessage(message));
  for (const type of ['message.updated', 'message.deleted', 'message.pinned', 'message.unpinned'] as const)
    client.on(type, hear);
  for (const type of ['reaction.added', 'reaction.removed'] as const) client.on(type, ({ message }) => hear(message));
}

onSignedOut(() => {
  known.clear();
  asked.clear();
});

function ask(messageId: string): void {
  if (asked.has(messageId)) return;
  asked.add(messageId);
  const answer = client.command('message.open', { messageId }).then(rememberMessage, (error: unknown) => {
    asked.delete(messageId);
    if ((error as { status?: number }).status === 404) put(messageId, 'gone');
    throw error;
  });
  quietly(answer);
}

function subscribe(listener: () => void): () => void {
  watch();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One message, wherever it stands: from what is loaded of its channel, else asked for. Undefined until it is there. */
export function useMessage(messageId: string, channelId: string): Known | undefined {
  const find = useCallback(() => client.messages(channelId).find(({ id }) => id === messageId), [messageId, channelId]);
  const loaded = useParley(find);
  const elsewhere = useSyncExternalStore(subscribe, () => known.get(messageId));
  const isMissing = loaded === undefined && elsewhere === undefined;
  useEffect(() => {
    if (isMissing) ask(messageId);
  }, [isMissing, messageId]);
  return loaded ?? elsewhere;
}
