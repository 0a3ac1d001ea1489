import { useEffect } from 'react';
import type { Channel, User } from '@parley/client';
import { client, quietly } from '../session/parley.js';
import { onSignedOut } from '../session/signed-out.js';
import { useValue, valueOf, withEntry } from '../ui/value.js';

/** Pages of a hundred; in larger channels those who came later are found by writing their name out. */
const MAX_PAGES = 10;
/** Milliseconds after which people are asked for anew. */
const FRESH = 60_000;

const NOBODY: readonly User[] = [];
const known = valueOf<ReadonlyMap<string, { people: readonly User[]; at: number }>>(new Map());
const asking = new Set<string>();

/** Who is in a channel, and so can be mentioned there: in a thread, who is in the channel that it hangs under. Asked for when it is first shown. */
export function useMentionable({ id, parentId, participants }: Channel): readonly User[] {
  const home = parentId ?? id;
  useEffect(() => {
    if (!participants) quietly(load(home));
  }, [home, participants]);
  const people = useValue(known, (now) => now.get(home)?.people ?? NOBODY);
  return participants ?? people;
}

async function load(channelId: string): Promise<void> {
  if (asking.has(channelId) || Date.now() - (known.get().get(channelId)?.at ?? 0) < FRESH) return;
  asking.add(channelId);
  try {
    const people: User[] = [];
    let after: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const answer = await client.command('channel.member.list', { channelId, limit: 100, ...(after && { after }) });
      people.push(...answer.items.map(({ user }) => user));
      if (answer.after === null) break;
      after = answer.after;
    }
    if (!asking.has(channelId)) return; // signed out meanwhile
    known.set(withEntry(known.get(), channelId, { people, at: Date.now() }));
  } finally {
    asking.delete(channelId);
  }
}

onSignedOut(() => {
  known.set(new Map());
  asking.clear();
});

/** Whether `@channel` and `@here` reach anybody from oneself: in a DM they do from all. */
export function mayMentionEveryone({ id, parentId, teamId }: Channel): boolean {
  return teamId === null || client.may.inChannel(parentId ?? id, 'message.mention_everyone');
}
