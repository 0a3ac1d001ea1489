import { client, quietly } from '../session/parley.js';
import { useValue, valueOf, withEntry } from '../ui/value.js';

/** Milliseconds until it is over by itself: a little longer than the server says, whose clock may differ. */
const OVER_AFTER = 9_000;
/** So often the server is told that it goes on; it takes it for over after eight seconds. */
const SAID_EVERY = 4_000;
const NOBODY: readonly string[] = [];

const typing = valueOf<ReadonlyMap<string, readonly string[]>>(new Map(), watch);
const endings = new Map<string, ReturnType<typeof setTimeout>>();

function put(channelId: string, userIds: readonly string[]): void {
  typing.set(withEntry(typing.get(), channelId, userIds.length > 0 ? userIds : undefined));
}

function begin(channelId: string, userId: string): void {
  const key = `${channelId} ${userId}`;
  clearTimeout(endings.get(key));
  endings.set(
    key,
    setTimeout(() => end(channelId, userId), OVER_AFTER),
  );
  const now = typing.get().get(channelId) ?? NOBODY;
  if (!now.includes(userId)) put(channelId, [...now, userId]);
}

function end(channelId: string, userId: string): void {
  const key = `${channelId} ${userId}`;
  clearTimeout(endings.get(key));
  endings.delete(key);
  const now = typing.get().get(channelId) ?? NOBODY;
  const others = now.filter((id) => id !== userId);
  if (others.length < now.length) put(channelId, others);
}

function watch(): void {
  client.on('typing.started', ({ channelId, userId }) => begin(channelId, userId));
  client.on('typing.stopped', ({ channelId, userId }) => end(channelId, userId));
}

/** Who writes in a channel just now, oneself excepted; the same list until it changes. */
export function useTyping(channelId: string): readonly string[] {
  return useValue(typing, (now) => now.get(channelId) ?? NOBODY);
}

/** When the server was last told that one writes, by channel. */
const said = new Map<string, number>();

/** To be called with every change of what one writes. While the connection is away nobody needs to hear of it, and in a thread only who follows it is heard. */
export function sayTyping(channelId: string, text: string): void {
  if (client.status.state !== 'online' || !client.state.memberships[channelId]) return;
  const last = said.get(channelId);
  if (text.trim() === '') {
    if (last !== undefined) quietly(client.command('typing.stop', { channelId }));
    said.delete(channelId);
  } else if (last === undefined || Date.now() - last > SAID_EVERY) {
    said.set(channelId, Date.now());
    quietly(client.command('typing.start', { channelId }));
  }
}

/** What was written was sent, which tells the others by itself. */
export function forgetTyping(channelId: string): void {
  said.delete(channelId);
}
