// Moves what was made just now into the past week. This goes around the server, by SQL, because nobody may choose the time of a message.
import { workdayAgo } from './story.mjs';

const MINUTE = 60_000;

/** What else holds the time of a message: where it mentions somebody, where it is found, and when a thread was answered last. */
const ECHOES = [
  `UPDATE mentions SET createdAt = (SELECT m.createdAt FROM messages m WHERE m.id = mentions.messageId) WHERE channelId = ?`,
  `UPDATE message_search SET createdAt = (SELECT m.createdAt FROM messages m WHERE m.id = message_search.messageId)
   WHERE messageId IN (SELECT m.id FROM messages m WHERE m.channelId = ?)`,
  `UPDATE threads SET version = version + 1, lastReplyAt = (SELECT MAX(m.createdAt) FROM messages m WHERE m.channelId = threads.channelId) WHERE channelId = ?`,
];

/** What is on record of a team happened when what it is about began. */
const RECORDS = [
  `UPDATE audit_entries SET at = (SELECT c.createdAt FROM channels c WHERE c.id = audit_entries.channelId) WHERE teamId = ? AND action = 'channel.created'`,
  `UPDATE audit_entries SET at = (SELECT MIN(i.createdAt) FROM invitations i WHERE i.teamId = audit_entries.teamId) WHERE teamId = ? AND action = 'invitation.created'`,
];

/**
 * Versions grow by one, as with every change. No change is recorded: many hundred of them would have to be told to whoever is connected.
 * The caller begins another epoch instead, and every client that hears of it drops its copies and takes a fresh snapshot.
 * @param {import('../../src/platform/database/database.js').Database} database
 * @param made what `fill` answered
 * @param {{sqlTime: (time: Date) => string, now: Date}} options `sqlTime` of the build
 */
export async function spread(database, made, { sqlTime, now }) {
  const talks = [...made.teams.flatMap(({ channels }) => channels), ...made.dms].flatMap((talk) => [
    talk,
    ...threadsIn(talk),
  ]);
  const streams = talks.map(({ id }) => `channel:${id}`);
  await database.write(streams, async ({ manager }) => {
    const write = (table, assignments, where) => {
      const condition = Object.keys(where)
        .map((name) => `${name} = ?`)
        .join(' AND ');
      const names = Object.keys(assignments).map((name) =>
        name === 'version' ? 'version = version + ?' : `${name} = ?`,
      );
      const values = [...Object.values(assignments), ...Object.values(where)];
      return manager.query(
        `UPDATE ${table} SET ${names.join(', ')} WHERE ${condition}`,
        values.map((value) => (value instanceof Date ? sqlTime(value) : value)),
      );
    };
    const tables = { manager, write, set: (table, times, where) => write(table, { ...times, version: 1 }, where) };
    const begun = workdayAgo(now, made.teams[0].begins).getTime();
    for (const [index, id] of made.people.entries())
      await tables.set('users', { createdAt: minutes(begun, index - 20) }, { id });
    for (const team of made.teams) await spreadTeam(tables, team, now);
    for (const dm of made.dms) await spreadAlone(tables, dm);
  });
}

async function spreadTeam(tables, { teamId, begins, members, invitation, channels }, now) {
  const { manager, set, write } = tables;
  const begun = workdayAgo(now, begins).getTime();
  const joinedAt = new Map(members.map((userId, index) => [userId, minutes(begun, index * 4)]));
  await set('teams', { createdAt: minutes(begun, 0) }, { id: teamId });
  await set('invitations', { createdAt: minutes(begun, 1) }, { id: invitation.id });
  for (const [userId, time] of joinedAt) {
    await set('team_members', { joinedAt: time }, { teamId, userId });
    await write('invitation_uses', { at: time }, { invitationId: invitation.id, userId });
  }
  for (const [index, channel] of channels.entries()) {
    // General comes with the team, the others when everybody is in.
    const createdAt = index === 0 ? minutes(begun, 0) : minutes(begun, members.length * 4 + index);
    await set('channels', { createdAt }, { id: channel.id });
    for (const [userId, joined] of joinedAt) {
      const time = joined > createdAt ? joined : createdAt;
      await set('channel_members', { joinedAt: time }, { channelId: channel.id, userId });
    }
    await spreadMessages(tables, channel, { createdAt, joinedAt });
  }
  for (const record of RECORDS) await manager.query(record, [teamId]);
}

/** What began with what was said first: a conversation, a thread. */
async function spreadAlone(tables, talk) {
  const createdAt = talk.said[0].line.at;
  await tables.set('channels', { createdAt }, { id: talk.id });
  await tables.set('channel_members', { joinedAt: createdAt }, { channelId: talk.id });
  await spreadMessages(tables, talk, { createdAt, joinedAt: new Map() });
}

/** What the server itself wrote, "Ben has joined", goes to the time of what it tells; the order is everywhere that of `seq`. */
async function spreadMessages(tables, talk, { createdAt, joinedAt }) {
  const { manager, set, write } = tables;
  const lines = new Map(talk.said.map(({ line, message }) => [message.id, line]));
  const rows = await manager.query(
    'SELECT id, kind, body, editedAt, deletedAt, pinnedAt FROM messages WHERE channelId = ? ORDER BY seq',
    [talk.id],
  );
  let last = createdAt;
  for (const { id, kind, body, editedAt, deletedAt, pinnedAt } of rows) {
    const wanted = lines.get(id)?.at ?? (kind === 'system' && joinedAt.get(JSON.parse(body).userId)) ?? last;
    last = wanted > last ? wanted : last;
    const edits = lines.get(id)?.edits.length ?? 0;
    const times = {
      createdAt: last,
      editedAt: editedAt && minutes(last, 2 * edits),
      deletedAt: deletedAt && minutes(last, 3),
      pinnedAt: pinnedAt && minutes(last, 1),
    };
    await set('messages', times, { id });
    if (edits > 0) await spreadEdits(tables, id, last);
    if (lines.get(id)?.reactions.length) await write('reactions', { createdAt: minutes(last, 1) }, { messageId: id });
  }
  for (const echo of ECHOES) await manager.query(echo, [talk.id]);
  for (const thread of threadsIn(talk)) await spreadAlone(tables, thread);
}

/** What a message said at first was written with it, and every further text two minutes after the one before. */
async function spreadEdits({ manager, write }, messageId, writtenAt) {
  const rows = await manager.query('SELECT id FROM message_edits WHERE messageId = ? ORDER BY version', [messageId]);
  for (const [index, { id }] of rows.entries())
    await write('message_edits', { writtenAt: minutes(writtenAt, 2 * index) }, { id });
}

function threadsIn({ said }) {
  return said.flatMap(({ thread }) => thread ?? []);
}

function minutes(from, count) {
  return new Date(Number(from) + count * MINUTE);
}
