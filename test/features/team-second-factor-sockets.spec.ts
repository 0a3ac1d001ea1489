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

    /** What of this channel, and of the team, reaches somebody when something happens there; a message to themselves shows when all has come. */
    const heardBy = async (who: Person, channelId: string): Promise<string[]> => {
      who.forget();
      await say(channelId);
      expectOk(await ada.rest('PATCH', `/teams/${stage.team.id}`, { description: `now ${nonce()}` }));
      const self = expectOk(await who.rest('POST', '/dms', { userIds: [] })).channel;
      const marker = expectOk(await who.rest('POST', `/channels/${self.id}/messages`, { body: 'x', nonce: nonce() }));
      await who.hears('message.created', ({ id }) => id === marker.id);
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

    it('does not know the people of the team any more, but for those of their DMs', async () => {
      const dora = await person(app().url, 'dora');
      expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: dora.id }));
      expectOk(await ben.rest('POST', '/dms', { userIds: [ada.id] }));
      expectOk(await ben.rest('GET', `/users/${dora.id}`));
      await requires(true);
      expect((await ben.rest('GET', `/users/${dora.id}`)).error.code).toBe('not_found');
      expect(expectOk(await ben.rest('GET', `/users/${ada.id}`)).sharedTeamIds).toEqual([]);
      await requires(false);
      expect(expectOk(await ben.rest('GET', `/users/${dora.id}`)).sharedTeamIds).toEqual([stage.team.id]);
    });
  },
  { HEADS_INTERVAL_MS: '60000' },
);
