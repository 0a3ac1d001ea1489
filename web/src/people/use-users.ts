import { useEffect, useSyncExternalStore } from 'react';
import type { User } from '@parley/client';
import { client, quietly, useParley } from '../session/parley.js';
import { onSignedOut } from '../session/signed-out.js';

type Known = Pick<User, 'id' | 'username' | 'displayName' | 'avatarId'>;

/** People who stand in nothing that is kept here, as they were when they were asked for. */
let met: ReadonlyMap<string, Known> = new Map();
const asked = new Set<string>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes in people that came with something else. */
export function meet(people: readonly Known[]): void {
  met = new Map([...met, ...people.map((person) => [person.id, person] as const)]);
  for (const listener of listeners) listener();
}

function ask(userId: string): void {
  if (asked.has(userId)) return;
  asked.add(userId);
  quietly(client.command('user.open', { userId }).then((person) => meet([person])));
}

onSignedOut(() => {
  met = new Map();
  asked.clear();
});

/** Those of these people who are known here. */
export function useKnown(ids: readonly string[]): Known[] {
  const users = useParley(() => client.state.users);
  const others = useSyncExternalStore(subscribe, () => met);
  return ids.flatMap((id) => users[id] ?? others.get(id) ?? []);
}

/** These people; who is not known is asked for. */
export function useUsers(ids: readonly string[]): Known[] {
  const known = useKnown(ids);
  const missing = ids.filter((id) => !known.some((one) => one.id === id)).join(' ');
  useEffect(() => {
    if (missing !== '') missing.split(' ').forEach(ask);
  }, [missing]);
  return known;
}
