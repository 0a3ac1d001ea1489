import { setTimeout as sleep } from 'node:timers/promises';
import type { Team, TeamMember, TeamMemberPage } from '../../src/features/teams/team.wire.js';
import { newId } from '../../src/platform/database/ids.js';
import { onEachDatabase } from '../support/app.js';
import {
  cast,
  doors,
  expectOk,
  person,
  type Answer,
  type Cast,
  type Door,
  type Heard,
  type Person,
} from '../support/people.js';

/** The commands of Teams by either door. */
const via = (door: Door) => {
  const ask = (
    who: Person,
    command: string,
    input: object,
    method: string,
    path: string,
    body?: object,
  ): Promise<Answer> => (door === 'rest' ? who.rest(method, path, body) : who.command(command, input));
  const query = (asked: object) => `?${new URLSearchParams(asked as Record<string, string>)}`;
  return {
    list: (who: Person, page: object = {}) => ask(who, 'team.list', page, 'GET', `/teams${query(page)}`),
    create: (who: Person, input: object) => ask(who, 'team.create', input, 'POST', '/teams', input),
    open: (who: Person, teamId: string) => ask(who, 'team.open', { teamId }, 'GET', `/teams/${teamId}`),
    update: (who: Person, teamId: string, input: object) =>
      ask(who, 'team.update', { teamId, ...input }, 'PATCH', `/teams/${teamId}`, input),
    remove: (who: Person, teamId: string) => ask(who, 'team.delete', { teamId }, 'DELETE', `/teams/${teamId}`),
    members: (who: Person, teamId: string, asked: object = {}) =>
      ask(who, 'team.member.list', { teamId, ...asked }, 'GET', `/teams/${teamId}/members${query(asked)}`),
    addMember: (who: Person, teamId: string, input: object) =>
      ask(who, 'team.member.add', { teamId, ...input }, 'POST', `/teams/${teamId}/members`, input),
    updateMember: (who: Person, teamId: string, userId: string, input: object) =>
      ask(
        who,
        'team.member.update',
        { teamId, userId, ...input },
        'PATCH',
        `/teams/${teamId}/members/${userId}`,
        input,
      ),
    removeMember: (who: Person, teamId: string, userId: string) =>
      ask(who, 'team.member.remove', { teamId, userId }, 'DELETE', `/teams/${teamId}/members/${userId}`),
  };
};

const sync = async (who: Person, input: object = {}) => expectOk(await who.rest('POST', '/sync', input)).streams;
const add = async (by: Person, teamId: string, who: Person, role = 'member') =>
  expectOk(await by.rest('POST', `/teams/${teamId}/members`, { userId: who.id, role }));
const roleOf = async (by: Person, teamId: string, userId: string): Promise<string | undefined> =>
  expectOk(await by.rest('GET', `/teams/${teamId}/members?limit=100`)).items.find(
    ({ user }: TeamMember) => user.id === userId,
  )?.role;

/** Time enough for anything that was sent to arrive. */
const settle = () => sleep(150);

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, teamId: string;
  const extras: Person[] = [];
  const extra = async (name: string): Promise<Person> => {
    const who = await person(app().url, name);
    extras.push(who);
    return who.connect();
  };

  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    teamId = stage.team.id;
  });
  afterAll(() => [ada, ben, cy, ...extras].forEach((who) => who.disconnect()));
  beforeEach(() => [ada, ben, cy, ...extras].forEach((who) => who.forget()));

  describe.each(doors)('teams by %s', (door) => {
    const teams = via(door);

    it('S4-03 S4-18 whoever makes a team owns it and is in its channel general, and nobody else hears of it', async () => {
      expect(cy.socket?.connected).toBe(true);
      const team = expectOk(await teams.create(ada, { name: 'Différence  Engine!', description: 'cogs\nand 👍' }));
      expect(team).toMatchObject({ name: 'Différence  Engine!', description: 'cogs\nand 👍', version: 1 });
      expect(team.slug).toMatch(/^difference-engine(-\d+)?$/);
      expect(await ada.hears('team.created', ({ id }) => id === team.id)).toEqual(team);
      const joined = await ada.hears('team.member.joined', (member) => member.teamId === team.id);
      expect(joined).toMatchObject({ role: 'owner', user: { id: ada.id, username: ada.username }, version: 1 });
      const channels = expectOk(await ada.rest('GET', `/teams/${team.id}/channels`));
      expect(JSON.stringify(channels)).toContain('"general"');
      await settle();
      for (const stranger of [ben, cy]) expect(stranger.heard).toEqual([]);
      const streams = await sync(ada);
      expect(streams[`team:${team.id}`]).toMatchObject({ status: 'snapshot', data: { team, membership: joined } });
    });

    it('S4-18 a made slug is numbered where it is taken, a given one refused', async () => {
      const slug = `given-${newId().slice(-12)}`;
      expect(expectOk(await teams.create(ada, { name: 'x', slug })).slug).toBe(slug);
      expect((await teams.create(ben, { name: 'y', slug })).error).toMatchObject({
        code: 'team.slug_taken',
        status: 409,
      });
      expect(expectOk(await teams.create(ben, { name: slug })).slug).toBe(`${slug}-2`);
      expect(expectOk(await teams.create(ben, { name: slug })).slug).toBe(`${slug}-3`);
      expect(expectOk(await teams.create(ben, { name: '日本' })).slug).toMatch(/^team(-\d+)?$/);
    });

    it('S4-18 twenty teams of one name at once get twenty slugs', async () => {
      const name = `same ${newId().slice(-12)}`;
      const made = await Promise.all(Array.from({ length: 20 }, () => teams.create(ada, { name })));
      expect(new Set(made.map((answer) => expectOk(answer).slug)).size).toBe(20);
    });

    it.each([
      [{}, 'name'],
      [{ name: '' }, 'name'],
      [{ name: ' \u00a0' }, 'name'],
      [{ name: 'x'.repeat(81) }, 'name'],
      [{ name: 'a\0b' }, 'name'],
      [{ name: 7 }, 'name'],
      [{ name: 'x', slug: 'Großes' }, 'slug'],
      [{ name: 'x', slug: null }, 'slug'],
      [{ name: 'x', description: 'x'.repeat(501) }, 'description'],
      [{ name: 'x', ownerId: newId() }, 'ownerId'],
    ])('S4-18 input %# that breaks a rule is refused by field', async (input, field) => {
      const answer = await teams.create(ada, input);
      expect(answer.error).toMatchObject({ code: 'validation.failed', status: 400 });
      expect(new Set(answer.error.fields?.map((broken) => broken.field))).toEqual(new Set([field]));
    });

    it('S4-17 lists my teams with my role, page by page, and no others', async () => {
      const dan = await extra('dan');
      const made: Team[] = [];
      for (const name of ['one', 'two', 'three']) made.push(expectOk(await teams.create(dan, { name })));
      expect(expectOk(await teams.list(dan)).items).toEqual(
        made.map((team) => ({ ...team, role: 'owner', withheld: false })),
      );
      const first = expectOk(await teams.list(dan, { limit: 2 }));
      expect(first).toMatchObject({ before: null, items: [{ name: 'one' }, { name: 'two' }] });
      const second = expectOk(await teams.list(dan, { limit: 2, after: first.after }));
      expect(second).toMatchObject({ after: null, items: [{ name: 'three' }] });
      const back = expectOk(await teams.list(dan, { limit: 2, before: second.before }));
      expect(back).toEqual({ ...first, before: null });
      expect(expectOk(await teams.list(cy)).items).toEqual([]);
      for (const after of ['nonsense', Buffer.from('1 x').toString('base64url')]) {
        expect((await teams.list(dan, { after })).error).toMatchObject({ code: 'cursor.invalid', status: 400 });
      }
    });

    it('S4-19 opens for members and does not exist for others', async () => {
      expect(expectOk(await teams.open(ben, teamId))).toMatchObject({ id: teamId, role: 'member' });
      const [foreign, nowhere] = [await teams.open(cy, teamId), await teams.open(cy, newId())];
      for (const { error } of [foreign, nowhere]) expect(error).toMatchObject({ code: 'not_found', status: 404 });
      expect((await teams.open(ada, 'no-id')).error).toMatchObject({
        code: 'validation.failed',
        fields: [{ field: 'teamId' }],
      });
    });

    it('S4-20 owners and admins change a team, members hear it, others may not', async () => {
      const before = expectOk(await teams.open(ada, teamId));
      const name = `Analytical ${door}`;
      const after = expectOk(await teams.update(ada, teamId, { name, description: '' }));
      expect(after).toMatchObject({ id: teamId, name, slug: before.slug, version: before.version + 1 });
      for (const who of [ada, ben]) expect(await who.hears('team.updated', ({ id }) => id === teamId)).toEqual(after);
      expect(expectOk(await teams.update(ada, teamId, { name })).version).toBe(after.version);
      expect((await teams.update(ben, teamId, { name: 'mine' })).error).toMatchObject({
        ...{ code: 'access.denied', status: 403, permission: 'team.update' },
      });
      expect((await teams.update(cy, teamId, { name: 'mine' })).error).toMatchObject({
        code: 'not_found',
        status: 404,
      });
      const other = expectOk(await teams.create(ben, { name: 'other' }));
      expect((await teams.update(ada, teamId, { slug: other.slug })).error).toMatchObject({
        code: 'team.slug_taken',
        status: 409,
      });
      expect((await teams.update(ada, teamId, { version: 99 })).error).toMatchObject({
        fields: [{ field: 'version' }],
      });
      expect(expectOk(await teams.open(ben, teamId))).toMatchObject({ name, version: after.version });
      await settle();
      expect(ben.heard.filter(({ type }) => type === 'team.updated')).toHaveLength(1);
      expect(cy.heard).toEqual([]);
    });

    it('S4-20 PUT does what PATCH does', async () => {
      const team = expectOk(await ada.rest('PUT', `/teams/${teamId}`, { name: `Put ${door}` }));
      expect(await ben.hears('team.updated', ({ version }) => version === team.version)).toEqual(team);
    });

    it('S4-21 only the owner deletes a team; it is gone for all at once, with everything in it', async () => {
      const { id } = expectOk(await teams.create(ada, { name: 'short-lived' }));
      const [admin, late] = [await extra('admin'), await extra('late')];
      await add(ada, id, admin, 'admin');
      const start = await sync(late);
      await add(ada, id, late);
      expectOk(await admin.rest('POST', `/teams/${id}/invitations`, {}));
      const held = await sync(admin);
      for (const [who, code] of [
        [admin, 'access.denied'],
        [cy, 'not_found'],
      ] as const) {
        expect((await teams.remove(who, id)).error.code).toBe(code);
      }
      expect(expectOk(await teams.remove(ada, id))).toEqual({ id });
      for (const who of [ada, admin, late]) await who.hears('team.deleted', (gone) => gone.id === id);
      const [{ rest }] = await app().database.read((reader) =>
        reader.query(
          `SELECT (SELECT COUNT(*) FROM team_members WHERE teamId = ?) + (SELECT COUNT(*) FROM invitations WHERE teamId = ?)
           + (SELECT COUNT(*) FROM channels WHERE teamId = ?) AS rest`,
          [id, id, id],
        ),
      );
      expect(Number(rest)).toBe(0);
      for (const who of [ada, admin]) expect((await teams.open(who, id)).error).toMatchObject({ code: 'not_found' });
      const names = Object.keys(held);
      const after = await sync(admin, {
        positions: Object.fromEntries(names.map((name) => [name, held[name].position])),
      });
      for (const name of names.filter((stream) => !stream.startsWith('user:')))
        expect(after[name]).toEqual({ status: 'gone' });
      expect(after[`user:${admin.id}`].events.map(({ type }: Heard) => type)).toEqual(['team.deleted']);
      // Who was away from before they joined until after it ended hears of the end alone.
      const { position } = start[`user:${late.id}`];
      const caughtUp = await sync(late, { positions: { [`user:${late.id}`]: position } });
      expect(caughtUp[`user:${late.id}`]).toMatchObject({
        status: 'changes',
        events: [{ type: 'team.deleted', data: { id } }],
      });
      await settle();
      expect(cy.heard).toEqual([]);
    });
  });

  describe.each(doors)('members by %s', (door) => {
    const teams = via(door);

    it('S4-04 S4-22 S4-46 S4-07 somebody is added by id or username, hears it, and is in the public channels', async () => {
      const [eve, fay] = [await extra('eve'), await extra('fay')];
      const member = expectOk(await teams.addMember(ada, teamId, { userId: eve.id }));
      expect(member).toMatchObject({ teamId, role: 'member', user: { id: eve.id, username: eve.username } });
      for (const who of [ada, ben, eve]) {
        expect(await who.hears('team.member.joined', ({ user }) => user.id === eve.id)).toEqual(member);
      }
      expectOk(await teams.addMember(ada, teamId, { username: fay.username.toUpperCase(), role: 'guest' }));
      expect(Object.keys(await sync(eve))).toContain(`channel:${stage.general.id}`);
      expect(Object.keys(await sync(fay)).filter((name) => name.startsWith('channel:'))).toEqual([]);
      eve.forget();
      expectOk(await teams.update(ada, teamId, { description: `for ${eve.username}` }));
      await eve.hears('team.updated'); // the new member's socket is in the team's room
      await settle();
      expect(cy.heard).toEqual([]);
    });

    it('S4-22 refuses nobody, strangers, members and two names at once, and changes nothing', async () => {
      const gil = await extra('gil');
      const cases: [Person, object, string][] = [
        [ada, { userId: newId() }, 'not_found'],
        [ada, { username: 'no-such-person' }, 'not_found'],
        [ada, {}, 'validation.failed'],
        [ada, { userId: gil.id, username: gil.username }, 'validation.failed'],
        [ada, { userId: gil.id, role: 'king' }, 'validation.failed'],
        [ada, { userId: ben.id }, 'team.member_exists'],
        [ben, { userId: gil.id }, 'access.denied'],
        [cy, { userId: cy.id }, 'not_found'],
      ];
      for (const [who, input, code] of cases) expect((await teams.addMember(who, teamId, input)).error.code).toBe(code);
      expect(await roleOf(ada, teamId, gil.id)).toBeUndefined();
      await settle();
      for (const who of [ada, ben, cy, gil]) expect(who.heard).toEqual([]);
    });

    it('S1-33 nobody gives a role as high as their own, or acts on an equal; owners make owners', async () => {
      const { id } = expectOk(await teams.create(ada, { name: 'ranks' }));
      const [admin, peer, mod, joe] = [
        await extra('admin'),
        await extra('peer'),
        await extra('mod'),
        await extra('joe'),
      ];
      await add(ada, id, admin, 'admin');
      await add(ada, id, peer, 'admin');
      await add(admin, id, mod, 'moderator');
      const refused = async (answer: Promise<Answer>, code: string, permission: string) =>
        expect((await answer).error).toMatchObject({ status: 403, code, permission });
      const add403 = 'team.member.add';
      const update403 = 'team.member.update';
      for (const role of ['admin', 'owner']) {
        await refused(teams.addMember(admin, id, { userId: joe.id, role }), 'team.role_too_high', add403);
        await refused(teams.updateMember(admin, id, mod.id, { role }), 'team.role_too_high', update403);
        await refused(teams.updateMember(admin, id, admin.id, { role: 'owner' }), 'team.role_too_high', update403);
      }
      for (const who of [ada, peer]) {
        await refused(teams.updateMember(admin, id, who.id, { role: 'guest' }), 'team.role_too_high', update403);
        await refused(teams.removeMember(admin, id, who.id), 'team.role_too_high', 'team.member.remove');
      }
      await refused(teams.updateMember(mod, id, mod.id, { role: 'admin' }), 'access.denied', update403);
      await add(admin, id, joe);
      await refused(teams.removeMember(joe, id, mod.id), 'access.denied', 'team.member.remove');
      const raised = expectOk(await teams.updateMember(admin, id, joe.id, { role: 'moderator' }));
      expect(raised).toMatchObject({ role: 'moderator', version: 2, user: { id: joe.id } });
      for (const who of [ada, joe])
        expect(await who.hears('team.member.updated', ({ user }) => user.id === joe.id)).toEqual(raised);
      expectOk(await teams.updateMember(ada, id, peer.id, { role: 'owner' }));
      await refused(teams.updateMember(peer, id, ada.id, { role: 'guest' }), 'team.role_too_high', update403);
      expect((await teams.updateMember(ada, id, cy.id, { role: 'member' })).error).toMatchObject({ code: 'not_found' });
      await settle();
      expect(cy.heard).toEqual([]);
    });

    it('S1-33 an owner steps down only while there is another; the last one can neither step down nor leave', async () => {
      const { id } = expectOk(await teams.create(ada, { name: 'owners' }));
      const heir = await extra('heir');
      for (const answer of [
        teams.updateMember(ada, id, ada.id, { role: 'admin' }),
        teams.removeMember(ada, id, ada.id),
      ]) {
        expect((await answer).error).toMatchObject({ code: 'team.last_owner', status: 409 });
      }
      await add(ada, id, heir, 'owner');
      expect(expectOk(await teams.updateMember(ada, id, ada.id, { role: 'member' })).role).toBe('member');
      expect((await teams.removeMember(heir, id, heir.id)).error).toMatchObject({ code: 'team.last_owner' });
      expect(await roleOf(ada, id, heir.id)).toBe('owner');
    });

    it('S4-07 a guest who becomes a member comes into the public channels', async () => {
      const guest = await extra('guest');
      await add(ada, teamId, guest, 'guest');
      expectOk(await teams.updateMember(ada, teamId, guest.id, { role: 'member' }));
      expect(Object.keys(await sync(guest))).toContain(`channel:${stage.general.id}`);
    });

    it('S4-04 who is removed hears the end and nothing after it, and is a stranger by every door', async () => {
      const { id } = expectOk(await teams.create(ada, { name: 'removal' }));
      const [mod, out] = [await extra('mod'), await extra('out')];
      await add(ada, id, mod, 'moderator');
      await add(ada, id, out);
      const held = await sync(out);
      const gone = expectOk(await teams.removeMember(mod, id, out.id));
      expect(gone).toEqual({ teamId: id, userId: out.id, version: 2 });
      for (const who of [ada, mod, out])
        expect(await who.hears('team.member.removed', ({ userId }) => userId === out.id)).toEqual(gone);
      const channels = Object.keys(held).filter((name) => name.startsWith('channel:'));
      expect(channels).toHaveLength(1);
      out.forget();
      expectOk(await ada.rest('PATCH', `/teams/${id}`, { name: 'without them' }));
      const channelId = channels[0]!.slice('channel:'.length);
      expectOk(await ada.rest('POST', `/channels/${channelId}/messages`, { body: 'secret', nonce: newId() }));
      await mod.hears('message.created');
      await settle();
      expect(out.heard).toEqual([]);
      const positions = Object.fromEntries(Object.keys(held).map((name) => [name, held[name].position]));
      const after = await sync(out, { positions });
      for (const name of [`team:${id}`, ...channels]) expect(after[name]).toEqual({ status: 'gone' });
      expect(after[`user:${out.id}`].events).toMatchObject([{ type: 'team.member.removed', data: gone }]);
      expect((await teams.open(out, id)).error).toMatchObject({ code: 'not_found', status: 404 });
      expect((await out.rest('GET', `/channels/${channelId}/messages`)).status).toBe(404);
      expect((await teams.removeMember(mod, id, out.id)).error).toMatchObject({ code: 'not_found' });
      expect(await add(ada, id, out)).toMatchObject({ version: 3 });
      expect(Object.keys(await sync(out))).toContain(channels[0]);
    });

    it('S4-04 a founder who left learns nothing of the team by catching up from before it was made', async () => {
      const founder = await extra('founder');
      const own = `user:${founder.id}`;
      const start = await sync(founder);
      const { id } = expectOk(await teams.create(founder, { name: 'handed over' }));
      await add(founder, id, ada, 'owner');
      expectOk(await teams.removeMember(founder, id, founder.id));
      expectOk(await ada.rest('PATCH', `/teams/${id}`, { name: 'not for the founder' }));
      const { events } = (await sync(founder, { positions: { [own]: start[own].position } }))[own];
      expect(events.map(({ type }: Heard) => type)).toEqual(['team.member.removed']);
    });

    it('S4-04 a member leaves by removing themselves', async () => {
      const { id } = expectOk(await teams.create(ada, { name: 'leaving' }));
      const leaver = await extra('leaver');
      await add(ada, id, leaver);
      expectOk(await teams.removeMember(leaver, id, leaver.id));
      for (const who of [ada, leaver]) await who.hears('team.member.removed', ({ teamId: of }) => of === id);
      expect((await teams.open(leaver, id)).error).toMatchObject({ code: 'not_found' });
    });

    it('S4-14 S4-50 lists members page by page, in the order of joining, by role if asked', async () => {
      const { id } = expectOk(await teams.create(ada, { name: 'pages' }));
      const people: Person[] = [ada];
      for (const name of ['p1', 'p2', 'p3', 'p4']) {
        const who = await extra(name);
        await add(ada, id, who, name === 'p3' ? 'guest' : 'member');
        people.push(who);
      }
      const ids = (page: TeamMemberPage) => page.items.map(({ user }) => user.id);
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page: TeamMemberPage = expectOk(
          await teams.members(people[1]!, id, { limit: 2, ...(after ? { after } : {}) }),
        );
        seen.push(...ids(page));
        after = page.after ?? undefined;
      } while (after);
      expect(seen).toEqual(people.map((who) => who.id));
      expect(ids(expectOk(await teams.members(ada, id, { role: 'guest' })))).toEqual([people[3]!.id]);
      expect((await teams.members(ada, id, { limit: 101 })).error).toMatchObject({ fields: [{ field: 'limit' }] });
      expect((await teams.members(ada, id, { role: 'king' })).error).toMatchObject({ fields: [{ field: 'role' }] });
      expect((await teams.members(cy, id)).error).toMatchObject({ code: 'not_found', status: 404 });
    });
  });

  describe('races', () => {
    it('S1-33 of fifty owners who leave or step down at once, one stays', async () => {
      const { id } = expectOk(await ada.rest('POST', '/teams', { name: 'fifty' }));
      const owners = await Promise.all(Array.from({ length: 49 }, (_, index) => person(app().url, `o${index}`)));
      for (const who of owners) await add(ada, id, who, 'owner');
      const answers = await Promise.all(
        [ada, ...owners].map((who, index) =>
          index % 2 === 0
            ? who.rest('DELETE', `/teams/${id}/members/${who.id}`)
            : who.rest('PATCH', `/teams/${id}/members/${who.id}`, { role: 'guest' }),
        ),
      );
      const refused = answers.filter(({ ok }) => !ok);
      expect(refused.map(({ error }) => error.code)).toEqual(['team.last_owner']);
      const [{ owners: left }] = await app().database.read((reader) =>
        reader.query(
          `SELECT COUNT(*) AS owners FROM team_members WHERE teamId = ? AND state = 'joined' AND role = 'owner'`,
          [id],
        ),
      );
      expect(Number(left)).toBe(1);
    }, 300_000);

    it('S4-21 a team that is deleted while people join is gone for all of them', async () => {
      const { id } = expectOk(await ada.rest('POST', '/teams', { name: 'vanishing' }));
      const joiners = await Promise.all(Array.from({ length: 10 }, (_, index) => person(app().url, `j${index}`)));
      const [removed, ...joined] = await Promise.all([
        sleep(5).then(() => ada.rest('DELETE', `/teams/${id}`)),
        ...joiners.map((who) => ada.rest('POST', `/teams/${id}/members`, { userId: who.id })),
      ]);
      expectOk(removed);
      for (const answer of joined) if (!answer.ok) expect(answer.error.code).toBe('not_found');
      for (const who of joiners) expect(Object.keys(await sync(who))).toEqual([`user:${who.id}`]);
    });
  });
});
