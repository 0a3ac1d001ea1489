import { setTimeout as sleep } from 'node:timers/promises';
import { policies, type Permission } from '../../src/core/access/policies.js';
import type { Policy } from '../../src/core/access/policy.js';
import { call } from '../access/matrix/call.js';
import { operations } from '../access/matrix/operations.js';
import { idsFor, own, type Owned } from '../access/matrix/owned.js';
import { onEachDatabase } from '../support/app.js';
import { doors, expectOk, nonce, person, type Person } from '../support/people.js';
import { turnOff, turnOn } from '../support/second-factor.js';
import { uploaded } from '../support/uploads.js';
import { unwatch, verifyChanges, watch } from '../support/verify-changes.js';

const NEEDED = { code: 'team.second_factor_required', status: 403 };

onEachDatabase((app) => {
  let owned: Owned, ada: Person, ben: Person, cy: Person;
  const requires = (requiresSecondFactor: boolean, who = ada) =>
    who.rest('PATCH', `/teams/${owned.ids.teamId}`, { requiresSecondFactor });
  const streamsOf = async (who: Person): Promise<string[]> =>
    Object.keys(expectOk(await who.rest('POST', '/sync', {})).streams).sort();
  const say = async (who: Person, body: string) =>
    expectOk(await who.rest('POST', `/channels/${owned.ids.channelId}/messages`, { body, nonce: nonce() }));

  beforeAll(async () => {
    await person(app().url, 'installer');
    [owned, cy] = await Promise.all([own(app().url, 'ada'), person(app().url, 'cy')]);
    ({ owner: ada, friend: ben } = owned);
    expectOk(await ben.rest('PUT', `/channels/${owned.threadId}/follow`));
    await turnOn(app(), ada);
    await Promise.all([ada, ben, cy].map((who) => who.connect()));
  });
  afterAll(() => [ada, ben, cy].forEach((who) => who.disconnect()));

  it('nobody who asks for it locks themselves out', async () => {
    const eve = await person(app().url, 'eve');
    const team = expectOk(await eve.rest('POST', '/teams', { name: 'Of Eve' }));
    const ask = () => eve.rest('PATCH', `/teams/${team.id}`, { requiresSecondFactor: true });
    expect((await ask()).error).toMatchObject({ code: 'team.second_factor_first', status: 409 });
    expect((await requires(true, ben)).error).toMatchObject({ code: 'access.denied' });
    expect((await requires(true, cy)).error).toMatchObject({ code: 'not_found' });
    await turnOn(app(), eve);
    expect(expectOk(await ask())).toMatchObject({ requiresSecondFactor: true });
    expectOk(await eve.rest('GET', `/teams/${team.id}`));
  });

  describe('whoever lacks it', () => {
    let before: string[], generalId: string, mediaId: string;
    beforeAll(async () => {
      const { teamId } = owned.ids;
      generalId = expectOk(await ada.rest('GET', `/teams/${teamId}/channels/by-slug/general`)).channel.id;
      await say(ada, `ada means @${ben.username}`);
      ({ id: mediaId } = await uploaded(ada, Buffer.from('of the team')));
      const input = { body: 'ada in public', nonce: nonce(), mediaIds: [mediaId] };
      expectOk(await ada.rest('POST', `/channels/${generalId}/messages`, input));
      expectOk(await ben.rest('GET', `/media/${mediaId}`));
      before = await streamsOf(ben);
      const shows = async (path: string, text: string) =>
        JSON.stringify(expectOk(await ben.rest('GET', path))).includes(text);
      const search = `/search/messages?query=ada&teamId=${teamId}`;
      const found = async () =>
        (await shows(search, 'ada means')) &&
        (await shows(search, 'ada in public')) &&
        (await shows('/me/mentions', 'ada means')) &&
        shows(`/users?query=${ada.username}`, ada.id);
      for (const end = Date.now() + 10_000; !(await found()); await sleep(50))
        if (Date.now() > end) throw new Error('the search does not find what it should hide later');
      ben.forget();
      cy.forget();
      expectOk(await requires(true));
      await ben.hears('team.withheld', ({ teamId }) => teamId === owned.ids.teamId);
    });

    const closed = Object.entries(operations).filter(([name]) => {
      const policy = policies[name.split(' ')[0] as Permission] as Policy | undefined;
      if (!policy || policy.on === 'user' || policy.on === 'installation') return false;
      if (policy.on === 'media') return false; // what hangs on nothing is its uploader's; what hangs on a message is tried below
      return !('evenWithheld' in policy) && !('kinds' in policy && policy.kinds === 'direct');
    });
    it('is kept out of what hangs on its messages', async () => {
      for (const path of [`/media/${mediaId}`, `/media/${mediaId}/content`])
        expect((await ben.rest('GET', path)).error).toMatchObject(NEEDED);
      expect((await ben.command('media.status', { mediaId })).error).toMatchObject(NEEDED);
    });

    describe.each(doors)('by %s', (door) => {
      const asked = closed.filter(([, { rest, command }]) => (door === 'rest' ? rest.length > 0 : command));
      it.each(asked)('is kept out of %s', async (name, operation) => {
        for (const answer of await call(door, operation, idsFor(name, owned), ben, app().url))
          expect(answer.error).toMatchObject(NEEDED);
      });

      it('finds nothing of the team in what reaches over all teams, and a clear word where the team is named', async () => {
        const { teamId, channelId, messageId } = owned.ids;
        const ask = async (command: string, path: string, input: Record<string, string> = {}) =>
          door === 'socket'
            ? ben.command(command, input)
            : ben.rest('GET', `${path}?${new URLSearchParams(input).toString()}`);
        for (const [command, path, input] of [
          ['channel.list', '/channels'],
          ['message.recent', '/messages'],
          ['mention.list', '/me/mentions'],
          ['search.messages', '/search/messages', { query: 'ada' }],
          ['user.list', '/users', { query: ada.username }],
        ] as const) {
          const items = expectOk(await ask(command, path, input)).items as Record<string, unknown>[];
          const hidden = command === 'user.list' ? [ada.id] : [teamId, channelId, messageId, generalId];
          const theirs = items.filter((one) => hidden.some((id) => JSON.stringify(one).includes(id!)));
          expect([command, theirs]).toEqual([command, []]);
        }
        for (const [command, path, input] of [
          ['channel.list', '/channels', { teamId: teamId! }],
          ['search.messages', '/search/messages', { query: 'x', teamId: teamId! }],
        ] as const)
          expect((await ask(command, path, input)).error).toMatchObject(NEEDED);
        const mine = expectOk(await ask('team.list', '/teams')).items;
        expect(mine).toEqual([expect.objectContaining({ id: teamId, requiresSecondFactor: true, withheld: true })]);
      });
    });

    it('hears nothing of it, by sync, home or socket, and others see them as a member', async () => {
      const streams = await streamsOf(ben);
      expect(before.filter((id) => !streams.includes(id)).sort()).toEqual(
        before.filter((id) => id !== `user:${ben.id}` && id !== `channel:${owned.dmId}`),
      );
      const home = expectOk(await ben.rest('GET', '/home'));
      expect([home.teams, home.channels]).toEqual([[], []]);
      ben.forget();
      const { id } = await say(ada, 'not for Ben now');
      await ada.hears('message.created', (message) => message.id === id);
      const dm = expectOk(
        await ada.rest('POST', `/channels/${owned.dmId}/messages`, { body: 'for Ben', nonce: nonce() }),
      );
      await ben.hears('message.created', (message) => message.id === dm.id);
      expect(ben.heard.filter(({ data }) => data.id === id)).toEqual([]);
      const { items } = expectOk(await ada.rest('GET', `/teams/${owned.ids.teamId}/members`));
      expect(items.map(({ user }: { user: { id: string } }) => user.id)).toContain(ben.id);
      expect(cy.heard).toEqual([]);
    });

    it('is not let in by being brought into a channel, nor by a connection that begins now', async () => {
      const input = { teamId: owned.ids.teamId, name: `Fresh ${nonce()}`, visibility: 'private' };
      const { id: channelId } = expectOk(await ada.rest('POST', '/channels', input));
      ben.forget();
      expectOk(await ada.rest('POST', `/channels/${channelId}/members`, { userId: ben.id }));
      const second = await person(app().url, 'second');
      await second.connect();
      expectOk(await ada.rest('POST', `/teams/${owned.ids.teamId}/members`, { userId: second.id }));
      expect((await second.rest('GET', `/teams/${owned.ids.teamId}`)).error).toMatchObject(NEEDED);
      ben.disconnect();
      await ben.connect();
      for (const where of [channelId, owned.ids.channelId]) {
        const { id } = expectOk(
          await ada.rest('POST', `/channels/${where}/messages`, { body: 'secret', nonce: nonce() }),
        );
        await ada.hears('message.created', (message) => message.id === id);
      }
      const marker = expectOk(
        await ada.rest('POST', `/channels/${owned.dmId}/messages`, { body: 'x', nonce: nonce() }),
      );
      await ben.hears('message.created', (message) => message.id === marker.id);
      for (const who of [ben, second]) expect(who.heard.filter(({ data }) => data.body === 'secret')).toEqual([]);
      second.disconnect();
    });

    it('comes back with nothing lost, and goes again with the second factor', async () => {
      ben.forget();
      await turnOn(app(), ben);
      await ben.hears('team.member.updated', ({ teamId }) => teamId === owned.ids.teamId);
      expect(await streamsOf(ben)).toEqual(expect.arrayContaining(before));
      const { items } = expectOk(await ben.rest('GET', `/channels/${owned.ids.channelId}/messages`));
      expect(items.map(({ body }: { body: string }) => body)).toContain('not for Ben now');
      const { id } = await say(ada, 'for Ben as well');
      await ben.hears('message.created', (message) => message.id === id);
      await turnOff(ben);
      await ben.hears('team.withheld');
      expect((await ben.rest('GET', `/teams/${owned.ids.teamId}`)).error).toMatchObject(NEEDED);
      ben.forget();
      expectOk(await requires(false));
      await ben.hears('team.member.updated');
      expectOk(await ben.rest('GET', `/teams/${owned.ids.teamId}`));
      const last = await say(ada, 'after all');
      await ben.hears('message.created', (message) => message.id === last.id);
    });
  });

  it('lets whom it keeps out leave, but take out nobody else', async () => {
    const second = await person(app().url, 'second');
    const { teamId } = owned.ids;
    expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: second.id, role: 'admin' }));
    expectOk(await requires(true));
    const door = (who: Person) => second.rest('DELETE', `/teams/${teamId}/members/${who.id}`);
    expect((await door(ben)).error).toMatchObject(NEEDED);
    expectOk(await door(second));
    expect((await second.rest('GET', `/teams/${teamId}`)).error.code).toBe('not_found');
    expectOk(await requires(false));
    expectOk(await ben.rest('GET', `/teams/${teamId}`));
  });

  it('what a client held, plus what it was sent, is what a fresh one gets: out and in again', async () => {
    const watchers = [await watch(ben, [owned.ids.channelId!], [owned.ids.teamId!])];
    for (const required of [true, false, true]) await verifyChanges(watchers, () => requires(required).then(expectOk));
    expectOk(await requires(false));
    await unwatch(watchers);
  });

  it('a team that begins to ask while somebody turns theirs off keeps them out', async () => {
    await turnOn(app(), ben);
    for (let round = 0; round < 4; round++) {
      await Promise.all([requires(true), turnOff(ben)]);
      expect((await ben.rest('GET', `/teams/${owned.ids.teamId}`)).error).toMatchObject(NEEDED);
      await Promise.all([requires(false), turnOn(app(), ben)]);
      expectOk(await ben.rest('GET', `/teams/${owned.ids.teamId}`));
    }
  });
});
