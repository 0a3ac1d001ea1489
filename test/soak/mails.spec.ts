import { until } from '../support/processes.js';
import { MailCluster } from '../support/mail-cluster.js';
import { toldOf } from '../support/mailing.js';

describe('the promises on mail', () => {
  let post: MailCluster;
  beforeEach(async () => {
    post = await MailCluster.start();
  }, 300_000);
  afterEach(() => post.stop());

  it('a mail server that is away for a whole minute costs no mail, and each comes once, without anybody’s help', async () => {
    let n = 0;
    await post.outage(60, () => post.signIn(10, `away${n++}`));
    const back = Date.now();
    await post.allDone(180_000);
    process.stdout.write(`      600 mails, the last ${Math.round((Date.now() - back) / 1000)} s after it was back\n`);
    expect(post.copiesOf('away\\d+')).toEqual(Array(600).fill(1));
    expect(await post.givenUp()).toEqual([]);
  }, 400_000);

  it('all 2,000 sign-ins are told of though the workers are killed five times', async () => {
    post.sink.slowMs = 50;
    const signingIn = post.signIn(2_000, 'killed');
    const inHand = new Set<string>(); // a claim outlives its holder for ten seconds, so the next kill may find it again
    for (let kills = 1; kills <= 5; kills += 1) {
      await until(() => toldOf(post.sink, 'killed').size > kills * 250, 'some more mails are out', 120_000);
      for (const one of await post.killWorkers()) inHand.add(one);
    }
    await signingIn;
    await post.allDone(180_000);
    const told = [...toldOf(post.sink, 'killed').values()];
    const copies = told.flat().length - told.length;
    process.stdout.write(`      ${inHand.size} in hand at five kills, ${copies} second copies\n`);
    expect(told).toHaveLength(2_000);
    for (const one of told) expect(new Set(one).size).toBe(1);
    expect(copies).toBeLessThanOrEqual(inHand.size);
    expect(await post.givenUp()).toEqual([]);
  }, 600_000);
});
