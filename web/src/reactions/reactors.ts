import type { Message } from '@parley/client';
import { meet, useKnown } from '../people/use-users.js';
import { client, quietly } from '../session/parley.js';

type Reaction = Message['reactions'][number];

/** So many are named; the others are counted. */
const NAMED = 12;

interface Reactors {
  /** Who they are, as a sentence has it. */
  names: string;
  /** Asks the server for those whom this page does not know yet, when somebody wants to know. */
  look: () => void;
}

/** Who put an emoji on a message. */
export function useReactors(messageId: string, { emoji, count, userIds }: Reaction): Reactors {
  const me = client.me?.id;
  const first = userIds.slice(0, NAMED);
  const known = useKnown(first);
  const names = known.map(({ id, displayName }) => (id === me ? 'you' : displayName));

  function look(): void {
    if (known.length === first.length) return;
    const asking = client.command('reaction.list', { messageId, emoji, limit: NAMED });
    quietly(asking.then(({ items }) => meet(items.map(({ user }) => user))));
  }

  const others = count - names.length;
  const listed = others > 0 ? [...names, others === 1 ? '1 other' : `${others} others`] : names;
  return { names: new Intl.ListFormat('en').format(listed), look };
}
