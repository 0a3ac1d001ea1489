import { duplicateKey } from '../../src/platform/database/errors.js';
import { newId } from '../../src/platform/database/ids.js';
import { insertRows, sqlTime } from '../../src/platform/database/sql.js';
import { onEachDatabase } from '../support/app.js';
import { cast, expectOk, nonce, type Cast } from '../support/people.js';
import { plansOf, type Plan } from '../support/plans.js';

const CHANNELS = 8;
const MESSAGES = 2_500;
const FIRST = Date.UTC(2026, 0, 1);
const COLUMNS = ['id', 'channelId', 'seq', 'counted', 'authorId', 'kind', 'body', 'createdAt', 'version'];

/** The plans are those that `npm run figures` prints for a million messages. */
onEachDatabase((app) => {
  let stage: Cast;
  const channelIds: string[] = [];
  const sqlite = () => app().database.dialect === 'sqlite';
  const rowOf = (channelId: string, seq: number) => [
    ...[newId(), channelId, seq, seq, stage.ada.id, 'text', `message ${seq}`],
    ...[sqlTime(new Date(FIRST + 1_000 * seq)), 1],
  ];

  beforeAll(async () => {
    stage = await cast(app().url);
    for (let count = 0; count < CHANNELS; count++) {
      const input = { teamId: stage.team.id, name: `room ${nonce()}` };
      channelIds.push(expectOk(await stage.ada.rest('POST', '/channels', input)).id);
    }
    for (const id of channelIds) await fill(id);
    if (!sqlite())
      await app().database.read((reader) => reader.query('ANALYZE TABLE messages, streams, channel_members'));
  });
  afterAll(() => [stage.ada, stage.ben, stage.cy].forEach((who) => who.disconnect()));

  /** In numbers that SQLite takes at once. */
  async function fill(channelId: string) {
    await app().database.write([], async ({ manager }) => {
      const heads: { seq: number }[] = await manager.query('SELECT seq FROM streams WHERE id = ?', [
        `channel:${channelId}`,
      ]);
      const before = heads[0]!.seq;
      for (let from = before; from < MESSAGES; from += 250) {
        const seqs = Array.from({ length: Math.min(250, MESSAGES - from) }, (_, index) => from + index + 1);
        await insertRows(
          manager,
          'messages',
          COLUMNS,
          seqs.map((seq) => rowOf(channelId, seq)),
        );
      }
      await manager.query('UPDATE streams SET seq = ?, counted = ? WHERE id = ?', [
        ...[MESSAGES, MESSAGES, `channel:${channelId}`],
      ]);
    });
  }

  /** The statements that a request asks of this table of messages. */
  async function asked(path: string): Promise<Plan[]> {
    const plans = await plansOf(app().database, async () => expectOk(await stage.ada.rest('GET', path)));
    return plans.filter(({ sql }) => /\bmessages\b/.test(sql) && !sql.includes('search'));
  }

  /** What the plan says of messages, by whatever name. */
  const ofMessages = ({ lines }: Plan) => lines.filter((line) => /\b(m|messages)\b/.test(line.split(':')[0]!));

  it('S1-02 in a channel there is one message of a number', async () => {
    const again = app().database.write([], ({ manager }) =>
      insertRows(manager, 'messages', COLUMNS, [rowOf(channelIds[0]!, MESSAGES)]),
    );
    expect(duplicateKey(await again.catch((error: unknown) => error))).toBe('uq_messages_channelId_seq');
  });

  it.each(['', '?before=1200', '?after=1200', '?around=1200'])(
    'S1-02 a page of messages (%s) is a range of the unique index (channelId, seq), however many there are',
    async (cursor) => {
      const [plan, ...others] = await asked(`/channels/${channelIds[3]!}/messages${cursor}`);
      expect(others).toEqual([]);
      const [line = '', ...more] = ofMessages(plan!);
      expect(more).toEqual([]);
      if (sqlite())
        expect(line).toMatch(/^SEARCH m USING INDEX uq_messages_channelId_seq \(channelId=\? AND seq>\? AND seq<\?\)/);
      else {
        expect(line).toMatch(/^m: range, uq_messages_channelId_seq, \d+$/);
        expect(Number(line.split(' ').at(-1))).toBeLessThanOrEqual(100); // of 20,000
      }
    },
  );

  it('S1-02 what was said lately is found by ranges of the index (channelId, createdAt), however much was said before', async () => {
    const plans = await asked('/messages');
    const lines = plans.flatMap(ofMessages).filter((line) => !/PRIMARY|sqlite_autoindex/.test(line));
    expect(lines.length).toBeGreaterThanOrEqual(2);
    for (const line of lines) expect(line).toMatch(/ix_messages_channelId_createdAt/);
  });

  it('the first screen counts what is unread without a look at any message', async () => {
    const plans = await plansOf(app().database, async () => expectOk(await stage.ben.rest('GET', '/home')));
    const standings = plans.filter(({ sql }) => /FROM channel_members cm JOIN streams/.test(sql));
    expect(standings).toHaveLength(1);
    expect(standings[0]!.lines).toHaveLength(2);
    const [, streams] = standings[0]!.lines; // a few memberships are read as they lie on MySQL
    expect(streams).toMatch(sqlite() ? /^SEARCH s USING INDEX/ : /^s: eq_ref, PRIMARY, 1$/);
    expect(plans.filter(({ sql }) => /\b(FROM|JOIN) messages\b/.test(sql) && !sql.includes('search'))).toEqual([]);
  });
});
