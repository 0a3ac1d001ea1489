import { expectOk, person, type Answer, type Door, type Person } from './people.js';

/** The commands of conversations by either door. */
export const openDm = (door: Door, who: Person, input: object): Promise<Answer> =>
  door === 'rest' ? who.rest('POST', '/dms', input) : who.command('dm.open', input);
export const sendDm = (door: Door, who: Person, input: object): Promise<Answer> =>
  door === 'rest' ? who.rest('POST', '/dms/messages', input) : who.command('dm.send', input);
export const listDms = (door: Door, who: Person, query: Record<string, unknown> = {}): Promise<Answer> =>
  door === 'rest'
    ? who.rest('GET', `/dms?${new URLSearchParams(query as Record<string, string>)}`)
    : who.command('dm.list', query);
export const viewDm = (door: Door, who: Person, channelId: string): Promise<Answer> =>
  door === 'rest' ? who.rest('GET', `/dms/${channelId}`) : who.command('dm.view', { channelId });
export const closeDm = (door: Door, who: Person, channelId: string, closed?: boolean): Promise<Answer> =>
  door === 'rest'
    ? who.rest('PUT', `/dms/${channelId}/visibility`, { closed })
    : who.command('dm.close', { channelId, closed });
export const sayIn = (door: Door, who: Person, channelId: string, input: object): Promise<Answer> =>
  door === 'rest'
    ? who.rest('POST', `/dms/${channelId}/messages`, input)
    : who.command('message.send', { channelId, ...input });
export const historyOf = (door: Door, who: Person, channelId: string): Promise<Answer> =>
  door === 'rest' ? who.rest('GET', `/dms/${channelId}/messages`) : who.command('message.list', { channelId });

/** Somebody more in a team of Ada's, connected. */
export async function mate(ada: Person, teamId: string, name: string): Promise<Person> {
  const who = await person(ada.url, name);
  expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: who.id }));
  return who.connect();
}

export const idsOf = (page: { items: { channel: { id: string } }[] }): string[] =>
  page.items.map(({ channel }) => channel.id);
