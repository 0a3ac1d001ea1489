import type { Thread } from '@parley/client';
import { useUsers } from '../people/use-users.js';
import { client } from '../session/parley.js';
import { Avatar } from '../media/avatar.js';

/** So many are shown; more would crowd out the words beside them on a phone. */
const SHOWN = 3;

/** Who answered last in a thread, whoever did so at the beginning: their faces, and their names for who hears the page. */
export function ThreadFaces({ thread }: { thread: Thread }) {
  const people = useUsers(thread.replierIds.slice(0, SHOWN));
  if (people.length === 0) return null;
  const names = people.map(({ id, displayName }) => (id === client.me?.id ? 'you' : displayName));
  const from = `from ${new Intl.ListFormat('en').format(names)}`;
  return (
    <span title={from} className="flex shrink-0">
      {people.map((person) => (
        <Avatar key={person.id} user={person} className="size-5 ring-2 ring-canvas not-first:-ms-1" />
      ))}
      <span className="sr-only">{from}</span>
    </span>
  );
}
