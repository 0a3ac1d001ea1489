import { useEffect } from 'react';
import type { User } from '@parley/client';
import { client, quietly, useParley } from '../session/parley.js';
import { onSignedOut } from '../session/signed-out.js';
import { useValue, valueOf } from '../ui/value.js';

type Known = Pick<User, 'id' | 'username' | 'displayName' | 'avatarId'>;

/** People who stand in nothing that is kept here, as they were when they were asked for. */
const met = valueOf<ReadonlyMap<string, Known>>(new Map());
const asked = new Set<string>();

/** Takes in people that came with something else. */
export function meet(people: readonly Known[]): void {
  met.set(new Map([...met.get(), ...people.map((person) => [person.id, person] as const)]));
}

function ask(userId: string): void {
  if (asked.has(userId)) return;
  asked.add(userId);
  quietly(client.command('user.open', { userId }).then((person) => meet([person])));
}

onSignedOut(() => {
  met.set(new Map());
  asked.clear();
});

/** Those of these people who are known here. */
export function useKnown(ids: readonly string[]): Known[] {
  const users = useParley(() => client.state.users);
  const others = useValue(met);
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
