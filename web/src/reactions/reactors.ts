import type { Message } from '@parley/client';
import { useState } from 'react';
import { client, quietly, useParley } from '../session/parley.js';

type Reaction = Message['reactions'][number];

/** So many are named; the others are counted. */
const NAMED = 12;

interface Reactors {
  /** Who they are, as a sentence has it. */
  names: string;
  /** Asks the server for those whom this page has not met yet. */
  meet: () => void;
}

/** Who put an emoji on a message. */
export function useReactors(messageId: string, { emoji, count, userIds }: Reaction): Reactors {
  const users = useParley(() => client.state.users);
  const me = client.me?.id;
  const [met, setMet] = useState<Record<string, string>>({});
  const nameOf = (id: string): string | undefined => (id === me ? 'you' : (users[id]?.displayName ?? met[id]));

  function meet(): void {
    if (userIds.slice(0, NAMED).every(nameOf)) return;
    const asking = client.command('reaction.list', { messageId, emoji, limit: NAMED });
    quietly(
      asking.then(({ items }) => setMet(Object.fromEntries(items.map(({ user }) => [user.id, user.displayName])))),
    );
  }

  const known = userIds.slice(0, NAMED).flatMap((id) => nameOf(id) ?? []);
  const others = count - known.length;
  const listed = others > 0 ? [...known, others === 1 ? '1 other' : `${others} others`] : known;
  return { names: new Intl.ListFormat('en').format(listed), meet };
}
