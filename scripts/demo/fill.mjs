// Lets the people of the demo do by the SDK what people do: register, found teams, come in by invitation, talk, read, keep order.
// Every step can be done twice without harm, so a demo that broke off is finished by running it again.
import { createClient, ParleyError } from '@parley/client';
import { Sorry } from '../prepare.mjs';
import { dms, password, people, teams } from './cast.mjs';
import { bannedIn, keepOrder, reopen } from './order.mjs';
import { readStory } from './story.mjs';
import { talk } from './talk.mjs';

/**
 * @param {{url: string, now: Date, check: (userId: string) => Promise<void>}} options `check` looks at the first account before anything else is made
 * @returns what was made: per team its id, members, channels and what was said, and the same of conversations, for the times to be set
 */
export async function fill({ url, now, check }) {
  const clients = new Map();
  const enter = async (person) => clients.set(person.username, await signIn(url, person));
  try {
    await enter(people[0]); // alone: the first one to register owns the installation
    await check(clients.get(people[0].username).me.id);
    await Promise.all(people.slice(1).map(enter));
    const made = [];
    for (const team of teams) made.push(await makeTeam(clients, team, now));
    const conversations = await Promise.all(dms.map((dm) => converse(clients, dm, made[0], now)));
    await Promise.all(people.map((person) => settle(clients.get(person.username), person, made[0])));
    for (const [index, team] of teams.entries()) await keepOrder(clients, team, made[index]);
    return { people: people.map(({ username }) => clients.get(username).me.id), teams: made, dms: conversations };
  } finally {
    // Their sessions would stand in the list of devices for ever.
    await Promise.all(
      [...clients.values()].map(async (client) => {
        await client.auth.logout();
        await client.close();
      }),
    );
  }
}

async function signIn(url, { username, displayName }) {
  const client = createClient({ url });
  const account = { username, displayName, email: `${username}@example.org`, password };
  try {
    await client.auth.register(account);
  } catch (error) {
    // By an earlier run that broke off.
    if (!['auth.username_taken', 'auth.email_taken'].includes(error.code)) throw error;
    await client.auth.login({ login: username, password });
  }
  await client.reaches('online');
  return client;
}

/** What a person shows of themselves, and what they see first. */
async function settle(client, { username, status }, { present, general }) {
  if (present.includes(username)) await client.command('me.update', { lastChannelId: general.id });
  if (status) await client.command('status.set', status);
}

async function makeTeam(clients, cast, now) {
  const founder = clients.get(cast.members[0]);
  const earlier = founder.teams().find(({ name }) => name === cast.name);
  const team = earlier ?? (await founder.command('team.create', { name: cast.name, description: cast.description }));
  const teamId = team.id;
  const invitation = await invitationTo(founder, teamId);
  const banned = await bannedIn(founder, teamId);
  const members = cast.members.filter((username) => !banned.has(username));
  for (const username of members.slice(1)) {
    await clients.get(username).command('invitation.accept', { code: invitation.code });
  }
  await founder.until(() => founder.channels(teamId).length > 0);
  const general = founder.channels(teamId).find(({ isGeneral }) => isGeneral);
  await founder.command('channel.update', { channelId: general.id, topic: cast.generalTopic });

  const channels = [{ slug: 'general', id: general.id, members }];
  for (const about of cast.channels) channels.push(await makeChannel(clients, founder, about, { teamId, members }));
  const talked = await Promise.all(
    channels.map((channel) => {
      const silent = { lines: [], read: 0 };
      return talk(clients, channel, channel.kind === 'voice' ? silent : readStory(cast.folder, channel.slug, now));
    }),
  );
  return {
    ...{ teamId, begins: cast.begins, invitation, general, present: members, channels: talked },
    members: cast.members.map((username) => clients.get(username).me.id),
  };
}

async function makeChannel(clients, founder, about, { teamId, members: all }) {
  const { slug, name, topic, kind, visibility, members = all } = about;
  const input = { teamId, slug, name, topic, kind, visibility, ifAbsent: true };
  const channel = await founder.command('channel.create', input);
  await reopen(founder, channel);
  // Of a public one everybody is a member from the start.
  const invited = about.members?.map((username) => clients.get(username));
  if (invited) await addMembers(founder, channel.id, invited);
  return { slug, kind, id: channel.id, members };
}

async function invitationTo(founder, teamId) {
  const { items } = await founder.command('invitation.list', { teamId });
  return (
    items.find(({ state }) => state === 'open') ?? founder.command('invitation.create', { teamId, expiresIn: null })
  );
}

async function addMembers(founder, channelId, members) {
  const { items } = await founder.command('channel.member.list', { channelId, limit: 100 });
  const present = new Set(items.map(({ user }) => user.id));
  for (const { me } of members) {
    if (!present.has(me.id)) await founder.command('channel.member.add', { channelId, userId: me.id });
  }
}

/** A conversation beside the teams; one that grew from a message grew from one of this team's. */
async function converse(clients, { story, people: usernames, from }, { channels }, now) {
  const grownFrom = from && findMessage(channels, from);
  const input = { usernames: usernames.slice(1), originMessageId: grownFrom?.id };
  const { channel } = await clients.get(usernames[0]).command('dm.open', input);
  const talked = await talk(clients, { id: channel.id, members: usernames }, readStory('dms', story, now));
  return { ...talked, members: usernames.map((username) => clients.get(username).me.id) };
}

function findMessage(channels, { channel: slug, body }) {
  const said = channels.find((channel) => channel.slug === slug)?.said ?? [];
  const found = said.find(({ line }) => line.body.startsWith(body));
  if (!found) throw new Error(`Nobody says "${body}" in ${slug}.`);
  return found.message;
}

/** A refusal of the server in one sentence. Anything else is passed on. */
export function asSentence(error) {
  if (!(error instanceof ParleyError)) return error;
  return new Sorry(`The demo was refused (${error.code}): ${error.detail ?? error.title}.`);
}
