import type { Channel } from '@parley/client';
import { PersonRow } from '../people/person-row.js';
import { client } from '../session/parley.js';
import { Notifications } from './notifications.js';

/** Who talks in a conversation beside the teams. It is always the same people. */
export function Participants({ channel }: { channel: Channel }) {
  return (
    <div className="grid grid-cols-1 gap-5 p-4">
      <ul className="grid grid-cols-1 gap-1">
        {channel.participants?.map((user) => (
          <li key={user.id}>
            <PersonRow user={user} note={user.id === client.me?.id ? 'you' : undefined} />
          </li>
        ))}
      </ul>
      <Notifications channel={channel} />
    </div>
  );
}
