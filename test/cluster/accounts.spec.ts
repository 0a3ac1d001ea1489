import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from '../support/cluster.js';
import { mailsTo, mailTo, tokenIn } from '../support/mails.js';
import { expectOk, nonce, person, rest, type Person } from '../support/people.js';

const hasCluster = process.env.PARLEY_TEST_MYSQL && process.env.PARLEY_TEST_REDIS;
const addressOf = ({ username }: Person) => `${username}@example.org`;

(hasCluster ? describe : describe.skip)('accounts and mails on two nodes', () => {
  let cluster: Cluster;
  let outbox: { dataDir: string };
  beforeAll(async () => {
    cluster = await Cluster.start({ UNREAD_MAIL_SECONDS: '1', RATE_LIMIT_ENABLED: 'false' });
    outbox = { dataDir: cluster.env.DATA_DIR! };
  }, 300_000);
  afterAll(() => cluster.stop());

  it('a reset by one node closes the sockets at the other within 1 s', async () => {
    const [here, there] = cluster.nodes;
    const ada = await (await person(here.url, 'ada')).connect();
    expectOk(await rest(there.url, 'POST', '/auth/password/forgot', { email: addressOf(ada) }));
    const token = tokenIn(await mailTo(outbox, addressOf(ada), /new password/), '/reset');
    expectOk(await rest(there.url, 'POST', '/auth/password/reset', { token, password: 'eleven purple giraffes' }));
    for (const end = Date.now() + 1_000; ada.socket!.connected && Date.now() < end;) await sleep(5);
    expect(ada.socket!.connected).toBe(false);
    expect((await ada.rest('GET', '/me')).error.code).toBe('auth.session_ended');
  });

  it('S5-38 both nodes look for what is unread: each who is away gets one mail, and who is there, at either node, gets none', async () => {
    const [here, there] = cluster.nodes;
    const ada = await (await person(here.url, 'ada')).connect();
    const ben = await (await person(there.url, 'ben')).connect();
    const team = expectOk(await ada.rest('POST', '/teams', { name: 'Two nodes' }));
    const away = await Promise.all([1, 2, 3, 4, 5].map((at) => person(at % 2 ? here.url : there.url, `away${at}`)));
    for (const { id: userId } of [ben, ...away])
      expectOk(await ada.rest('POST', `/teams/${team.id}/members`, { userId }));
    const { channel } = expectOk(await ada.rest('GET', `/teams/${team.id}/channels/by-slug/general`));
    const path = `/channels/${channel.id}/messages`;
    expectOk(await ada.rest('POST', path, { body: '@channel good morning', nonce: nonce() }));
    await Promise.all(away.map((who) => mailTo(outbox, addressOf(who), /mentioned you/)));
    await sleep(1_500);
    const told = (who: Person) => mailsTo(outbox, addressOf(who)).filter(({ subject }) => /mentioned/.test(subject));
    expect(away.map((who) => told(who).length)).toEqual([1, 1, 1, 1, 1]);
    expect([told(ben), told(ada)]).toEqual([[], []]);
    for (const who of [ada, ben]) who.disconnect();
  });
});
