import { Redis } from 'ioredis';
import { clock } from '../../src/platform/jobs/job-sql.js';
import { declaredJobTypes } from '../../src/platform/jobs/job-type.js';
import { startApp, type TestApp } from '../support/app.js';
import { databaseKinds } from '../support/databases.js';
import { MailCluster } from '../support/mail-cluster.js';
import { MailSink } from '../support/mail-sink.js';
import { addressOf, cameAndDue, causeEveryKind, signIn, toldOf } from '../support/mailing.js';
import { person } from '../support/people.js';
import { until } from '../support/processes.js';

const hasCluster = process.env.PARLEY_TEST_MYSQL && process.env.PARLEY_TEST_REDIS;
const settings = { UNREAD_MAIL_SECONDS: '1', PUBLIC_URL: 'https://chat.example.org' };
const say = (line: string) => process.stdout.write(`      ${line}\n`);

/** Every kind of mail comes once, as it should look. Answers the kinds. */
async function expectEveryKind(urls: [string, string], sink: MailSink): Promise<Set<string>> {
  const due = await causeEveryKind(urls, sink);
  const [came, wanted] = await cameAndDue(sink, due);
  expect(came).toEqual(wanted);
  for (const { to, subject, canBeEnded } of due) {
    const mail = sink.of(to).find((one) => one.subject === subject)!;
    expect([subject, mail.headers.has('list-unsubscribe')]).toEqual([subject, canBeEnded]);
    expect(mail.headers.get('list-unsubscribe-post')).toBe(canBeEnded ? 'List-Unsubscribe=One-Click' : undefined);
    expect(mail.messageId).toMatch(/^<[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}@chat\.example\.org>$/);
    expect([mail.text, mail.html]).toEqual([expect.stringContaining('Hello'), expect.stringContaining('<main>')]);
  }
  expect(new Set(sink.arrived.map(({ messageId }) => messageId)).size).toBe(due.length);
  return new Set(due.map(({ kind }) => kind));
}

describe.each(databaseKinds)('mail of one process on %s, without Redis', (kind) => {
  let sink: MailSink;
  let app: TestApp;
  beforeAll(async () => {
    sink = await MailSink.start();
    app = await startApp(kind, { ...settings, SMTP_URL: sink.url });
    say(`runs on ${app.database.version}`);
  });
  afterAll(async () => {
    await app.close();
    await sink.down();
  });

  const rows = <T>(sql: string) => app.database.read((reader) => reader.query<T[]>(sql));
  const jobs = () =>
    rows<{ id: string; attempts: number; lastError: string | null }>('SELECT id, attempts, lastError FROM jobs');
  /** What rests until it is tried again has rested, and nobody has tried it since. */
  const endRests = () =>
    app.database.write([], ({ manager }) =>
      manager.query(`UPDATE jobs SET runAt = ${clock(app.database.dialect)}, lastError = NULL`),
    );

  it('S5-19 S5-20 comes once of every kind that is declared, with a Message-ID of its own', async () => {
    const kinds = await expectEveryKind([app.url, app.url], sink);
    const declared = declaredJobTypes().filter(({ queue }) => queue === 'mail');
    expect([...kinds].toSorted()).toEqual(declared.map(({ name }) => name).toSorted());
  });

  it('waits for a mail server that is away, which is no fault of any mail: each comes once, with the id of its job, and none is given up', async () => {
    const ada = await person(app.url, 'ada');
    await sink.mailTo(addressOf(ada), /Is this/);
    await until(async () => (await jobs()).length === 0, 'no job is left');
    await sink.down();
    await signIn([app.url], [ada], 10, 'away');
    const ids = (await jobs()).map(({ id }) => `<${id}@chat.example.org>`);
    for (let tries = 0; tries < 4; tries += 1) {
      const tried = async () => (await jobs()).every(({ lastError }) => lastError?.includes('cannot be reached'));
      await until(tried, 'each was tried');
      expect((await jobs()).map(({ attempts }) => attempts)).toEqual(Array(10).fill(0));
      await endRests();
    }
    await sink.up();
    await until(async () => (await endRests(), (await jobs()).length === 0), 'all went out');
    expect([...toldOf(sink, 'away').values()].toSorted()).toEqual(ids.toSorted().map((id) => [id]));
    expect(await rows('SELECT error FROM dead_letters')).toEqual([]);
  });
});

(hasCluster ? describe : describe.skip)('mail of two nodes and two workers', () => {
  let post: MailCluster;
  let sink: MailSink;
  beforeAll(async () => {
    post = await MailCluster.start(settings);
    sink = post.sink;
  }, 300_000);
  afterAll(() => post.stop());

  it('S5-19 S5-20 comes once of every kind', async () => {
    await expectEveryKind(post.urls, sink);
  });

  it('S5-19 tells of all 200 sign-ins though the workers are killed: twice only of what was in their hands, with one Message-ID', async () => {
    sink.slowMs = 50;
    const signingIn = post.signIn(200, 'killed');
    await until(() => toldOf(sink, 'killed').size > 40, 'some mails are out');
    const killed = Date.now();
    const { length: inHand } = await post.killWorkers();
    await signingIn;
    await post.allDone(60_000);
    sink.slowMs = 0;
    const told = [...toldOf(sink, 'killed').values()];
    const twice = told.filter(({ length }) => length > 1);
    say(`${inHand} in hand when killed, ${twice.length} came twice, the last after ${Date.now() - killed} ms`);
    expect(inHand).toBeGreaterThan(0);
    expect(told).toHaveLength(200);
    for (const copies of told) expect(new Set(copies).size).toBe(1);
    for (const copies of twice) expect(copies).toHaveLength(2);
    expect(twice.length).toBeLessThanOrEqual(inHand);
    expect(await post.givenUp()).toEqual([]);
  });

  it('comes once, and none is given up, though the mail server refuses all connections for ten seconds', async () => {
    let n = 0;
    await post.outage(10, async () => {
      if (n < 5) await post.signIn(10, `refused${n++}`);
      await post.endRests();
    });
    const after = await post.jobs();
    expect(after).toHaveLength(50);
    expect(after.filter(({ lastError }) => lastError?.includes('cannot be reached')).length).toBeGreaterThan(0);
    await until(async () => (await post.endRests(), (await post.jobs()).length === 0), 'all went out');
    expect(post.copiesOf('refused\\d')).toEqual(Array(50).fill(1));
    expect(await post.givenUp()).toEqual([]);
  });

  it('comes once, within 60 s, though Redis forgets everything that waits', async () => {
    const release = sink.hold();
    await post.signIn(60, 'emptied');
    const waiting = await post.jobs();
    const redis = new Redis(post.cluster.redis.url);
    await redis.flushall(); // this cluster's own Redis
    await redis.quit();
    const emptied = Date.now();
    release();
    await post.allDone(60_000);
    say(`${waiting.length} waited; all were out ${Date.now() - emptied} ms after Redis was emptied`);
    expect(waiting).toHaveLength(60);
    expect(post.copiesOf('emptied')).toEqual(Array(60).fill(1));
  });

  it('is given up at once where the mail server refuses it for good, and neither that nor its silence holds up others', async () => {
    sink.refuses = (address) => address.startsWith('gone');
    sink.hangs = (address) => address.startsWith('mute');
    const register = (name: string, count: number) =>
      Promise.all(Array.from({ length: count }, () => person(post.urls[0], name)));
    await register('mute', 3);
    await register('gone', 12);
    const begun = Date.now();
    await post.signIn(20, 'behind');
    await until(() => toldOf(sink, 'behind').size === 20, 'the others are told', 30_000);
    await until(async () => (await post.givenUp()).length === 12, 'the refused ones are given up', 5_000);
    say(`behind 12 refused and 3 without an answer 20 mails took ${Date.now() - begun} ms`);
    for (const { attempts, error } of await post.givenUp())
      expect([attempts, error]).toEqual([1, expect.stringContaining('refuses it for good')]);
    expect(post.copiesOf('behind')).toEqual(Array(20).fill(1));
  });
});
