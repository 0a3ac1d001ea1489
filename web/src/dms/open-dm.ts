import { client } from '../session/parley.js';
import { dmPath } from '../session/places.js';

/** Begins a conversation with these people, or finds the one that they have. Answers its address. @throws ParleyError `not_found`, `dm.too_many`. */
export async function openDm(userIds: string[]): Promise<string> {
  const { channel } = await client.command('dm.open', { userIds });
  await client.until(() => client.dms().some(({ id }) => id === channel.id)); // it is told a moment later
  return dmPath(channel);
}
