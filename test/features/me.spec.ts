import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../../src/platform/database/ids.js';
import { onEachDatabase } from '../support/app.js';
import { cast, doors, expectOk, person, type Person } from '../support/people.js';

onEachDatabase((app) => {
  describe.each(doors)('oneself through %s', (door) => {
    const me = (who: Person) => (door === 'rest' ? who.rest('GET', '/me') : who.command('me.open'));
    const change = (who: Person, input: object) =>
      door === 'rest' ? who.rest('PATCH', '/me', input) : who.command('me.update', input);
    const people: Person[] = [];
    const somebody = async (name: string) => {
      const who = await (await person(app().url, name)).connect();
      people.push(who);
      return who;
    };
    afterEach(() => {
      for (const who of people.splice(0)) who.disconnect();
    });

    it('S5-25 opens what one may know about oneself, and nothing secret', async () => {
      const ada = await somebody('ada');
      const answer = expectOk(await me(ada));
      expect(Object.keys(answer).sort()).toEqual(
        [
          ...['availability', 'avatarId', 'createdAt', 'displayName', 'email', 'emailVerified', 'id'],
          ...['isOwner', 'lastChannelId', 'secondFactor', 'status', 'username', 'version'],
        ].sort(),
      );
      expect(answer).toMatchObject({ id: ada.id, username: ada.username, lastChannelId: null });
    });

    it('S5-25 changes names; all devices of the person hear it, others do not', async () => {
      const ada = await somebody('ada');
      const cy = await somebody('cy');
      const username = `${ada.username}-x`.slice(0, 32);
      const changed = expectOk(await change(ada, { displayName: 'Ada Lovelace', username: username.toUpperCase() }));
      expect(changed).toMatchObject({ displayName: 'Ada Lovelace', username, version: 2 });
      expect(await ada.hears('me.updated')).toEqual(changed);
      expect(expectOk(await me(ada))).toEqual(changed);
      expect(cy.heard).toEqual([]);
      const missed = expectOk(await ada.rest('POST', '/sync', { positions: { [`user:${ada.id}`]: 0 } }));
      expect(missed.streams[`user:${ada.id}`].events.at(-1)).toMatchObject({ type: 'me.updated', data: changed });
    });

    it('a first sync brings oneself, and asking for others answers that they are gone', async () => {
      const ada = await somebody('ada');
      const cy = await somebody('cy');
      const { streams } = expectOk(await cy.rest('POST', '/sync', {}));
      expect(streams[`user:${cy.id}`]).toMatchObject({ status: 'snapshot', data: { me: expectOk(await me(cy)) } });
      const asked = expectOk(await cy.rest('POST', '/sync', { positions: { [`user:${ada.id}`]: null } }));
      expect(asked.streams[`user:${ada.id}`]).toEqual({ status: 'gone' });
    });

    it('changes nothing and tells nothing when nothing differs', async () => {
      const ada = await somebody('ada');
      expect(expectOk(await change(ada, {})).version).toBe(1);
      expect(expectOk(await change(ada, { username: ada.username })).version).toBe(1);
      await sleep(200);
      expect(ada.heard).toEqual([]);
    });

    it('refuses the name of somebody else, also when ten want the same at once', async () => {
      const [ada, ben] = await Promise.all([somebody('ada'), somebody('ben')]);
      const taken = await change(ada, { username: ben.username });
      expect([taken.status, taken.error.code]).toEqual([409, 'auth.username_taken']);
      const racers = await Promise.all(Array.from({ length: 10 }, (_, turn) => somebody(`r${turn}`)));
      const username = `wanted-${newId().slice(-12)}`;
      const answers = await Promise.all(racers.map((racer) => change(racer, { username })));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(answers.filter(({ error }) => error?.code === 'auth.username_taken')).toHaveLength(9);
    });

    it.each([
      ['a blank name', { displayName: ' ' }, 'displayName:notBlank'],
      ['a name of 81 characters', { displayName: 'x'.repeat(81) }, 'displayName:maxLength'],
      ['null', { displayName: null }, 'displayName:isString'],
      ['a username with a slash', { username: 'a/b' }, 'username:matches'],
      ['a channel that is no id', { lastChannelId: 'general' }, 'lastChannelId:isId'],
      ['another id', { id: '01890a5d-ac96-774b-bcce-b302099a8057' }, 'id:unknown'],
      ['the owner’s crown', { isOwner: true }, 'isOwner:unknown'],
      ['another address', { email: 'x@example.org' }, 'email:unknown'],
    ])('refuses %s by name and rule', async (_what, input, field) => {
      const ada = await somebody('ada');
      const answer = await change(ada, input);
      expect([answer.status, answer.error.code]).toEqual([400, 'validation.failed']);
      expect(answer.error.fields!.map((broken) => `${broken.field}:${broken.rule}`)).toContain(field);
      expect(expectOk(await me(ada)).version).toBe(1);
    });

    it('S1-10 remembers the channel where the app begins, if one can see it', async () => {
      const { ada, ben, cy, general } = await cast(app().url);
      people.push(ada, ben, cy);
      expect(expectOk(await change(ada, { lastChannelId: general.id })).lastChannelId).toBe(general.id);
      expect(expectOk(await change(ada, { lastChannelId: null })).lastChannelId).toBeNull();
      for (const lastChannelId of [general.id, newId()]) {
        expect((await change(cy, { lastChannelId })).error.code).toBe('not_found');
      }
      expect(expectOk(await me(cy)).lastChannelId).toBeNull();
    });
  });
});
