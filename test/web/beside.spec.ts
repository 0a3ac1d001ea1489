import type { ParleyClient } from '@parley/client';
import { describeInBrowser, until, Visitor } from './browser.js';
import { openStage } from './stage.js';

describeInBrowser('what stands beside the conversation', () => {
  const stage = openStage();
  let ada: Visitor;
  let ben: ParleyClient;
  let teamId: string;

  beforeAll(async () => {
    ada = await stage.visitor();
    await ada.begin();
    ben = await stage.signUp('ben', 'Ben Okafor');
    ({ teamId } = await ben.command('invitation.accept', { code: await ada.invitationCode() }));
    await ben.until(() => ben.channels(teamId).length > 0);
  });

  it('S5-26 a direct message arrives at the side, is read and answered, and does not leave the team', async () => {
    const message = { body: 'Only for you', nonce: crypto.randomUUID() };
    const { channel } = await ben.command('dm.open', { usernames: ['ada'], message });
    const link = ada.page.getByRole('link', { name: /Ben Okafor/ });
    await link.locator('[data-unread="1"]').waitFor();
    await link.click();
    await ada.isAt(`/dm/${channel.id}`);
    await ada.sees('Only for you');
    await until(async () => (await link.locator('[data-unread]').count()) === 0, 'it is read');
    await ada.say('And for you');
    await ben.until(() => ben.state.timelines[channel.id]?.seq === 2);
    await ada.page.getByRole('link', { name: 'General' }).click();
    await ada.isAt('/difference-engine/general');
  });

  it('S5-26 shows reactions and what changed about a channel', async () => {
    await ada.say('What do you think?');
    const [general] = ben.channels(teamId);
    await ben.openChannel(general!.id);
    await ben.until(() => ben.messages(general!.id).some(({ body }) => body === 'What do you think?'));
    const { id: messageId } = ben.messages(general!.id).find(({ body }) => body === 'What do you think?')!;
    await ben.command('reaction.add', { messageId, emoji: '🎉' });
    await ben.command('message.pin', { messageId });
    const article = ada.page.getByRole('article').filter({ hasText: 'What do you think?' });
    await article.getByRole('listitem').filter({ hasText: '🎉 1' }).waitFor();
    await ada.page.getByText('Ben Okafor pinned a message.').waitFor();
  });

  it('S5-26 a channel that is joined by asking is asked for, and opens when one is let in', async () => {
    const asking = { teamId, name: 'Budget', visibility: 'request' as const };
    const { id: channelId } = await ben.command('channel.create', asking);
    await ben.command('message.send', { channelId, body: 'Paper is dear', nonce: crypto.randomUUID() });
    await ada.page.getByRole('link', { name: /Budget/ }).click();
    await ada.page.getByText('Only members read what is said here.').waitFor();
    await ada.page.getByRole('button', { name: 'Ask to join Budget' }).click();
    await ada.page.getByText(/^You asked /).waitFor();
    const { items } = await ben.command('join_request.list', { channelId, status: 'pending' });
    expect(items).toHaveLength(1);
    await ben.command('join_request.approve', { channelId, requestId: items[0]!.id });
    await ada.sees('Paper is dear');
    await ada.box.waitFor();
  });
});
