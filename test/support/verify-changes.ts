import { createClient, type ParleyClient } from '@parley/client';
import type { Person } from './people.js';
import { until } from './processes.js';

const timing = { reconnectWait: [20, 200], gapWait: [20, 50], retryWait: [50, 500] } as const;

/** Somebody who watches with two devices: one always connected, one that is away whenever something happens. */
export interface Watcher {
  person: Person;
  live: ParleyClient;
  sleepy: ParleyClient;
}

/** Signs in with both devices and looks at these channels and teams. */
export async function watch(person: Person, channelIds: string[], teamIds: string[]): Promise<Watcher> {
  const device = () => signedIn(person, channelIds, teamIds);
  return { person, live: await device(), sleepy: await device() };
}

/**
 * What a watcher knew plus what they were sent must equal what somebody finds who comes fresh: with the device that heard it live, and with the
 * one that was away and asked `sync`. By the reducer that the web app ships.
 */
export async function verifyChanges(watchers: Watcher[], action: () => Promise<unknown>): Promise<void> {
  for (const { sleepy } of watchers) sleepy.disconnect();
  await action();
  for (const { sleepy } of watchers) sleepy.connect();
  for (const { person, live, sleepy } of watchers) {
    const open = Object.entries(live.state.timelines).flatMap(([id, timeline]) => (timeline.open ? [id] : []));
    const fresh = await signedIn(
      person,
      open.filter((id) => id in live.state.memberships),
      Object.keys(live.state.teamMembers),
    );
    try {
      for (const [device, client] of Object.entries({ live, sleepy })) {
        await until(
          () => JSON.stringify(positionsOf(client)) === JSON.stringify(positionsOf(fresh)),
          `${person.name}’s ${device} device stands where a fresh one does`,
          30_000,
        );
        await until(() => loaded(client, fresh), `${person.name}’s ${device} device has loaded what it shows`, 30_000);
        expect({ device, ...view(client) }).toEqual({ device, ...view(fresh) });
      }
    } finally {
      await fresh.close();
    }
  }
}

/** Lets both devices go. */
export async function unwatch(watchers: Watcher[]): Promise<void> {
  await Promise.all(watchers.flatMap(({ live, sleepy }) => [live.close(), sleepy.close()]));
}

async function signedIn(
  { url, username, password }: Person,
  channelIds: string[],
  teamIds: string[],
): Promise<ParleyClient> {
  const client = createClient({ url, timing });
  await client.auth.login({ login: username, password });
  await client.reaches('online');
  for (const id of channelIds) await client.openChannel(id);
  for (const id of teamIds) if (id in client.state.teams) await client.loadMembers(id);
  return client;
}

const sorted = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

const positionsOf = ({ state }: ParleyClient) => sorted(state.positions);

function loaded(client: ParleyClient, fresh: ParleyClient): boolean {
  return Object.keys(fresh.state.memberships).every(
    (id) => client.messages(id).at(-1)?.seq === fresh.messages(id).at(-1)?.seq,
  );
}

/** Memberships without their copy of the person, whom the state knows by id and shows as they are called now. */
const standing = <T extends { user: { id: string } }>(memberships: Readonly<Record<string, T>>) =>
  sorted(memberships).map(([id, { user, ...membership }]) => [id, user.id, membership]);

function view(client: ParleyClient) {
  const { me, epoch, memberships, teamMemberships, readMarks, preferences, voices } = client.state;
  const own = Object.keys(memberships).sort();
  return {
    ...{
      me,
      epoch,
      memberships: standing(memberships),
      teamMemberships: standing(teamMemberships),
      // Which unread messages mention one is compared as it is shown: the list ages with every message.
      readMarks: sorted(readMarks).map(([id, mark]) => [id, { ...mark, mentions: [] }]),
      preferences: sorted(preferences),
      // People as memberships have them: by id.
      voices: sorted(voices).map(([id, { participants, ...room }]) => [
        id,
        {
          ...room,
          participants: participants.map(({ user, ...participant }) => ({ ...participant, userId: user.id })),
        },
      ]),
    },
    teams: client.teams(),
    channels: client.channels(),
    dms: client.dms(),
    unread: own.map((id) => [id, client.unread(id), client.mentions(id)]),
    messages: own.map((id) => client.messages(id)),
    members: client.teams().map(({ id }) => client.members(id)),
  };
}
