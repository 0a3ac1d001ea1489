import { expectOk, nonce, Person, type Cast } from './people.js';

/** One of the kinds of channel that Ada and Ben can talk in and Cy cannot. */
export interface Place {
  /** A new one, in which nothing was said; answers the channel's id. Ada leads it where somebody does. */
  open(stage: Cast): Promise<string>;
}

/** Everything people talk in: what works in one works in all of them. For `describe.each(places)('in a %s', …)`. */
export const places: [string, Place][] = [
  [
    'room',
    {
      open: async ({ ada, team }) =>
        expectOk(await ada.rest('POST', '/channels', { teamId: team.id, name: 'Room' })).id,
    },
  ],
  [
    'DM',
    {
      // A conversation that grew from a message is one of its own, so it is new every time.
      open: async ({ ada, ben, general }) => {
        const { id: originMessageId } = await say({ ada, general });
        const { channel } = expectOk(await ada.rest('POST', '/dms', { userIds: [ben.id], originMessageId }));
        return channel.id;
      },
    },
  ],
  [
    'thread',
    {
      open: async ({ ada, ben, general }) => {
        const { id } = await say({ ada, general });
        const { channelId } = expectOk(await ada.rest('POST', `/messages/${id}/thread`));
        expectOk(await ben.rest('PUT', `/channels/${channelId}/follow`));
        return channelId;
      },
    },
  ],
];

/** Another device of the same person, connected, on another node if one is given. */
export function secondDevice(who: Person, url = who.url): Promise<Person> {
  const { name, id, username, password, accessToken, refreshToken } = who;
  return new Person(url, `${name}’s other device`, id, username, password, accessToken, refreshToken).connect();
}

async function say({ ada, general }: Pick<Cast, 'ada' | 'general'>): Promise<{ id: string }> {
  return expectOk(await ada.rest('POST', `/channels/${general.id}/messages`, { body: 'It begins.', nonce: nonce() }));
}
