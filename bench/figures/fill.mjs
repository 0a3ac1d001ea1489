// Puts a world into an empty, migrated database.
import { createHash } from 'node:crypto';
import { people, START, teamId } from './world.mjs';
import { randomFrom } from './words.mjs';

const FOREVER = '2037-01-01 00:00:00.000';

/** Everything but the index. */
export async function fill(store, world) {
  await fillPeople(store);
  await store.insert('messages', MESSAGE_COLUMNS, messageRows(world));
  await store.insert(
    'mentions',
    ['channelId', 'userId', 'seq', 'messageId', 'createdAt'],
    world.mentions.sort((a, b) => (a[0] + a[1] < b[0] + b[1] ? -1 : 1)),
  );
  await store.insert(
    'reactions',
    ['id', 'messageId', 'userId', 'emoji', 'createdAt', 'removedAt', 'version'],
    world.reactions,
  );
  await fillChannels(store, world);
}

async function fillPeople(store) {
  await store.insert(
    'users',
    ['id', 'username', 'displayName', 'email', 'isOwner', 'createdAt', 'version'],
    people.map(({ id, name }, n) => [id, name, `Person ${n}`, `${name}@example.org`, n === 0 ? 1 : 0, START, 1]),
  );
  await store.insert(
    'sessions',
    ['id', 'userId', 'userAgent', 'address', 'createdAt', 'lastUsedAt', 'expiresAt'],
    people.map(({ id, sessionId }) => [sessionId, id, 'figures', '127.0.0.1', START, START, FOREVER]),
  );
  await store.insert(
    'teams',
    ['id', 'name', 'slug', 'description', 'createdAt', 'version'],
    [[teamId, 'Figures', 'figures', '', START, 1]],
  );
  await store.insert(
    'team_members',
    ['teamId', 'userId', 'role', 'state', 'joinedAt', 'version'],
    people.map(({ id }, n) => [teamId, id, n === 0 ? 'owner' : 'member', 'joined', START, 1]),
  );
}

const MESSAGE_COLUMNS = [
  ...['id', 'channelId', 'seq', 'counted', 'authorId', 'kind', 'body', 'nonce', 'createdAt', 'mentions'],
  ...['reactionCount', 'pinnedAt', 'pinnedBy', 'version'],
];

function* messageRows(world) {
  for (const { id, place, seq, author, body, at, mentions, reactions, pinnedAt } of world.said()) {
    yield [
      ...[id, place.id, seq, seq, author.id, 'text', body, id, at, mentions],
      ...[reactions, pinnedAt, pinnedAt && author.id, 1],
    ];
    if (place.kind === 'thread') place.lastAt = at;
  }
}

/** After what is said in them, which says how far they are. */
async function fillChannels(store, { rooms, dms, threads }) {
  const places = [...rooms, ...dms, ...threads];
  await store.insert(
    'channels',
    [
      ...[
        'id',
        'teamId',
        'kind',
        'visibility',
        'name',
        'slug',
        'topic',
        'isGeneral',
        'hostId',
        'createdAt',
        'parentId',
      ],
      ...['rootMessageId', 'dmKey', 'version'],
    ],
    places.map(({ id, kind, slug, members, parent, rootMessageId }) => [
      ...[id, kind === 'direct' ? null : teamId, kind, members === people ? 'public' : 'private', slug],
      ...[kind === 'thread' ? id : slug, '', slug === 'general' ? 1 : 0, members[0].id, START, parent?.id ?? null],
      ...[rootMessageId ?? null, kind === 'direct' ? createHash('sha256').update(id).digest('hex') : null, 1],
    ]),
  );
  await store.insert(
    'threads',
    ['channelId', 'parentId', 'rootMessageId', 'replyCount', 'lastReplyAt', 'version'],
    threads.map(({ id, parent, rootMessageId, seq, lastAt }) => [id, parent.id, rootMessageId, seq, lastAt, seq + 1]),
  );
  await store.insert(
    'channel_members',
    ['channelId', 'userId', 'role', 'state', 'joinedAt', 'version', 'readSeq', 'readCounted'],
    memberRows(places),
  );
  const streams = [
    ...[...people.map(({ id }) => `user:${id}`), `team:${teamId}`].map((id) => [id, 0, 0, 0, START]),
    ...places.map(({ id, seq }) => [`channel:${id}`, 0, seq, seq, START]),
  ];
  await store.insert('streams', ['id', 'position', 'seq', 'counted', 'movedAt'], streams);
}

/** Everybody has read up to some place of their own. */
function* memberRows(places) {
  const random = randomFrom(3);
  for (const { id, kind, seq, members } of places) {
    for (const member of members) {
      const read = Math.floor(random() * (seq + 1));
      yield [
        id,
        member.id,
        kind === 'text' && member === members[0] ? 'host' : 'member',
        'joined',
        START,
        1,
        read,
        read,
      ];
    }
  }
}
