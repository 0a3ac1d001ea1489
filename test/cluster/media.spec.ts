import { MediaCluster } from '../support/media-cluster.js';
import { cast, expectOk, nonce, person, type Cast, type Person } from '../support/people.js';
import { until } from '../support/processes.js';
import { pitchOf } from '../support/sound.js';
import { contentOf, read, recording, settled, upload } from '../support/uploads.js';

/*
 * Two real nodes and a real worker on one MySQL or MariaDB, one Redis and one folder of files.
 */
const servers = process.env.PARLEY_TEST_MYSQL && process.env.PARLEY_TEST_REDIS;
const MEGABYTE = 1024 * 1024;
const PATIENCE_MS = 120_000;
const TEST_MS = 300_000;

(servers ? describe : describe.skip)('files of two nodes and a worker', () => {
  let files: MediaCluster;
  let stage: Cast;
  /** Ada speaks to the first node, Ben to the second. */
  let ada: Person, ben: Person, cy: Person, general: string;

  beforeAll(async () => {
    files = await MediaCluster.start({ MEDIA_QUOTA_MB: '3', HEADS_INTERVAL_MS: '1000' });
    const [first, second] = files.cluster.nodes;
    stage = await cast(first.url);
    [ada, ben, cy] = [stage.ada, onNode(stage.ben, second.url), onNode(stage.cy, second.url)];
    general = stage.general.id;
    for (const who of [ben, cy]) {
      who.disconnect();
      await who.connect();
    }
  }, 300_000);
  afterEach(() => expect(cy.heard.filter(({ type }) => type.startsWith('media.'))).toEqual([]));
  afterAll(async () => {
    for (const who of [ada, ben, cy]) who?.disconnect();
    await files?.stop();
  });

  const onNode = (who: Person, url: string): Person => Object.assign(Object.create(who), { url });
  const send = (who: Person, mediaIds: string[], channelId = general) =>
    who.rest('POST', `/channels/${channelId}/messages`, { nonce: nonce(), mediaIds });
  /** A voice note that hangs on a message before anybody makes it ready. */
  const say = async (who: Person, sound: Buffer): Promise<string> => {
    const { id } = expectOk(await upload(who, sound, { name: 'note.webm', kind: 'voice' }));
    expectOk(await send(who, [id]));
    return id;
  };

  it(
    'S5-32 how far a voice note is, and that it is ready, is heard on the other node',
    async () => {
      files.stand();
      const id = await say(ada, await recording(3));
      files.goOn();
      const ready = await ben.hears('media.ready', (media) => media.id === id, PATIENCE_MS);
      expect(ready).toMatchObject({ kind: 'voice', state: 'ready', contentType: 'audio/mp4' });
      const progress = await ben.hears('media.progress', ({ mediaId }) => mediaId === id);
      expect(progress.percent).toBeGreaterThanOrEqual(0);
      expect(await pitchOf(await contentOf(ben, id))).toBeCloseTo(440, -1);
      expect(cy.passing.filter(({ event }) => event === 'media.progress')).toEqual([]);
    },
    TEST_MS,
  );

  it(
    'S5-32 twenty voice notes become ready once each, though the worker is killed amid them, and nothing is left over',
    async () => {
      const sound = await recording(30);
      files.stand();
      const ids = await Promise.all([ada, ben].flatMap((who) => Array.from({ length: 10 }, () => say(who, sound))));
      files.goOn();
      const readies = () => ben.heard.filter(({ type, data }) => type === 'media.ready' && ids.includes(data.id));
      await until(() => readies().length > 0, 'the first of them is ready', PATIENCE_MS);
      const inHand = await files.killWorker();
      const before = readies().length;
      await files.startWorker();
      await until(() => files.noJobIsLeft(), 'no job is left', PATIENCE_MS);
      process.stdout.write(`      ${before} were ready and ${inHand} in hand when the worker was killed\n`);
      expect(inHand).toBeGreaterThan(0);

      await until(() => readies().length >= 20, 'the other node heard of all of them', PATIENCE_MS);
      expect(
        readies()
          .map(({ data }) => data.id as string)
          .toSorted(),
      ).toEqual(ids.toSorted());
      const facts = await files.cluster.rows<{ subjectId: string }>(
        "SELECT subjectId FROM changes WHERE type = 'media.ready' AND subjectId IN (?)",
        [ids] as never,
      );
      expect(facts.map(({ subjectId }) => subjectId).toSorted()).toEqual(ids.toSorted());
      for (const id of ids) {
        expect(await settled(ada, id)).toMatchObject({ state: 'ready', contentType: 'audio/mp4' });
        expect(await pitchOf(await contentOf(ben, id))).toBeCloseTo(440, -1);
      }
      const swept = await files.sweepLater();
      process.stdout.write(`      ${swept.orphans} files were orphans\n`);
      expect(swept).toMatchObject({ expired: 0, stuck: 0, lost: 0 });
      expect(swept.orphans).toBeLessThanOrEqual(inHand);
      expect(await files.stored()).toEqual(await files.known());
      expect(await files.unfinished()).toEqual([]);
      expect(await files.cluster.rows('SELECT id FROM dead_letters')).toEqual([]);
    },
    TEST_MS,
  );

  it('S3-72 whose membership ended at one node reads nothing at the other from then on', async () => {
    const made = { teamId: stage.team.id, name: 'Secret', visibility: 'private' };
    const { id: channelId } = expectOk(await ada.rest('POST', '/channels', made));
    expectOk(await ada.rest('POST', `/channels/${channelId}/members`, { userId: ben.id }));
    const { id } = expectOk(await upload(ada, Buffer.from('for us alone'), { kind: 'file' }));
    expectOk(await send(ada, [id], channelId));
    const { items } = expectOk(await ben.rest('POST', '/media/links', { mediaIds: [id] }));
    const open = () => fetch(ben.url + items[0].content);
    expect(await (await open()).text()).toBe('for us alone');
    expectOk(await ada.rest('DELETE', `/channels/${channelId}/members/${ben.id}`));
    const [bySignature, byToken] = await Promise.all([open(), read(ben, `/media/${id}/content`)]);
    expect([bySignature.status, byToken.status]).toEqual([404, 404]);
  });

  it('S3-66 the quota is exact, however many come at once to both nodes', async () => {
    const who = await person(ada.url, 'dora');
    const third = Buffer.alloc(MEGABYTE - 1, 1);
    const answers = await Promise.all(
      files.cluster.nodes.flatMap(({ url }) => Array.from({ length: 8 }, () => upload(onNode(who, url), third))),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    const codes = answers.flatMap(({ ok, error }) => (ok ? [] : [error.code]));
    expect(new Set(codes)).toEqual(new Set(['media.quota_exceeded']));
    expect((await upload(who, Buffer.alloc(4, 1))).error.code).toBe('media.quota_exceeded');
    expect((await upload(who, Buffer.alloc(3, 1))).ok).toBe(true);
    await until(() => files.noJobIsLeft(), 'no job is left', PATIENCE_MS);
    expect(await files.stored()).toEqual(await files.known());
  });

  it('S1-30 of many who send the same thing at once by both nodes one gets through', async () => {
    const { id } = expectOk(await upload(ada, Buffer.from('only once'), { kind: 'file' }));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => send(onNode(ada, files.cluster.nodes[n % 2]!.url), [id])),
    );
    const sent = answers.filter(({ ok }) => ok).map(({ data }) => data.id as string);
    expect(sent).toHaveLength(1);
    const codes = answers.flatMap(({ ok, error }) => (ok ? [] : [error.code]));
    expect(new Set(codes)).toEqual(new Set(['media.unattachable']));
    expect(await files.cluster.rows('SELECT id FROM messages WHERE mediaCount > 0 AND id > ?', [id])).toEqual([
      { id: sent[0] },
    ]);
    expect(await settled(ben, id)).toMatchObject({ messageId: sent[0] });
    await ben.hears('message.created', (message) => message.id === sent[0]);
  });
});
