import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Cluster } from '../support/cluster.js';
import { record, saidIn, violations } from '../support/delivery.js';

const servers = process.env.PARLEY_TEST_MYSQL && process.env.PARLEY_TEST_REDIS;

/** A copy of the build in which one place is broken, so that the checker can show that it sees such things. */
function brokenBuild(name: string, changes: [file: string, from: string, to: string][]): string {
  const folder = `.cache/broken-${name}`;
  rmSync(folder, { recursive: true, force: true });
  cpSync('dist', folder, { recursive: true });
  for (const [file, from, to] of changes) {
    const code = readFileSync(`${folder}/${file}`, 'utf8');
    if (!code.includes(from)) throw new Error(`${file} no longer contains "${from}": plant the bug elsewhere.`);
    writeFileSync(`${folder}/${file}`, code.replace(from, to));
  }
  return folder;
}

(servers ? describe : describe.skip)('delivery over two nodes', () => {
  let cluster: Cluster | undefined;
  afterEach(async () => {
    await cluster?.stop();
    cluster = undefined;
  });

  it('S1-24 S2-04 clients that keep reconnecting while a node is killed lose nothing, double nothing and see one order, in rooms, DMs and threads', async () => {
    cluster = await Cluster.start({ HEADS_INTERVAL_MS: '1000' });
    const running = cluster;
    const records = await record(running, {
      talkers: 8,
      messages: 1_600,
      cutEvery: 1_500,
      atHalf: () => running.killAndRestart(1),
    });
    const timelines = records.flatMap(({ talkers }) => talkers).length;
    process.stdout.write(`      ${saidIn(records).length} messages stored, ${timelines} timelines compared\n`);
    expect(violations(records).filter((found) => !found.includes('never heard'))).toEqual([]);
    expect(saidIn(records)).toHaveLength(1_600);
  }, 300_000);

  it('the checker finds a message whose broadcast and sync are skipped', async () => {
    const dist = brokenBuild('skip', [
      [
        'src/platform/changes/announcer.js',
        "this.realtime.publish(stream, 'changes', frame);",
        "if (!events.some(({ data }) => data.body?.endsWith(' 77'))) this.realtime.publish(stream, 'changes', frame);",
      ],
      ['src/platform/changes/sync.js', 'if (!current)', "if (!current || current.body?.endsWith(' 77'))"],
    ]);
    cluster = await Cluster.start({ HEADS_INTERVAL_MS: '1000' }, dist);
    const records = await record(cluster, { talkers: 3, messages: 150, cutEvery: 0 });
    const found = violations(records);
    expect(found).toHaveLength(3);
    for (const line of found) expect(line).toMatch(/never heard of \d+/);
  }, 300_000);

  it('the checker finds a message that is stored twice', async () => {
    const dist = brokenBuild('twice', [
      [
        'src/features/messages/message-batch.js',
        'rows.push(row);',
        "rows.push(row); if (sending.body.endsWith(' 77')) { const twin = newRow(tx, { ...sending, nonce: null }, { id: newId(), hash }); rows.push(twin); announce(tx, twin, person.user); }",
      ],
    ]);
    cluster = await Cluster.start({ HEADS_INTERVAL_MS: '1000' }, dist);
    const records = await record(cluster, { talkers: 3, messages: 150, cutEvery: 0 });
    expect(violations(records)).toEqual(expect.arrayContaining([expect.stringMatching(/says 77" is stored 2 times/)]));
  }, 300_000);

  it('the checker finds nothing in the same load on the true build', async () => {
    cluster = await Cluster.start({ HEADS_INTERVAL_MS: '1000' });
    expect(violations(await record(cluster, { talkers: 3, messages: 150, cutEvery: 0 }))).toEqual([]);
  }, 300_000);
});
