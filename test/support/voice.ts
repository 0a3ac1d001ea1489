import type { TestApp } from './app.js';
import { expectOk, person, type Answer, type Cast, type Door, type Person } from './people.js';

/** The commands of calls, by either door where there are two. */
export const listVoice = (door: Door, who: Person, channelId: string): Promise<Answer> =>
  door === 'rest' ? who.rest('GET', `/channels/${channelId}/voice`) : who.command('voice.list', { channelId });
export const leaveVoice = (door: Door, who: Person, channelId: string, peerId?: string): Promise<Answer> =>
  door === 'rest'
    ? who.rest('DELETE', `/channels/${channelId}/voice${peerId === undefined ? '' : `?peerId=${peerId}`}`)
    : who.command('voice.leave', { channelId, ...(peerId === undefined ? {} : { peerId }) });
export const declineVoice = (door: Door, who: Person, channelId: string): Promise<Answer> =>
  door === 'rest'
    ? who.rest('POST', `/channels/${channelId}/voice/decline`)
    : who.command('voice.decline', { channelId });
export const muteVoice = (door: Door, who: Person, channelId: string, userId: string, muted = true): Promise<Answer> =>
  door === 'rest'
    ? who.rest('PATCH', `/channels/${channelId}/voice/${userId}`, { muted })
    : who.command('voice.mute', { channelId, userId, muted });
export const removeVoice = (door: Door, who: Person, channelId: string, userId: string): Promise<Answer> =>
  door === 'rest'
    ? who.rest('DELETE', `/channels/${channelId}/voice/${userId}`)
    : who.command('voice.remove', { channelId, userId });
export const joinVoice = (who: Person, channelId: string, input: object = {}): Promise<Answer> =>
  who.command('voice.join', { channelId, ...input });
export const tellState = (who: Person, channelId: string, input: object): Promise<Answer> =>
  who.command('voice.state', { channelId, ...input });
export const sendSignal = (who: Person, channelId: string, input: object): Promise<Answer> =>
  who.command('voice.signal', { channelId, ...input });

/** What a description looks like to the server: a text. */
export const SDP = 'v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n';

/** Steps in and answers the stay's name. */
export async function stepIn(who: Person, channelId: string, input: object = {}): Promise<string> {
  return expectOk(await joinVoice(who, channelId, input)).peerId;
}

/** Who is there, as somebody sees it. */
export async function namesIn(who: Person, channelId: string): Promise<string[]> {
  const { participants } = expectOk(await listVoice('rest', who, channelId));
  return participants.map(({ user }: any) => user.displayName);
}

/** A new voice channel of Ada's, with everybody of the team unless it is private. */
export async function voiceChannel({ ada, team }: Cast, visibility = 'public'): Promise<string> {
  const input = { teamId: team.id, name: 'Voices', kind: 'voice', visibility };
  return expectOk(await ada.rest('POST', '/channels', input)).id;
}

/** Somebody more in Ada's team, connected. */
export async function teamMate({ ada, team }: Cast, name: string, role?: string): Promise<Person> {
  const who = await person(ada.url, name);
  expectOk(await ada.rest('POST', `/teams/${team.id}/members`, { userId: who.id, ...(role ? { role } : {}) }));
  return who.connect();
}

/** Lets time pass for a stay, as if nobody had put off its end: it is over for `ms`. */
export async function lapse({ database }: TestApp, userId: string, ms = 1_000): Promise<void> {
  await database.write([], ({ manager, now }) =>
    manager.query('UPDATE voice_participants SET aliveUntil = ? WHERE userId = ?', [
      new Date(now.getTime() - ms).toISOString().slice(0, 23).replace('T', ' '),
      userId,
    ]),
  );
}
