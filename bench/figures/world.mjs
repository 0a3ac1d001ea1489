// One team that is large: 100 channels, 1,000 people, a million messages of a year, with all that hangs on them. The same for the same number of
// messages, so a database that was filled once is known without being asked.
import { createHash } from 'node:crypto';
import { pick, randomFrom, textOf } from './words.mjs';

export const PEOPLE = 1_000;
export const ROOMS = 100;
/** Of the rooms: everybody is in the public ones, these people in all. */
const PRIVATE_ROOMS = 20;
export const IN_ALL = 50;
const DMS = 1_000;
/** Every so many messages one begins a thread, and so many go to the newest thread. */
const A_THREAD = 500;
const A_REPLY = 50;
/** So many of the newest of each room all have reactions. */
const REACTED = 200;
const EMOJI = ['👍', '❤️', '😂', '🎉', '👀', '🙏'];
const BEGAN = Date.UTC(2025, 8, 1);
const YEAR_MS = 365 * 86_400_000;

const time = (ms) => new Date(ms).toISOString().slice(0, 23).replace('T', ' ');
const START = time(BEGAN);

/** A UUIDv7 of that time, always the same one for the same name. */
function idOf(name, ms = BEGAN) {
  const stamp = Math.floor(ms).toString(16).padStart(12, '0');
  const hex = createHash('md5').update(name).digest('hex');
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
}

export const people = Array.from({ length: PEOPLE }, (_, n) => ({
  ...{ id: idOf(`person ${n}`), sessionId: idOf(`session ${n}`), name: `person${n}` },
}));
export const teamId = idOf('team');

/** All places of talk, with what is said in each: a world for this number of messages. */
export function worldOf(messages) {
  const rooms = Array.from({ length: ROOMS }, (_, n) => ({
    ...{ id: idOf(`room ${n}`), kind: 'text', slug: n === 0 ? 'general' : `room${n}`, weight: 930 / (n + 5), seq: 0 },
    members: n < ROOMS - PRIVATE_ROOMS ? people : people.slice(0, IN_ALL),
  }));
  const heavy = rooms.reduce((sum, { weight }) => sum + weight, 0);
  const dms = Array.from({ length: DMS }, (_, n) => {
    const members = [people[n % PEOPLE], people[(n * 7 + 1 + Math.floor(n / PEOPLE)) % PEOPLE]];
    return { id: idOf(`dm ${n}`), kind: 'direct', slug: '', weight: (heavy * 0.05) / DMS, seq: 0, members };
  });
  const places = [...rooms, ...dms];
  const threads = [];
  const world = { messages, rooms, dms, threads, mentions: [], reactions: [], totals: undefined };
  world.totals = totalsOf(world, places);
  return Object.assign(world, { said: () => say(world, places) });
}

/** Where message `n` is said, but for replies. */
function placesBy(places) {
  let sum = 0;
  const bounds = places.map(({ weight }) => (sum += weight));
  return (n) => {
    const at = randomFrom(n * 2)() * sum;
    let [low, high] = [0, bounds.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bounds[middle] > at) high = middle;
      else low = middle + 1;
    }
    return places[low];
  };
}

const isReply = (n) => n % A_REPLY === A_REPLY - 1 && n > A_THREAD;

function totalsOf({ messages }, places) {
  const placeOf = placesBy(places);
  const totals = new Map(places.map((place) => [place, 0]));
  for (let n = 0; n < messages; n++) if (!isReply(n)) totals.set(placeOf(n), totals.get(placeOf(n)) + 1);
  return totals;
}

/** The messages in the order in which they are said, as rows by column; what hangs on them is gathered in the world. */
function* say(world, places) {
  const placeOf = placesBy(places);
  for (let n = 0; n < world.messages; n++) {
    const random = randomFrom(n * 3 + 2);
    const ms = BEGAN + (n * YEAR_MS) / world.messages;
    const place = isReply(n) && world.threads.length > 0 ? world.threads.at(-1) : placeOf(n);
    const author = pick(random, place.members);
    const row = {
      id: idOf(`message ${n}`, ms),
      seq: ++place.seq,
      at: time(ms),
    };
    const said = { ...row, place, author, body: textOf(n), mentions: null, reactions: 0, pinnedAt: null, root: false };
    said.root = n % A_THREAD === 0 && place.kind === 'text';
    if (place.kind === 'text') adorn(world, said, random);
    if (said.root) world.threads.push(threadUnder(said, random));
    yield said;
  }
}

function adorn(world, said, random) {
  const { place, author } = said;
  const total = world.totals.get(place);
  const named = random() < 0.02 ? pick(random, place.members) : undefined;
  const everyone = random() < 0.002;
  if ((named && named !== author) || everyone) {
    const userIds = named && named !== author ? [named.id] : [];
    if (userIds.length > 0) said.body += ` @${named.name}`;
    if (everyone) said.body += ' @channel';
    said.mentions = JSON.stringify({ userIds, everyone: everyone ? 'channel' : null });
    for (const userId of [...userIds, ...(everyone ? ['*'] : [])])
      world.mentions.push([place.id, userId, said.seq, said.id, said.at]);
  }
  if (said.seq % Math.ceil(total / 20) === 0) said.pinnedAt = said.at;
  if (said.seq <= total - REACTED && random() >= 0.05) return;
  for (const emoji of EMOJI.slice(0, 1 + Math.floor(random() * 3))) {
    const first = Math.floor(random() * place.members.length);
    const count = 1 + Math.floor(random() * 4);
    for (let k = 0; k < count; k++) {
      const { id } = place.members[(first + k) % place.members.length];
      world.reactions.push([idOf(`${said.id} ${emoji} ${k}`), said.id, id, emoji, said.at, null, 1]);
    }
    said.reactions += count;
  }
}

function threadUnder({ id: rootMessageId, place, author, at }, random) {
  const members = [...new Set([author, ...Array.from({ length: 4 }, () => pick(random, place.members))])];
  return {
    id: idOf(`thread ${rootMessageId}`),
    kind: 'thread',
    slug: '',
    seq: 0,
    parent: place,
    rootMessageId,
    members,
    lastAt: at,
  };
}

export { START };
