import type { Message } from '@parley/client';
import { client } from '../session/parley.js';
import { sentenceOf } from '../ui/problem.js';
import { useValue, valueOf, withEntry, type Value } from '../ui/value.js';
import { NO_WISHES, type Wishes } from './wishes.js';

const wishes = valueOf<ReadonlyMap<string, Wishes>>(new Map());
/** Why the last one was refused, by message. */
const refusals = valueOf<ReadonlyMap<string, string>>(new Map());

function put<T>(store: Value<ReadonlyMap<string, T>>, messageId: string, value: T | undefined): void {
  store.set(withEntry(store.get(), messageId, value));
}

/** What one wishes of a message's reactions; the same map until it changes. */
export function useWishes(messageId: string): Wishes {
  return useValue(wishes, (now) => now.get(messageId) ?? NO_WISHES);
}

export function useRefusal(messageId: string): string | undefined {
  return useValue(refusals, (now) => now.get(messageId));
}

/** Puts one's emoji on a message or takes it back: shown at once, and as the server says once it has answered. */
export async function react(message: Message, emoji: string, wanted: boolean): Promise<void> {
  const { id, channelId } = message;
  const mine = new Map(wishes.get().get(id)).set(emoji, wanted);
  put(refusals, id, undefined);
  put(wishes, id, mine);
  try {
    const answer = await client.command(wanted ? 'reaction.add' : 'reaction.remove', { messageId: id, emoji });
    await client.until(() => isHeard(channelId, answer));
  } catch (error) {
    put(refusals, id, sentenceOf(error));
  }
  const now = new Map(wishes.get().get(id));
  if (now.get(emoji) === wanted) now.delete(emoji); // else one has changed one's mind meanwhile
  put(wishes, id, now.size > 0 ? now : undefined);
}

/** Whether what is shown of the message is as new as the answer. */
function isHeard(channelId: string, { id, version }: Message): boolean {
  const shown = client.messages(channelId).find((message) => message.id === id);
  return !shown || shown.version >= version;
}
