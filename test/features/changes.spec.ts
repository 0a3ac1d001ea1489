import { UserEntity } from '../../src/core/users/user.entity.js';
import { FactRegistry } from '../../src/platform/changes/facts.js';
import { onEachDatabase } from '../support/app.js';
import { cast, expectOk, nonce, person, type Cast, type Person } from '../support/people.js';
import { formWith, photo, PIXEL, settled, upload } from '../support/uploads.js';
import { declineVoice, leaveVoice, muteVoice, removeVoice, stepIn, tellState } from '../support/voice.js';
import { unwatch, verifyChanges, watch, type Watcher } from '../support/verify-changes.js';

/*
 * Old state plus events is new state, for every kind of durable fact: the test under the promise that nothing is lost. What happens is one long
 * story, because states are more interesting when much has happened before.
 */
onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, teamId: string, generalId: string;
  let watchers: Watcher[];
  let privateId = '';
  let messageId = '';
  let directId = '';
  let threadId = '';
  let voiceIds: string[] = [];

  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    [teamId, generalId] = [stage.team.id, stage.general.id];
    watchers = [await watch(ada, [generalId], [teamId]), await watch(ben, [generalId], [teamId])];
  });
  afterAll(async () => {
    await unwatch(watchers);
    for (const who of [ada, ben, cy]) who.disconnect();
  });

  const say = async (who: Person, channelId: string, body: string) =>
    expectOk(await who.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() }));

  const attach = async (who: Person, mediaId: string) =>
    expectOk(await who.command('message.send', { channelId: generalId, nonce: nonce(), mediaIds: [mediaId] }));

  const story: [title: string, action: () => Promise<unknown>][] = [
    ['message.created', () => say(ada, generalId, 'one').then(() => say(ben, generalId, 'two'))],
    [
      'message.updated',
      async () => {
        messageId = (await say(ada, generalId, 'frist')).id;
        return expectOk(await ada.rest('PATCH', `/messages/${messageId}`, { body: 'first' }));
      },
    ],
    ['message.deleted', async () => expectOk(await ada.rest('DELETE', `/messages/${messageId}`))],
    [
      'channel.read_mark',
      async () => {
        const { seq } = await say(ada, generalId, 'read me');
        return expectOk(await ben.rest('POST', `/channels/${generalId}/read`, { seq }));
      },
    ],
    [
      'channel.read_mark set back',
      async () => expectOk(await ben.rest('POST', `/channels/${generalId}/unread`, { seq: 3 })),
    ],
    [
      'a mention',
      () =>
        say(ada, generalId, `@${ben.username}, @channel: look`).then(() => say(ada, generalId, `@${ben.username}?`)),
    ],
    [
      'a mention that an edit takes back',
      async () => {
        const { id } = await say(ada, generalId, `hey @${ben.username}`);
        return expectOk(await ada.rest('PATCH', `/messages/${id}`, { body: 'hey' }));
      },
    ],
    [
      'reaction.added',
      async () => {
        messageId = (await say(ada, generalId, 'cake!')).id;
        for (const who of [ada, ben]) expectOk(await who.rest('PUT', `/messages/${messageId}/reactions/🎂`));
      },
    ],
    ['reaction.removed', async () => expectOk(await ben.rest('DELETE', `/messages/${messageId}/reactions/🎂`))],
    [
      'pictures of a person and of a team',
      async () => {
        for (const path of ['/me/avatar', `/teams/${teamId}/icon`])
          expectOk(await ada.rest('PUT', path, formWith(PIXEL)));
      },
    ],
    ['message.pinned', async () => expectOk(await ben.rest('PUT', `/messages/${messageId}/pin`))],
    ['message.unpinned', async () => expectOk(await ada.rest('DELETE', `/messages/${messageId}/pin`))],
    [
      'thread.updated',
      async () => {
        threadId = expectOk(await ben.rest('POST', `/messages/${messageId}/thread`)).channelId;
        await say(ben, threadId, 'which kind?');
        await say(ada, threadId, 'apple');
      },
    ],
    [
      'a thread that is not followed any more',
      async () => expectOk(await ben.rest('DELETE', `/channels/${threadId}/follow`)),
    ],
    ['an answer in a thread of others', () => say(ada, threadId, 'with cinnamon')],
    ['a thread that is followed again', async () => expectOk(await ben.rest('PUT', `/channels/${threadId}/follow`))],
    [
      'a followed thread of a channel that one leaves',
      async () => {
        const room = expectOk(await ada.rest('POST', '/channels', { teamId, name: 'Kitchen' }));
        const { id } = await say(ada, room.id, 'who bakes?');
        const thread = expectOk(await ben.rest('POST', `/messages/${id}/thread`));
        await say(ada, thread.channelId, 'not me');
        expectOk(await ben.rest('POST', `/channels/${room.id}/leave`));
        await say(ada, thread.channelId, 'nor anybody');
      },
    ],
    [
      'channel.preferences',
      async () =>
        expectOk(await ben.rest('PUT', `/channels/${generalId}/preferences`, { notify: 'mentions', muted: true })),
    ],
    [
      'dm.opened',
      async () => {
        directId = expectOk(await ada.rest('POST', '/dms', { userIds: [ben.id] })).channel.id;
        await say(ada, directId, 'between us');
      },
    ],
    ['dm.closed', async () => expectOk(await ben.rest('PUT', `/dms/${directId}/visibility`, { closed: true }))],
    ['a closed conversation that goes on', () => say(ada, directId, 'are you there?')],
    [
      'voice.participant.joined',
      async () => {
        const room = async (name: string) =>
          expectOk(await ada.rest('POST', '/channels', { teamId, name, kind: 'voice' }));
        voiceIds = [(await room('Voices')).id, (await room('More voices')).id];
        for (const who of [ada, ben]) await stepIn(who, voiceIds[0]!, { muted: true });
      },
    ],
    [
      'voice.participant.updated',
      async () => expectOk(await tellState(ben, voiceIds[0]!, { muted: false, screen: true })),
    ],
    [
      'voice.participant.left',
      async () => {
        for (const where of [1, 0, 1]) await stepIn(ben, voiceIds[where]!);
        expectOk(await muteVoice('rest', ada, voiceIds[1]!, ben.id));
        expectOk(await leaveVoice('rest', ada, voiceIds[0]!));
      },
    ],
    ['somebody who is removed from a call', async () => expectOk(await removeVoice('rest', ada, voiceIds[1]!, ben.id))],
    ['voice.call.started', () => stepIn(ada, directId)],
    ['voice.call.updated', async () => expectOk(await declineVoice('rest', ben, directId))],
    ['a missed call', async () => expectOk(await leaveVoice('rest', ada, directId))],
    [
      'a call that is over',
      async () => {
        for (const who of [ben, ada]) await stepIn(who, directId);
        for (const who of [ben, ada]) expectOk(await leaveVoice('rest', who, directId));
      },
    ],
    [
      'join_request.created, denied, and created again and approved',
      async () => {
        const { id } = expectOk(await ada.rest('POST', '/channels', { teamId, name: 'Club', visibility: 'request' }));
        const first = expectOk(await ben.rest('POST', `/channels/${id}/join-requests`, { message: 'please' }));
        expectOk(await ada.rest('POST', `/channels/${id}/join-requests/${first.id}/deny`));
        const second = expectOk(await ben.rest('POST', `/channels/${id}/join-requests`, {}));
        expectOk(await ada.rest('POST', `/channels/${id}/join-requests/${second.id}/approve`));
      },
    ],
    [
      'team.notification',
      async () =>
        expectOk(
          await ada.rest('POST', `/teams/${teamId}/notifications`, { title: 'Today', body: 'we close at five' }),
        ),
    ],
    ['channel.created, public', async () => expectOk(await ada.rest('POST', '/channels', { teamId, name: 'News' }))],
    [
      'channel.created, private',
      async () => {
        const channel = expectOk(await ada.rest('POST', '/channels', { teamId, name: 'Inner', visibility: 'private' }));
        privateId = channel.id;
      },
    ],
    [
      'channel.member.joined',
      async () => expectOk(await ada.rest('POST', `/channels/${privateId}/members`, { userId: ben.id })),
    ],
    [
      'channel.member.updated',
      async () => expectOk(await ada.rest('PATCH', `/channels/${privateId}/members/${ben.id}`, { role: 'moderator' })),
    ],
    ['channel.updated', async () => expectOk(await ada.rest('PATCH', `/channels/${privateId}`, { topic: 'secrets' }))],
    ['unread in a channel that is not open', () => say(ada, privateId, 'psst').then(() => say(ada, privateId, 'hey'))],
    ['channel.member.left', async () => expectOk(await ben.rest('POST', `/channels/${privateId}/leave`))],
    [
      'channel.member.joined again',
      async () => expectOk(await ada.rest('POST', `/channels/${privateId}/members`, { userId: ben.id })),
    ],
    [
      'channel.member.removed',
      async () => expectOk(await ada.rest('DELETE', `/channels/${privateId}/members/${ben.id}`)),
    ],
    ['channel.archived', async () => expectOk(await ada.rest('POST', `/channels/${privateId}/archive`))],
    ['channel.deleted', async () => expectOk(await ada.rest('DELETE', `/channels/${privateId}`))],
    [
      'media.ready',
      async () => {
        const { id } = expectOk(await upload(ada, await photo(64, 48)));
        await attach(ada, id);
        expect(await settled(ada, id)).toMatchObject({ state: 'ready' });
      },
    ],
    [
      'media.ready, of what is sent afterwards, answered and changed',
      async () => {
        const { id } = expectOk(await upload(ben, await photo(64, 48)));
        await settled(ben, id);
        messageId = (await attach(ben, id)).id;
        expectOk(await ada.rest('PUT', `/messages/${messageId}/reactions/🎂`));
        expectOk(await ben.rest('PATCH', `/messages/${messageId}`, { body: 'look' }));
      },
    ],
    ['a picture that is deleted', async () => expectOk(await ben.rest('DELETE', `/messages/${messageId}`))],
    [
      'media.failed',
      async () => {
        const { id } = expectOk(await upload(ada, (await photo(64, 48)).subarray(0, 400)));
        await ada.command('message.send', { channelId: generalId, nonce: nonce(), mediaIds: [id] }); // refused if it has failed by then
        expect(await settled(ada, id)).toMatchObject({ state: 'failed' });
      },
    ],
    ['team.updated', async () => expectOk(await ada.rest('PATCH', `/teams/${teamId}`, { name: 'Renamed' }))],
    [
      'team.member.updated',
      async () => expectOk(await ada.rest('PATCH', `/teams/${teamId}/members/${ben.id}`, { role: 'admin' })),
    ],
    ['team.member.joined', async () => expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: cy.id }))],
    ['team.member.removed', async () => expectOk(await ada.rest('DELETE', `/teams/${teamId}/members/${cy.id}`))],
    [
      'invitation.created, accepted and revoked',
      async () => {
        const invitation = expectOk(await ben.rest('POST', `/teams/${teamId}/invitations`, {}));
        expectOk(await cy.rest('POST', `/invitations/${invitation.code}/accept`));
        expectOk(await ben.rest('DELETE', `/teams/${teamId}/invitations/${invitation.id}`));
      },
    ],
    ['user.updated', async () => expectOk(await ben.rest('PATCH', '/me', { displayName: 'Benjamin' }))],
    [
      'session.revoked',
      async () => {
        const extra = expectOk(await ben.rest('POST', '/auth/login', { login: ben.username, password: ben.password }));
        return expectOk(await ben.rest('DELETE', `/auth/sessions/${extra.sessionId}`));
      },
    ],
    ['team.withheld', () => asks(true)],
    ['let in again', () => asks(false)],
    ['team.created', async () => expectOk(await ben.rest('POST', '/teams', { name: `Second of ${ben.username}` }))],
    ['leaving the team', async () => expectOk(await ben.rest('DELETE', `/teams/${teamId}/members/${ben.id}`))],
    ['coming back', async () => expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: ben.id }))],
    ['team.deleted', async () => expectOk(await ada.rest('DELETE', `/teams/${teamId}`))],
  ];

  /** As if Ada had a second factor just for that: with one her devices could not sign in anew. */
  async function asks(requiresSecondFactor: boolean): Promise<void> {
    const has = (at: Date | null) =>
      app().database.write([], ({ manager }) => manager.update(UserEntity, { id: ada.id }, { secondFactorAt: at }));
    await has(new Date());
    expectOk(await ada.rest('PATCH', `/teams/${teamId}`, { requiresSecondFactor }));
    await has(null);
  }

  it.each(story)('S1-24 S5-34 what was held plus what was sent equals a fresh start: %s', (_title, action) =>
    verifyChanges(watchers, action),
  );

  it('has seen every kind of fact that exists', async () => {
    await person(app().url, 'dan');
    const rows: { type: string }[] = await app().database.read((reader) =>
      reader.query('SELECT DISTINCT type FROM changes ORDER BY type'),
    );
    const known = app()
      .get(FactRegistry)
      .allFacts()
      .map(({ name }) => name);
    expect(rows.map(({ type }) => type)).toEqual(known);
  });
});
