import { expectOk, nonce, type Person } from '../../support/people.js';
import { uploaded } from '../../support/uploads.js';

/** A channel with a message of everybody who is or was in it, and one that its author has deleted. */
export interface Room {
  id: string;
  slug: string;
  messages: Record<string, string>;
  /** A file that hangs on a message. */
  mediaId?: string;
  /** Of a visitor who would like to come in. */
  requestId?: string;
}

/** Says something in a channel. Answers the message's id. */
export async function say(who: Person, channelId: string, body = who.name): Promise<string> {
  return expectOk(await who.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() })).id;
}

/** Sends a text file with a message. Answers the file's id. */
export async function sayWithFile(who: Person, channelId: string): Promise<string> {
  const { id } = await textFile(who);
  const input = { body: 'with a file', nonce: nonce(), mediaIds: [id] };
  expectOk(await who.rest('POST', `/channels/${channelId}/messages`, input));
  return id;
}

/** Uploads a text file, of which there is no picture. */
export const textFile = (who: Person): Promise<{ id: string }> =>
  uploaded(who, Buffer.from('a plain text'), { name: 'plain.txt', type: 'text/plain' });

/** A message of this person in a channel that is not archived; who is not in it comes in for it, where they can. */
export async function freshMessage(room: Room, who: Person): Promise<string> {
  const send = () => who.rest('POST', `/channels/${room.id}/messages`, { body: 'to be spent', nonce: nonce() });
  const first = await send();
  if (first.ok) return first.data.id;
  expectOk(await who.rest('POST', `/channels/${room.id}/join`));
  const { id } = expectOk(await send());
  expectOk(await who.rest('POST', `/channels/${room.id}/leave`));
  return id;
}

/** A message that its author took back. */
export async function sayAndDelete(who: Person, channelId: string): Promise<string> {
  const id = await say(who, channelId, 'to be deleted');
  expectOk(await who.rest('DELETE', `/messages/${id}`));
  return id;
}
