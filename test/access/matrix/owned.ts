import { expectOk, nonce, person, type Person } from '../../support/people.js';
import { say, textFile } from './room.js';
import type { Ids } from './types.js';

/** A team of somebody’s with one of everything that an id can name, all of which its owner may do anything with that can be done. */
export interface Owned {
  owner: Person;
  friend: Person;
  ids: Ids;
  /** What is talked in beside the room. */
  threadId: string;
  dmId: string;
  voiceId: string;
  /** Other messages: of the thread, and of the DM. */
  replyId: string;
  dmMessageId: string;
}

/** Makes all of it by the product itself. */
export async function own(url: string, name: string): Promise<Owned> {
  const [owner, friend, asker] = await Promise.all(
    ['', '-friend', '-asker'].map((who) => person(url, `${name}${who}`)),
  );
  return { owner: owner!, friend: friend!, ...(await ownThings(owner!, friend!, asker!)) };
}

/** Once more, of the same people. */
export async function ownThings(
  owner: Person,
  friend: Person,
  asker: Person,
): Promise<Omit<Owned, 'owner' | 'friend'>> {
  const team = expectOk(await owner.rest('POST', '/teams', { name: 'Owned' }));
  for (const { id: userId } of [friend, asker])
    expectOk(await owner.rest('POST', `/teams/${team.id}/members`, { userId }));
  const input = { teamId: team.id, name: 'Room', visibility: 'request' };
  const channel = expectOk(await owner.rest('POST', '/channels', input));
  expectOk(await owner.rest('POST', `/channels/${channel.id}/members`, { userId: friend.id }));
  const asked = expectOk(await asker.rest('POST', `/channels/${channel.id}/join-requests`, {}));
  const messageId = await say(owner, channel.id);
  const thread = expectOk(await owner.rest('POST', `/messages/${messageId}/thread`));
  const dm = expectOk(await owner.rest('POST', '/dms', { userIds: [friend.id] })).channel;
  const calls = { teamId: team.id, name: 'Voices', kind: 'voice', visibility: 'private' };
  const voice = expectOk(await owner.rest('POST', '/channels', calls));
  expectOk(await owner.rest('POST', `/channels/${voice.id}/members`, { userId: friend.id }));
  const invitation = expectOk(await owner.rest('POST', `/teams/${team.id}/invitations`, {}));
  const { items } = expectOk(await owner.rest('GET', '/auth/sessions'));
  const ids = {
    ...{ teamId: team.id, channelId: channel.id, slug: channel.slug, messageId, userId: friend.id, emoji: '👍' },
    ...{ invitationId: invitation.id, code: invitation.code, sessionId: items[0].id, requestId: asked.id },
    deadLetterId: nonce(),
    mediaId: (await textFile(owner)).id,
    ...{ mateId: friend.id, peopleIds: friend.id, unseenId: messageId, publicId: channel.id, privateId: channel.id },
    ...{ ownPassword: owner.password, linkToken: 'x'.repeat(43), token: 'x' },
    ...{ username: owner.username, password: owner.password, refreshToken: 'x', accessToken: owner.accessToken },
  };
  const replyId = await say(owner, thread.channelId);
  const dmMessageId = await say(owner, dm.id);
  return { ids, threadId: thread.channelId, dmId: dm.id, voiceId: voice.id, replyId, dmMessageId };
}

/** The ids for an operation: of the kind of channel that knows it. */
export function idsFor(
  name: string,
  { ids, threadId, dmId, voiceId }: Pick<Owned, 'ids' | 'threadId' | 'dmId' | 'voiceId'>,
): Ids {
  if (name.match(/^(dm\.(view|close)|voice\.decline)/)) return { ...ids, channelId: dmId };
  if (name.startsWith('voice.')) return { ...ids, channelId: voiceId };
  return name.match(/^thread\.(follow|unfollow)/) ? { ...ids, channelId: threadId } : ids;
}
