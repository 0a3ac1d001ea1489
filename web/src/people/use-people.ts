import { useEffect, useMemo, useState } from 'react';
import type { User } from '@parley/client';
import { client, quietly, useParley } from '../session/parley.js';
import { score } from '../ui/fuzzy.js';

/** Milliseconds without a key after which the server is asked. */
const PAUSE = 150;
const MOST = 20;

/** People whom one can write to and who are called like what was typed: those known here at once, then those whom the server finds. */
export function usePeople(typed: string): User[] {
  const known = useParley(() => client.state.users);
  const found = useFound(typed.trim());
  return useMemo(() => {
    const people = new Map(Object.values(known).map((user) => [user.id, user]));
    for (const user of found) if (!people.has(user.id)) people.set(user.id, user);
    return [...people.values()]
      .filter(({ id }) => id !== client.me?.id)
      .map((user) => ({ user, points: score(typed, `${user.displayName} ${user.username}`) }))
      .filter(({ points }) => points !== undefined)
      .sort((a, b) => b.points! - a.points! || a.user.displayName.localeCompare(b.user.displayName))
      .slice(0, MOST)
      .map(({ user }) => user);
  }, [known, found, typed]);
}

function useFound(query: string): readonly User[] {
  const [found, setFound] = useState<readonly User[]>([]);
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(
      () =>
        quietly(
          client.command('user.list', { limit: MOST, ...(query && { query }) }).then(({ items }) => {
            if (isWanted) setFound(items);
          }),
        ),
      PAUSE,
    );
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [query]);
  return found;
}
