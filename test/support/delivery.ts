import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type ParleyClient } from '@parley/client';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { Cluster } from './cluster.js';
import { until } from './processes.js';

/** People in a group DM, oneself included. */
const MAX_IN_DM = 10;

/** One client of the load. */
interface Talker {
  name: string;
  client: ParleyClient;
}

/** Somewhere to talk, with whom. */
interface Place {
  name: string;
  channelId: string;
  ears: Map<Talker, Ear>;
}

/** Everything that a client was told of one place. */
interface Ear {
  /** `seq` by nonce of what it was promised to be stored. */
  acked: Map<string, number>;
  sent: Set<string>;
  /** Stream positions of the channel's facts, as they were applied. */
  applied: number[];
  /** `seq` of each `message.created` that was handed out. */
  heard: number[];
}

interface Line {
  seq: number;
  nonce: string | null;
  body: string;
}

/** What a recorded load left behind in one place, as far as the checker looks at it. */
export interface Record {
  place: string;
  rows: Line[];
  talkers: (Ear & { name: string; timeline: Line[] })[];
}

/** What to put on the cluster. */
export interface Load {
  talkers: number;
  messages: number;
  /** Milliseconds between two cuts of a client's connection; 0 for none. */
  cutEvery: number;
  /** What else happens meanwhile, called when half of the messages are acked. */
  atHalf?: () => Promise<void>;
}

/**
 * Lets SDK clients talk through the balancer, in turn in a room, in a DM and in a thread of the room, and waits until all is sent and seen, and
 * everybody sees how many replies the thread has.
 */
export async function record(
  cluster: Cluster,
  { talkers: count, messages, cutEvery, atHalf }: Load,
): Promise<Record[]> {
  const talkers = await gather(cluster.balancer.url, count);
  const { places, rootMessageId } = await openPlaces(talkers);
  let talking = true;
  const cuts = talkers.map((talker) => keepCutting(talker, cutEvery, () => talking));
  let acked = 0;
  let half: Promise<void> | undefined;
  await Promise.all(
    talkers.map(async (talker, t) => {
      const mine = places.filter(({ ears }) => ears.has(talker));
      for (let n = t; n < messages; n += count) {
        const { channelId, ears } = mine[Math.floor(n / count) % mine.length]!;
        const ear = ears.get(talker)!;
        const { nonce, delivered } = talker.client.send({ channelId, body: `${talker.name} says ${n}` });
        ear.sent.add(nonce);
        ear.acked.set(nonce, (await delivered).seq);
        if (++acked >= messages / 2) half ??= atHalf?.() ?? Promise.resolve();
      }
    }),
  );
  await half;
  talking = false;
  await Promise.all(cuts);
  for (const { client } of talkers) client.connect();
  const records = [];
  for (const place of places) records.push(await recordOf(place, cluster.database.env.DATABASE_URL!));
  const replies = records.at(-1)!.rows.length;
  const counts = ({ client }: Talker) => client.state.threads[rootMessageId]?.replyCount === replies;
  await Promise.all(
    talkers.map((talker) => until(() => counts(talker), `${talker.name} sees ${replies} replies`, 60_000)),
  );
  for (const { client } of talkers) await client.close();
  return records;
}

async function recordOf({ name: place, channelId, ears }: Place, databaseUrl: string): Promise<Record> {
  const rows = await storedRows(databaseUrl, channelId);
  const newest = rows.at(-1)!.seq;
  await Promise.all(
    [...ears.keys()].map(({ name, client }) =>
      until(() => client.messages(channelId).at(-1)?.seq === newest, `${name} is caught up in the ${place}`, 60_000),
    ),
  );
  const talkers = [];
  for (const [{ name, client }, ear] of ears) {
    while (client.hasBefore(channelId)) await client.loadBefore(channelId);
    const timeline = client.messages(channelId).map(({ seq, nonce, body }) => ({ seq, nonce, body }));
    talkers.push({ name: `${name} in the ${place}`, ...ear, timeline });
  }
  return { place, rows, talkers };
}

/** What was said by the load, wherever. */
export function saidIn(records: Record[]): Line[] {
  return records.flatMap(({ rows }) => rows.filter(({ body }) => / says \d+$/.test(body)));
}

/** Judges what was recorded. Answers every way in which something was lost, doubled or out of order. */
export function violations(records: Record[]): string[] {
  return records.flatMap(violationsOf);
}

function violationsOf({ rows, talkers }: Record): string[] {
  const found: string[] = [];
  rows.forEach(({ seq }, index) => {
    if (seq !== index + 1) found.push(`row ${index + 1} has seq ${seq}`);
  });
  const bySeq = new Map(rows.map((row) => [row.seq, row]));
  const copies = new Map<string, number>();
  for (const { nonce } of rows) if (nonce !== null) copies.set(nonce, (copies.get(nonce) ?? 0) + 1);
  const texts = new Map<string, number>();
  for (const { body } of rows) texts.set(body, (texts.get(body) ?? 0) + 1);
  for (const [body, times] of texts)
    if (times > 1 && !body.startsWith('{')) found.push(`"${body}" is stored ${times} times`);
  for (const { name, sent, acked, applied, heard, timeline } of talkers) {
    for (const nonce of sent) {
      const times = copies.get(nonce) ?? 0;
      if (acked.has(nonce) ? times !== 1 : times > 1) found.push(`${name}: ${nonce} is stored ${times} times`);
    }
    for (const [nonce, seq] of acked) {
      if (bySeq.get(seq)?.nonce !== nonce) found.push(`${name}: acked as ${seq}, where something else is stored`);
    }
    if (JSON.stringify(timeline) !== JSON.stringify(rows)) {
      const at = rows.findIndex((row, index) => timeline[index]?.seq !== row.seq || timeline[index]?.body !== row.body);
      found.push(`${name}: sees ${timeline.length} messages where ${rows.length} are stored; they differ at ${at}`);
    }
    applied.forEach((position, index) => {
      if (index > 0 && position <= applied[index - 1]!)
        found.push(`${name}: applied ${position} after ${applied[index - 1]}`);
    });
    const once = new Set(heard);
    if (once.size !== heard.length) found.push(`${name}: heard ${heard.length - once.size} messages twice`);
    for (let seq = heard[0]!; seq <= rows.length; seq++)
      if (!once.has(seq)) found.push(`${name}: never heard of ${seq}`);
  }
  return found;
}

async function gather(url: string, count: number): Promise<Talker[]> {
  const talkers: Talker[] = [];
  for (let n = 0; n < count; n++) {
    const name = `talker${n}-${randomBytes(3).toString('hex')}`;
    const client = createClient({
      url,
      timing: { retryWait: [100, 1_000], reconnectWait: [50, 1_000], ackTimeout: 2_000 },
    });
    await client.auth.register({
      username: name,
      displayName: name,
      email: `${name}@example.org`,
      password: `long enough ${name}`,
    });
    await client.reaches('online');
    talkers.push({ name, client });
  }
  const [first, ...others] = talkers;
  const team = await first!.client.command('team.create', { name: `Load ${first!.name}` });
  const { code } = await first!.client.command('invitation.create', { teamId: team.id });
  for (const { client } of others) await client.command('invitation.accept', { code });
  await until(() => talkers.every(({ client }) => client.channels().length === 1), 'everybody knows the channel');
  return talkers;
}

/** The room of all, a DM of as many as a group may have, and a thread that all follow, under the first message of the room. */
async function openPlaces(talkers: Talker[]): Promise<{ places: Place[]; rootMessageId: string }> {
  const { client } = talkers[0]!;
  const room = client.channels()[0]!.id;
  const friends = talkers.slice(0, MAX_IN_DM);
  const userIds = friends.map((talker) => talker.client.me!.id);
  const dm = (await client.command('dm.open', { userIds })).channel.id;
  const { id: rootMessageId } = await client.send({ channelId: room, body: 'It begins.' }).delivered;
  const { channelId: thread } = await client.command('thread.open', { messageId: rootMessageId });
  await Promise.all(talkers.map((talker) => talker.client.command('thread.follow', { channelId: thread })));
  return {
    places: [
      await openPlace('room', room, talkers),
      await openPlace('DM', dm, friends),
      await openPlace('thread', thread, talkers),
    ],
    rootMessageId,
  };
}

async function openPlace(name: string, channelId: string, talkers: Talker[]): Promise<Place> {
  const knows = ({ client }: Talker) => channelId in client.state.memberships;
  await until(() => talkers.every(knows), `everybody knows the ${name}`);
  const ears = new Map<Talker, Ear>();
  for (const talker of talkers) ears.set(talker, listen(talker, channelId));
  await Promise.all(talkers.map(({ client }) => client.openChannel(channelId)));
  return { name, channelId, ears };
}

function listen({ client }: Talker, channelId: string): Ear {
  const ear: Ear = { acked: new Map(), sent: new Set(), applied: [], heard: [] };
  client.on('message.created', (message, place) => {
    if (message.channelId !== channelId) return;
    ear.heard.push(message.seq);
    if (place?.stream === `channel:${channelId}`) ear.applied.push(place.position);
  });
  return ear;
}

async function keepCutting({ client }: Talker, every: number, talking: () => boolean): Promise<void> {
  if (every === 0) return;
  while (talking()) {
    await sleep(every * (0.5 + Math.random()));
    client.disconnect();
    await sleep(Math.random() * 300);
    client.connect();
  }
}

async function storedRows(databaseUrl: string, channelId: string): Promise<Record['rows']> {
  const connection = await createConnection(databaseUrl);
  const [rows] = await connection.query<(Line & RowDataPacket)[]>(
    'SELECT seq, nonce, body FROM messages WHERE channelId = ? ORDER BY seq',
    [channelId],
  );
  await connection.end();
  return rows.map(({ seq, nonce, body }) => ({ seq, nonce, body }));
}
