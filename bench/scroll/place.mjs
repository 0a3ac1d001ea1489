// Two people in a channel with a long history.
import { randomUUID } from 'node:crypto';
import { createClient } from '@parley/client';
import { SqliteStore } from '../figures/stores.mjs';
import { textOf } from '../figures/words.mjs';

export const PASSWORD = 'a table of the tides of June';
const MINUTE = 60_000;
const DAY_MESSAGES = 300;

export async function peopleAndChannel(url) {
  const [ada, ben] = [createClient({ url }), createClient({ url })];
  await Promise.all([register(ada, 'ada'), register(ben, 'ben')]);
  await ada.reaches('online');
  const team = await ada.command('team.create', { name: 'Long' });
  const { code } = await ada.command('invitation.create', { teamId: team.id });
  await ben.command('invitation.accept', { code });
  const channel = await ada.command('channel.create', { teamId: team.id, name: 'History' });
  const made = { channelId: channel.id, authors: [ada.me.id, ben.me.id], path: `/${team.slug}/${channel.slug}` };
  await Promise.all([ada.close(), ben.close()]);
  return made;
}

function register(client, username) {
  return client.auth.register({
    username,
    displayName: username,
    email: `${username}@example.org`,
    password: PASSWORD,
  });
}

/** Writes what was said there straight into the database of a server that is not running. Everybody has read it. */
export async function fillChannel(folder, { channelId, authors }, messages) {
  const store = new SqliteStore(folder);
  const [{ seq: begun, counted }] = await store.query('SELECT seq, counted FROM streams WHERE id = ?', [
    `channel:${channelId}`,
  ]);
  const columns = ['id', 'channelId', 'seq', 'counted', 'authorId', 'kind', 'body', 'nonce', 'createdAt', 'version'];
  await store.insert('messages', columns, rowsOf(channelId, authors, begun, counted, messages));
  const ends = [begun + messages, counted + messages];
  await store.query('UPDATE streams SET seq = ?, counted = ? WHERE id = ?', [...ends, `channel:${channelId}`]);
  await store.query('UPDATE channel_members SET readSeq = ?, readCounted = ? WHERE channelId = ?', [
    ...ends,
    channelId,
  ]);
  await store.settle();
  await store.close();
}

function* rowsOf(channelId, authors, begun, counted, messages) {
  for (let n = 1; n <= messages; n++) {
    const at = new Date(Date.now() - (messages - n) * ((24 * 60 * MINUTE) / DAY_MESSAGES));
    const time = at.toISOString().slice(0, 23).replace('T', ' ');
    const author = authors[Math.floor(n / 3) % authors.length];
    yield [randomUUID(), channelId, begun + n, counted + n, author, 'text', bodyOf(n), randomUUID(), time, 1];
  }
}

/** Mostly a sentence; sometimes what costs more to draw. */
function bodyOf(n) {
  if (n % 25 === 0) return `\`\`\`ts\nconst answer = ${n};\nreturn answer * 2; // ${textOf(n)}\n\`\`\``;
  if (n % 7 === 0) return `**${textOf(n)}**\n- one\n- [two](https://example.org/${n})`;
  return textOf(n);
}
