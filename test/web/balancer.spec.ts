import type { Browser } from 'playwright-core';
import { Cluster } from '../support/cluster.js';
import { agree, describeInBrowser, launch, Visitor } from './browser.js';
import { hasCluster } from './places.js';

(hasCluster ? describeInBrowser : describe.skip)('two people in two browsers, behind a balancer', () => {
  let browser: Browser;
  let cluster: Cluster;
  let ada: Visitor;
  let ben: Visitor;

  beforeAll(async () => {
    cluster = await Cluster.start();
    browser = await launch();
    ada = await Visitor.arrive(browser, cluster.balancer.url);
    ben = await Visitor.arrive(browser, cluster.balancer.url);
    await ada.goto('/register');
    await ada.register('Ada Lovelace', 'ada');
    await ada.createTeam('Difference Engine');
    await ben.goto(new URL(await ada.invitation()).pathname);
    await ben.register('Ben Okri', 'ben', 'Create account and join');
    await ben.box.waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await cluster?.stop();
  });

  // Each node is killed once, so whichever of them a browser is on, it loses that one.
  it.each([0, 1] as const)(
    'S1-24 S2-04 node %i is killed and stays away: both go on at the other one, nothing is lost or doubled',
    async (index) => {
      await Promise.all([ada.is('online'), ben.is('online')]);
      await cluster.nodes[index].end('SIGKILL');
      const said = [`Ada goes on without ${index}.`, `Ben goes on without ${index}.`] as const;
      await ada.say(said[0]);
      await ben.say(said[1]);
      await ada.sees(said[1]);
      await ben.sees(said[0]);
      for (const one of [ada, ben]) {
        await one.hasSentAll();
        for (const text of said) expect(await one.message(text).count()).toBe(1);
      }
      await agree(ada, ben);
      expect([...ada.complaints, ...ben.complaints]).toEqual([]);
      cluster.nodes[index] = await cluster.nodes[index].again();
    },
  );
});
