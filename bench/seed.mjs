// Fills the two databases of a run: the same people, channels and messages in both.
import { createHmac, randomUUID } from 'node:crypto';
import mysql from 'mysql2/promise';

const NOW = '2026-01-01 00:00:00.000';
const CHUNK = 2_000;
export const SECRET = 'the secret of a benchmark, which nobody else may use';

/** People, small channels of five, one channel for all, one channel with a long history; with what an access token takes for each person. */
export async function seed(parleyUrl, bareUrl, { people, history }) {
  const users = Array.from({ length: people }, (_, n) => ({
    id: randomUUID(),
    sessionId: randomUUID(),
    name: `person${n}`,
  }));
  const small = Array.from({ length: people / 5 }, () => randomUUID());
  const [crowd, long, team] = [randomUUID(), randomUUID(), randomUUID()];
  const members = [
    ...small.flatMap((id, n) => users.slice(n * 5, n * 5 + 5).map((user) => [id, user.id])),
    ...users.slice(0, 200).map((user) => [crowd, user.id]),
    [long, users[0].id],
  ];
  const channels = [...small, crowd, long];
  await fillParley(parleyUrl, { users, channels, members, long, team, history });
  await fillBare(bareUrl, { users, long, history });
  return { users, small, crowd, long };
}

async function fillParley(url, { users, channels, members, long, team, history }) {
  const database = await mysql.createConnection(url);
  const insert = (table, rows) => insertAll(database, table, rows);
  await insert(
    'users (id, username, displayName, email, passwordHash, isOwner, disabledAt, lastLoginAt, lastChannelId, createdAt, version)',
    users.map(({ id, name }) => [id, name, name, `${name}@example.org`, null, 0, null, null, null, NOW, 1]),
  );
  await insert(
    'sessions (id, userId, userAgent, address, createdAt, lastUsedAt, expiresAt, endedAt, endReason)',
    users.map(({ id, sessionId }) => [
      sessionId,
      id,
      'bench',
      '127.0.0.1',
      NOW,
      NOW,
      '2037-01-01 00:00:00.000',
      null,
      null,
    ]),
  );
  await insert('teams (id, name, slug, description, createdAt, version)', [[team, 'Bench', 'bench', '', NOW, 1]]);
  await insert(
    'team_members (teamId, userId, role, state, joinedAt, version)',
    users.map(({ id }) => [team, id, 'member', 'joined', NOW, 1]),
  );
  await insert(
    'channels (id, teamId, kind, visibility, name, slug, topic, isGeneral, hostId, archivedAt, createdAt, version)',
    channels.map((id, n) => [id, team, 'text', 'private', `c${n}`, `c${n}`, '', 0, users[0].id, null, NOW, 1]),
  );
  await insert(
    'channel_members (channelId, userId, role, state, joinedAt, version, readSeq, readCounted)',
    members.map(([channel, user]) => [channel, user, 'member', 'joined', NOW, 1, 0, 0]),
  );
  const streams = [...users.map(({ id }) => `user:${id}`), `team:${team}`, ...channels.map((id) => `channel:${id}`)];
  await insert(
    'streams (id, position, seq, counted, movedAt)',
    streams.map((id) => [id, 0, id.endsWith(long) ? history : 0, id.endsWith(long) ? history : 0, NOW]),
  );
  const rows = Array.from({ length: history }, (_, n) => [
    ...[randomUUID(), long, n + 1, n + 1, users[n % users.length].id, 'text', bodyOf(n), null],
    ...[randomUUID(), null, NOW, null, null, 1],
  ]);
  await insert(
    `messages (id, channelId, seq, counted, authorId, kind, body, replyToId, nonce, requestHash, createdAt, editedAt, deletedAt, version)`,
    rows,
  );
  await database.query('ANALYZE TABLE users, sessions, channels, channel_members, team_members, messages, streams');
  await database.end();
}

async function fillBare(url, { users, long, history }) {
  const database = await mysql.createConnection(url);
  await database.query(
    `CREATE TABLE bare_users (id VARCHAR(36) PRIMARY KEY, username VARCHAR(32), displayName VARCHAR(80))`,
  );
  await database.query(`CREATE TABLE bare_messages (id BIGINT AUTO_INCREMENT PRIMARY KEY, channelId VARCHAR(36), authorId VARCHAR(36), body TEXT,
    nonce VARCHAR(36), createdAt DATETIME(3), INDEX (channelId, id))`);
  await insertAll(
    database,
    'bare_users',
    users.map(({ id, name }) => [id, name, name]),
  );
  const rows = Array.from({ length: history }, (_, n) => [
    null,
    long,
    users[n % users.length].id,
    bodyOf(n),
    randomUUID(),
    NOW,
  ]);
  await insertAll(database, 'bare_messages', rows);
  await database.query('ANALYZE TABLE bare_users, bare_messages');
  await database.end();
}

export const bodyOf = (n) => `Message number ${n}: the quick brown fox jumps over the lazy dog, and nobody minds.`;

async function insertAll(database, table, rows) {
  for (let start = 0; start < rows.length; start += CHUNK) {
    await database.query(`INSERT INTO ${table} VALUES ?`, [rows.slice(start, start + CHUNK)]);
  }
}

/** An access token as Parley's Auth issues them, good for ten minutes: the longest that any is. */
export function tokenOf({ id, sessionId }) {
  const encode = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iss: 'parley', aud: 'parley-api', sub: id, sid: sessionId, iat, exp: iat + 600 };
  const unsigned = `${encode({ alg: 'HS256', typ: 'at+jwt' })}.${encode(claims)}`;
  return `${unsigned}.${createHmac('sha256', SECRET).update(unsigned).digest('base64url')}`;
}
