import type { Message } from '@parley/client';
import { onSignedOut } from '../session/signed-out.js';
import { useValue, valueOf, withEntry } from '../ui/value.js';

/** What the next message answers, by channel. */
const answered = valueOf<ReadonlyMap<string, Message>>(new Map());

/** The message that the next one in this channel answers. */
export function answeredIn(channelId: string): Message | undefined {
  return answered.get().get(channelId);
}

export function useReplying(channelId: string): Message | undefined {
  return useValue(answered, (now) => now.get(channelId));
}

/** Lets the next message in the channel answer this one, or none. */
export function replyTo(channelId: string, message: Message | undefined): void {
  answered.set(withEntry(answered.get(), channelId, message));
}

onSignedOut(() => answered.set(new Map()));
