import { useCallback, useEffect } from 'react';
import { ParleyError, type Message } from '@parley/client';
import { client, onReturn, quietly, useParley } from '../session/parley.js';
import { onSignedOut } from '../session/signed-out.js';
import { useValue, valueOf, withEntry } from '../ui/value.js';

/** `gone` for what is not there any more, or not one's own to see. */
type Known = Message | 'gone';

/** Messages that stand outside of what is loaded, as last heard of. */
const known = valueOf<ReadonlyMap<string, Known>>(new Map(), watch);
/** Questions that are on their way. */
const asked = new Set<string>();
/** How many places show a message from here. */
const shown = new Map<string, number>();

function put(id: string, value: Known): void {
  known.set(withEntry(known.get(), id, value));
}

/** Takes in a message that came with something else. */
export function rememberMessage(message: Message): void {
  const held = known.get().get(message.id);
  if (held === undefined || held === 'gone' || held.version <= message.version) put(message.id, message);
}

function watch(): void {
  const hear = (message: Message): void => void (known.get().has(message.id) && rememberMessage(message));
  for (const type of ['message.updated', 'message.deleted', 'message.pinned', 'message.unpinned'] as const)
    client.on(type, hear);
  for (const type of ['reaction.added', 'reaction.removed'] as const) client.on(type, ({ message }) => hear(message));
  onReturn(askAnew);
}

onSignedOut(() => {
  known.set(new Map());
  asked.clear();
});

/** After a pause no facts may tell what was edited or deleted: what is shown is asked for again, and all else when it is shown next. */
function askAnew(): void {
  known.set(new Map([...known.get()].filter(([id]) => shown.has(id))));
  for (const id of shown.keys()) ask(id);
}

/** Counts a place that shows a message, until the answered function is called. */
function show(messageId: string): () => void {
  shown.set(messageId, (shown.get(messageId) ?? 0) + 1);
  return () => {
    const rest = shown.get(messageId)! - 1;
    if (rest > 0) shown.set(messageId, rest);
    else shown.delete(messageId);
  };
}

function ask(messageId: string): void {
  if (asked.has(messageId)) return;
  asked.add(messageId);
  const answer = client.command('message.open', { messageId }).then(rememberMessage, (error: unknown) => {
    if (error instanceof ParleyError && error.status === 404) put(messageId, 'gone');
    throw error;
  });
  quietly(answer.finally(() => asked.delete(messageId)));
}

/** One message, wherever it stands: from what is loaded of its channel, else asked for. Undefined until it is there. */
export function useMessage(messageId: string, channelId: string): Known | undefined {
  const find = useCallback(() => client.messages(channelId).find(({ id }) => id === messageId), [messageId, channelId]);
  const loaded = useParley(find);
  const elsewhere = useValue(known, (now) => now.get(messageId));
  const isElsewhere = loaded === undefined;
  const isMissing = isElsewhere && elsewhere === undefined;
  useEffect(() => (isElsewhere ? show(messageId) : undefined), [isElsewhere, messageId]);
  useEffect(() => {
    if (isMissing) ask(messageId);
  }, [isMissing, messageId]);
  return loaded ?? elsewhere;
}
