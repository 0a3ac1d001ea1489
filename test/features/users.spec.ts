import { onEachDatabase } from '../support/app.js';
import { cast, doors, expectOk, nonce, person, type Cast, type Door, type Person } from '../support/people.js';
import { until } from '../support/processes.js';

const query = (input: object) => new URLSearchParams(input as Record<string, string>).toString();
const list = (door: Door, who: Person, input: object = {}) =>
  door === 'rest' ? who.rest('GET', `/users?${query(input)}`) : who.command('user.list', input);
const open = (door: Door, who: Person, userId: string) =>
  door === 'rest' ? who.rest('GET', `/users/${userId}`) : who.command('user.open', { userId });
const interacted = (door: Door, who: Person, input: object = {}) =>
  door === 'rest' ? who.rest('GET', `/users/interacted?${query(input)}`) : who.command('user.interacted', input);
const namesOf = ({ items }: any): string[] => items.map(({ username }: { username: string }) => username);

onEachDatabase((app) => {
  let root: Person;
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person;
  const people: Person[] = [];
  const join = async (name: string, change: object = {}, team = stage.team.id) => {
    const who = await person(app().url, name);
    people.push(who);
    expectOk(await who.rest('PATCH', '/me', change));
    expectOk(await ada.rest('POST', `/teams/${team}/members`, { userId: who.id }));
    return who;
  };
  const say = async (who: Person, userIds: string[]) =>
    expectOk(await who.rest('POST', '/dms', { userIds, message: { body: 'hello', nonce: nonce() } })).channel.id;

  beforeAll(async () => {
    root = await person(app().url, 'root'); // the first owns the installation
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    await root.connect();
    people.push(root, ada, ben, cy);
  }, 300_000);
  afterAll(() => people.forEach((who) => who.disconnect()));

  describe.each(doors)('people by %s', (door) => {
    it('S2-01 S4-12 lists those who share a team, the installation’s owner sees everybody', async () => {
      const dan = await join('dan');
      const mates = [ada, ben, dan].map(({ username }) => username);
      const page = expectOk(await list(door, ben, { limit: 100 }));
      expect(namesOf(page)).toEqual(expect.arrayContaining(mates));
      expect(namesOf(page)).not.toContain(cy.username);
      expect(namesOf(page)).not.toContain(root.username);
      expect(namesOf(page)).toEqual(namesOf(page).toSorted());
      expect(Object.keys(page.items[0]).sort()).toEqual([
        'avatarId',
        'displayName',
        'id',
        'status',
        'username',
        'version',
      ]);
      expect(expectOk(await list(door, cy))).toEqual({ items: [], before: null, after: null });
      const all = namesOf(expectOk(await list(door, root, { limit: 100 })));
      expect(all).toEqual(expect.arrayContaining([...mates, cy.username, root.username]));
    }, 300_000);

    it('S4-12 finds by the beginning of either name; percent and underscore stand for themselves', async () => {
      const tag = nonce().slice(0, 8);
      const one = await join('one', { username: `x_y-${tag}`, displayName: `Ünïcödé 100%_${tag}` });
      const two = await join('two', { username: `xzy-${tag}`, displayName: `Unlike ${tag}` });
      const found = async (text: string) => namesOf(expectOk(await list(door, ben, { query: text })));
      const [first, second] = [`x_y-${tag}`, `xzy-${tag}`];
      expect(await found('x_y-')).toContain(first);
      expect(await found('x_y-')).not.toContain(second);
      expect(await found('XZY-')).toContain(second);
      expect(await found('unlike')).toContain(second);
      expect(await found('Ünïcödé 100%_')).toContain(first);
      expect(await found('%')).toEqual([]);
      expect(await found('!')).toEqual([]);
      expect(await found(tag)).toEqual([]); // not in the middle
      expect(namesOf(expectOk(await list(door, cy, { query: 'x' })))).toEqual([]);
      expect((await list(door, ben, { query: '' })).error.code).toBe('validation.failed');
      expect(one.id).not.toBe(two.id);
    }, 300_000);

    it('S4-12 in pages, forward and back, without a hole or a repeat', async () => {
      const all = namesOf(expectOk(await list(door, ada, { limit: 100 })));
      const forward: string[][] = [];
      let page = expectOk(await list(door, ada, { limit: 2 }));
      for (forward.push(namesOf(page)); page.after; forward.push(namesOf(page)))
        page = expectOk(await list(door, ada, { limit: 2, after: page.after }));
      expect(forward.flat()).toEqual(all);
      const back: string[][] = [namesOf(page)];
      for (; page.before; back.unshift(namesOf(page)))
        page = expectOk(await list(door, ada, { limit: 2, before: page.before }));
      expect(back.flat()).toEqual(all);
      for (const after of ['x', Buffer.from("a' OR 1").toString('base64url')])
        expect((await list(door, ada, { after })).error).toMatchObject({ code: 'cursor.invalid', status: 400 });
    });

    it('S2-01 S4-13 S5-25 S5-36 opens a person, with presence and the teams that both are in', async () => {
      const profileOf = async () => expectOk(await open(door, ada, ben.id));
      await until(async () => (await profileOf()).presence === 'online', 'Ben is seen', 20_000);
      const profile = await profileOf();
      expect(profile).toMatchObject({
        ...{ id: ben.id, username: ben.username, displayName: 'ben', status: null },
        ...{ presence: 'online', lastSeenAt: null, sharedTeams: [{ teamId: stage.team.id, role: 'member' }] },
      });
      expect(JSON.stringify(profile)).not.toContain('@');
      expect(expectOk(await open(door, ada, ada.id)).sharedTeams).toEqual([{ teamId: stage.team.id, role: 'owner' }]);
      for (const id of [cy.id, nonce()])
        expect((await open(door, ada, id)).error).toMatchObject({ code: 'not_found', status: 404 });
      expect((await open(door, cy, ada.id)).error.code).toBe('not_found');
      expect((await open(door, ada, 'ben')).error.code).toBe('validation.failed');
      expect(expectOk(await open(door, root, cy.id))).toMatchObject({ id: cy.id, sharedTeams: [] });
    });

    it('S4-13 a partner in a DM is seen when no team is shared any more', async () => {
      const eve = await join('eve');
      await say(eve, [ada.id]);
      expectOk(await eve.rest('DELETE', `/teams/${stage.team.id}/members/${eve.id}`));
      await eve.connect();
      expect(expectOk(await open(door, eve, ada.id))).toMatchObject({ id: ada.id, sharedTeams: [] });
      expect((await open(door, eve, ben.id)).error.code).toBe('not_found');
    }, 300_000);

    it('S4-16 S4-51 lists with whom one exchanged DMs, the newest first', async () => {
      const me = await join('me');
      const [gus, hal, ida] = [await join('gus'), await join('hal'), await join('ida')];
      await me.connect();
      expect(expectOk(await interacted(door, me))).toEqual({ items: [] });
      expectOk(await me.rest('POST', '/dms', { userIds: [ida.id] })); // nothing was said
      expectOk(await me.rest('POST', '/dms', { userIds: [], message: { body: 'note', nonce: nonce() } }));
      await say(me, [gus.id]);
      await say(hal, [me.id]);
      const found = async (input: object = {}) =>
        expectOk(await interacted(door, me, input)).items.map(({ user }: any) => user.id);
      expect(await found()).toEqual([hal.id, gus.id]);
      await say(me, [gus.id]);
      expect(await found()).toEqual([gus.id, hal.id]);
      expect(await found({ limit: 1 })).toEqual([gus.id]);
      const other = expectOk(await ada.rest('POST', '/teams', { name: 'Other' })).id;
      const refused = async (teamId: string) => (await interacted(door, me, { teamId })).error.code;
      expect(await refused(other)).toBe('not_found');
      for (const userId of [me.id, hal.id]) expectOk(await ada.rest('POST', `/teams/${other}/members`, { userId }));
      expect(await found({ teamId: other })).toEqual([hal.id]);
      expect(await refused(nonce())).toBe('not_found');
      const [first] = expectOk(await interacted(door, hal.socket ? hal : await hal.connect())).items;
      expect(first).toEqual({ user: expect.objectContaining({ id: me.id }), lastMessageAt: expect.any(String) });
      await say(me, [gus.id, hal.id]);
      expect((await found()).toSorted()).toEqual([gus.id, hal.id].toSorted());
      expectOk(await ada.rest('DELETE', `/teams/${other}`));
    }, 300_000);

    it('S4-14 S4-15 lists people by team and by channel', async () => {
      const [inTeam, inChannel] =
        door === 'rest'
          ? [
              await ada.rest('GET', `/teams/${stage.team.id}/members?limit=100`),
              await ada.rest('GET', `/channels/${stage.general.id}/members?limit=100`),
            ]
          : [
              await ada.command('team.member.list', { teamId: stage.team.id, limit: 100 }),
              await ada.command('channel.member.list', { channelId: stage.general.id, limit: 100 }),
            ];
      for (const answer of [inTeam, inChannel]) {
        const ids = expectOk(answer).items.map(({ user }: any) => user.id);
        expect(ids).toEqual(expect.arrayContaining([ada.id, ben.id]));
        expect(ids).not.toContain(cy.id);
      }
      expect((await cy.rest('GET', `/teams/${stage.team.id}/members`)).error.code).toBe('not_found');
      expect((await cy.rest('GET', `/channels/${stage.general.id}/members`)).error.code).toBe('not_found');
    });
  });
});
