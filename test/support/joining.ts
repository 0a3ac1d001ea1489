import { createClient } from '@parley/client';
import { cast, expectOk, nonce } from './people.js';
import { until } from './processes.js';

/**
 * Lets somebody join a channel again and again while three others write without pause. Answers the rounds in which the newcomer's view, from the
 * first message to the newest, was not exactly what is stored.
 */
export async function joinWhileOthersWrite(url: string, rounds: number): Promise<number> {
  const { ada, ben, cy, team } = await cast(url);
  expectOk(await ada.rest('POST', `/teams/${team.id}/members`, { userId: cy.id }));
  const channel = expectOk(await ada.rest('POST', '/channels', { teamId: team.id, name: 'Busy' }));
  const newcomer = createClient({ url, timing: { gapWait: [50, 100] } });
  await newcomer.auth.login({ login: cy.username, password: cy.password });
  await newcomer.reaches('online');

  let writing = true;
  let newest = 0;
  const writers = [ada, ben, ada].map(async (who, writer) => {
    for (let n = 0; writing; n++) {
      const input = { channelId: channel.id, body: `${writer}.${n}`, nonce: nonce() };
      newest = Math.max(newest, expectOk(await who.command('message.send', input)).seq);
    }
  });
  let wrong = 0;
  for (let round = 0; round < rounds; round++) {
    await newcomer.command('channel.leave', { channelId: channel.id });
    await until(() => !(channel.id in newcomer.state.memberships), 'the newcomer is out');
    await newcomer.command('channel.join', { channelId: channel.id });
    await until(() => channel.id in newcomer.state.memberships, 'the newcomer is in');
    await newcomer.openChannel(channel.id);
    const goal = newest;
    await until(() => (newcomer.messages(channel.id).at(-1)?.seq ?? 0) >= goal, `the newcomer sees ${goal}`);
    const seen = newcomer.messages(channel.id).map(({ seq, body }) => ({ seq, body }));
    const path = `/channels/${channel.id}/messages?after=${seen[0]!.seq - 1}&limit=100`;
    const stored = expectOk(await ada.rest('GET', path)).items.slice(0, seen.length);
    const same = stored.map(({ seq, body }: { seq: number; body: string }) => ({ seq, body }));
    if (JSON.stringify(seen.slice(0, same.length)) !== JSON.stringify(same) || same.length < Math.min(seen.length, 100))
      wrong++;
    if (seen.some(({ seq }, index) => seq !== seen[0]!.seq + index)) wrong++;
    newcomer.closeChannel(channel.id);
  }
  writing = false;
  await Promise.all(writers);
  await newcomer.close();
  for (const who of [ada, ben, cy]) who.disconnect();
  return wrong;
}
