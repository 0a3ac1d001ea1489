import { Cluster } from '../support/cluster.js';
import { record, saidIn, violations } from '../support/delivery.js';

describe('the promise on delivery', () => {
  it('10,000 messages in a room, a DM and a thread from 20 clients that keep reconnecting, with each node killed in between', async () => {
    const cluster = await Cluster.start();
    try {
      const begun = Date.now();
      const records = await record(cluster, {
        talkers: 20,
        messages: 10_000,
        cutEvery: 2_000,
        atHalf: async () => {
          await cluster.killAndRestart(0);
          await cluster.killAndRestart(1);
        },
      });
      const seconds = ((Date.now() - begun) / 1000).toFixed(1);
      expect(violations(records).filter((found) => !found.includes('never heard'))).toEqual([]);
      expect(saidIn(records)).toHaveLength(10_000);
      for (const { place, rows, talkers } of records)
        process.stdout.write(`      ${place}: ${rows.length} messages, ${talkers.length} timelines equal\n`);
      process.stdout.write(`      ${seconds} s\n`);
    } finally {
      await cluster.stop();
    }
  }, 600_000);
});
