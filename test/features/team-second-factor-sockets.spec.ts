import { onEachDatabase } from '../support/app.js';
import { cast, expectOk, nonce, person, type Cast, type Person } from '../support/people.js';
import { turnOn } from '../support/second-factor.js';

// The nodes look every few seconds whether a socket still hears what it may. Here they do not, so what is heard is what the write itself said.
onEachDatabase(
  (app) => {
    let stage: Cast, ada: Person, ben: Person;
    beforeAll(() => person(app().url, 'installer'));
    beforeEach(async () => {
      stage = await cast(app().url);
      ({ ada, ben } = stage);
      await turnOn(app(), ada);
    });
    afterEach(() => [ada, ben, stage.cy].forEach((who) => who.disconnect()));

    const requires = async (requiresSecondFactor: boolean) =>
      expectOk(await ada.rest('PATCH', `/teams/${stage.team.id}`, { requiresSecondFactor }));
    const say = async (channelId: string) =>
      expectOk(await ada.rest('POST', `/channels/${channelId}/messages`, { body: 'secret', nonce: nonce() })).id;

    /** A message to themselves shows when all has come that was said before. */
    const caughtUp = async (who: Person) => {
      const self = expectOk(await who.rest('POST', '/dms', { userIds: [] })).channel;
      const marker = expectOk(await who.rest('POST', `/channels/${self.id}/messages`, { body: 'x', nonce: nonce() }));
      await who.hears('message.created', ({ id }) => id === marker.id);
    };
    /** What of this channel, and of the team, reaches somebody when something happens there. */
    const heardBy = async (who: Person, channelId: string): Promise<string[]> => {
      who.forget();
      await say(channelId);
      expectOk(await ada.rest('PATCH', `/teams/${stage.team.id}`, { description: `now ${nonce()}` }));
      await caughtUp(who);
      const there = [`channel:${channelId}`, `team:${stage.team.id}`];
      return who.heard.filter(({ stream }) => there.includes(stream)).map(({ type }) => type);
    };

    it('hears no more on a socket that is open, from the very moment', async () => {
      expect(await heardBy(ben, stage.general.id)).toEqual(['message.created', 'team.updated']);
      await requires(true);
      expect(await heardBy(ben, stage.general.id)).toEqual([]);
      await requires(false);
      expect(await heardBy(ben, stage.general.id)).toEqual(['message.created', 'team.updated']);
    });

    it('hears no more once their second factor is off, from the very moment', async () => {
      await turnOn(app(), ben);
      await requires(true);
      expect(await heardBy(ben, stage.general.id)).toEqual(['message.created', 'team.updated']);
      expectOk(await ben.rest('POST', '/me/second-factor/disable', { password: ben.password }));
      expect(await heardBy(ben, stage.general.id)).toEqual([]);
    });

    it('hears nothing of a team that it is brought into, on a socket that is open', async () => {
      const dora = await (await person(app().url, 'dora')).connect();
      await requires(true);
      expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: dora.id }));
      expect(await heardBy(dora, stage.general.id)).toEqual([]);
      await requires(false);
      expect(await heardBy(dora, stage.general.id)).toEqual(['message.created', 'team.updated']);
      dora.disconnect();
    });

    it('hears nothing of a channel that it is brought into, on a socket that is open', async () => {
      await requires(true);
      const input = { teamId: stage.team.id, name: 'Room', visibility: 'private' };
      const { id } = expectOk(await ada.rest('POST', '/channels', input));
      expectOk(await ada.rest('POST', `/channels/${id}/members`, { userId: ben.id }));
      expect(await heardBy(ben, id)).toEqual([]);
      await requires(false);
      expect(await heardBy(ben, id)).toEqual(['message.created', 'team.updated']);
    });

    it('hears nothing of a public channel that is made meanwhile, on a socket that is open', async () => {
      await requires(true);
      const { id } = expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: 'Made meanwhile' }));
      expect(await heardBy(ben, id)).toEqual([]);
      await requires(false);
      expect(await heardBy(ben, id)).toEqual(['message.created', 'team.updated']);
    });

    it('leads nobody meanwhile: hears neither who asks to come in nor who took their invitation', async () => {
      const [dora, eve, flo] = await Promise.all(['dora', 'eve', 'flo'].map((name) => person(app().url, name)));
      for (const who of [dora!, flo!]) {
        await turnOn(app(), who);
        expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: who.id }));
      }
      const input = { teamId: stage.team.id, name: 'Asked for', visibility: 'request' };
      const { id } = expectOk(await ada.rest('POST', '/channels', input));
      expectOk(await ada.rest('POST', `/channels/${id}/members`, { userId: ben.id }));
      expectOk(await ada.rest('PATCH', `/channels/${id}/members/${ben.id}`, { role: 'moderator' }));
      expectOk(await ada.rest('PATCH', `/teams/${stage.team.id}/members/${ben.id}`, { role: 'admin' }));
      const { code } = expectOk(await ben.rest('POST', `/teams/${stage.team.id}/invitations`, {}));
      await requires(true);
      ben.forget();
      expectOk(await dora!.rest('POST', `/channels/${id}/join-requests`, {}));
      expectOk(await eve!.rest('POST', `/invitations/${code}/accept`));
      await caughtUp(ben);
      expect(ben.heard.filter(({ type }) => /^(join_request|invitation)\./.test(type))).toEqual([]);
      const { streams } = expectOk(await ben.rest('POST', '/sync', { positions: { [`user:${ben.id}`]: 1 } }));
      const told = JSON.stringify(streams[`user:${ben.id}`]);
      expect([told.includes(dora!.id), told.includes(code)]).toEqual([false, false]);
      await requires(false);
      expectOk(await flo!.rest('POST', `/channels/${id}/join-requests`, {}));
      await ben.hears('join_request.created', ({ user }) => user.id === flo!.id);
    });

    it('begins no DM with people whom they know by the team alone, and goes on in those that there are', async () => {
      const dora = await person(app().url, 'dora');
      expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: dora.id }));
      const { channel } = expectOk(await ben.rest('POST', '/dms', { userIds: [ada.id] }));
      await requires(true);
      for (const input of [{ userIds: [dora.id] }, { usernames: [dora.username] }])
        expect((await ben.rest('POST', '/dms', input)).error.code).toBe('not_found');
      expectOk(await ben.rest('POST', `/channels/${channel.id}/messages`, { body: 'still', nonce: nonce() }));
      expectOk(await ada.rest('POST', '/dms', { userIds: [ben.id, dora.id] }));
    });

    it('does not know the people of the team any more, but for those of their DMs', async () => {
      const dora = await person(app().url, 'dora');
      expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: dora.id }));
      expectOk(await ben.rest('POST', '/dms', { userIds: [ada.id] }));
      expectOk(await ben.rest('GET', `/users/${dora.id}`));
      await requires(true);
      expect((await ben.rest('GET', `/users/${dora.id}`)).error.code).toBe('not_found');
      expect(expectOk(await ben.rest('GET', `/users/${ada.id}`)).sharedTeams).toEqual([]);
      await requires(false);
      expect(expectOk(await ben.rest('GET', `/users/${dora.id}`)).sharedTeams).toMatchObject([
        { teamId: stage.team.id },
      ]);
    });
  },
  { HEADS_INTERVAL_MS: '60000' },
);
