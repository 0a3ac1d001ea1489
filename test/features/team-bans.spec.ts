import { setTimeout as sleep } from 'node:timers/promises';
import type { TeamBan } from '../../src/features/teams/team-ban.wire.js';
import { newId } from '../../src/platform/database/ids.js';
import { sqlTime } from '../../src/platform/database/sql.js';
import { onEachDatabase } from '../support/app.js';
import { cast, doors, expectOk, nonce, person, type Answer, type Door, type Person } from '../support/people.js';

/** Bans by either door. */
const via = (door: Door) => ({
  ban: (who: Person, teamId: string, input: object): Promise<Answer> =>
    door === 'rest'
      ? who.rest('POST', `/teams/${teamId}/bans`, input)
      : who.command('team.member.ban', { teamId, ...input }),
  unban: (who: Person, teamId: string, userId: string): Promise<Answer> =>
    door === 'rest'
      ? who.rest('DELETE', `/teams/${teamId}/bans/${userId}`)
      : who.command('team.member.unban', { teamId, userId }),
  list: (who: Person, teamId: string, page: Record<string, unknown> = {}): Promise<Answer> =>
    door === 'rest'
      ? who.rest('GET', `/teams/${teamId}/bans?${new URLSearchParams(page as Record<string, string>)}`)
      : who.command('team.ban.list', { teamId, ...page }),
  accept: (who: Person, code: string): Promise<Answer> =>
    door === 'rest' ? who.rest('POST', `/invitations/${code}/accept`) : who.command('invitation.accept', { code }),
});

const settle = () => sleep(150);
const sync = async (who: Person, input: object = {}) => expectOk(await who.rest('POST', '/sync', input)).streams;

onEachDatabase((app) => {
  let ada: Person, ben: Person, cy: Person, teamId: string, generalId: string, code: string;
  const extras: Person[] = [];
  const extra = async (name: string): Promise<Person> => {
    const who = await person(app().url, name);
    extras.push(who);
    return who.connect();
  };
  const member = async (role: string): Promise<Person> => {
    const who = await extra(role);
    expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: who.id, role }));
    return who;
  };
  /** Time passes for one ban. */
  const expire = (userId: string) =>
    app().database.write([], (tx) =>
      tx.manager.query('UPDATE team_members SET bannedUntil = ? WHERE userId = ?', [
        sqlTime(new Date(Date.now() - 1)),
        userId,
      ]),
    );

  beforeAll(async () => {
    const stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    [teamId, generalId] = [stage.team.id, stage.general.id];
    code = expectOk(await ada.rest('POST', `/teams/${teamId}/invitations`, {})).code;
  });
  afterAll(() => [ada, ben, cy, ...extras].forEach((who) => who.disconnect()));
  beforeEach(() => [ada, ben, cy, ...extras].forEach((who) => who.forget()));

  describe.each(doors)('bans by %s', (door) => {
    const bans = via(door);

    it('S3-06 S4-04 who is banned hears the end and nothing after it, and comes in by no way until the ban is lifted', async () => {
      const [mod, out] = [await member('moderator'), await member('member')];
      const held = await sync(out);
      const ban = expectOk(await bans.ban(mod, teamId, { userId: out.id, reason: 'spam 👎', expiresIn: 3600 }));
      expect(ban).toMatchObject({ teamId, user: { id: out.id }, reason: 'spam 👎', bannedBy: { id: mod.id } });
      expect(Date.parse(ban.expiresAt) - Date.parse(ban.bannedAt)).toBe(3_600_000);
      for (const who of [ada, ben, mod, out]) {
        expect(await who.hears('team.member.removed', ({ userId }) => userId === out.id)).toEqual({
          ...{ teamId, userId: out.id, version: 2 },
        });
      }
      out.forget();
      expectOk(await ada.rest('PATCH', `/teams/${teamId}`, { description: `without ${out.username}` }));
      expectOk(await ada.rest('POST', `/channels/${generalId}/messages`, { body: 'secret', nonce: nonce() }));
      await mod.hears('message.created');
      await settle();
      expect(out.heard).toEqual([]);
      const positions = Object.fromEntries(Object.keys(held).map((name) => [name, held[name].position]));
      const after = await sync(out, { positions });
      for (const name of [`team:${teamId}`, `channel:${generalId}`]) expect(after[name]).toEqual({ status: 'gone' });
      expect(after[`user:${out.id}`].events).toMatchObject([{ type: 'team.member.removed' }]);
      expect((await out.rest('GET', `/teams/${teamId}`)).status).toBe(404);
      expect((await out.rest('GET', `/channels/${generalId}/messages`)).status).toBe(404);

      const banned = { code: 'team.banned', status: 403, reason: 'spam 👎', expiresAt: ban.expiresAt };
      expect((await bans.accept(out, code)).error).toMatchObject(banned);
      const added = await ada.rest('POST', `/teams/${teamId}/members`, { userId: out.id });
      expect(added.error).toMatchObject(banned);
      expect(expectOk(await bans.list(mod, teamId, { limit: 1 })).items).toEqual([ban]);
      expect(expectOk(await bans.unban(mod, teamId, out.id))).toEqual({ teamId, userId: out.id });
      expect((await bans.unban(mod, teamId, out.id)).error).toMatchObject({ code: 'not_found', status: 404 });
      expect((await out.rest('GET', `/teams/${teamId}`)).status).toBe(404); // lifted, but not let in by it
      expect(expectOk(await bans.accept(out, code))).toMatchObject({ role: 'member', version: 3 });
      expect(Object.keys(await sync(out))).toContain(`channel:${generalId}`);
      await settle();
      expect(cy.heard).toEqual([]);
    });

    it('S3-06 somebody who never was in is banned by name, hears nothing of it and is told when they knock', async () => {
      const stranger = await extra('stranger');
      const ban = expectOk(await bans.ban(ada, teamId, { username: stranger.username }));
      expect(ban).toMatchObject({ user: { id: stranger.id }, reason: null, expiresAt: null });
      const { error } = await bans.accept(stranger, code);
      expect(error).toMatchObject({ code: 'team.banned', status: 403 });
      expect(error).not.toHaveProperty('reason');
      expect(error).not.toHaveProperty('expiresAt');
      const again = expectOk(await bans.ban(ada, teamId, { userId: stranger.id, reason: 'still' }));
      expect(again).toMatchObject({ reason: 'still' });
      expect((await bans.accept(stranger, code)).error).toMatchObject({ reason: 'still' });
      await settle();
      for (const who of [ada, ben, cy, stranger]) expect(who.heard).toEqual([]);
      expectOk(await bans.unban(ada, teamId, stranger.id));
      expect(expectOk(await bans.accept(stranger, code))).toMatchObject({ version: 1 });
    });

    it('S3-06 a ban that has ended lets in, is listed no more, and leaves nothing behind', async () => {
      const out = await member('member');
      const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
      expect(expectOk(await bans.ban(ada, teamId, { userId: out.id, reason: 'calm down', expiresAt }))).toMatchObject({
        expiresAt,
      });
      expect((await bans.accept(out, code)).error).toMatchObject({ code: 'team.banned', expiresAt });
      await expire(out.id);
      const listed = expectOk(await bans.list(ada, teamId)).items.map(({ user }: TeamBan) => user.id);
      expect(listed).not.toContain(out.id);
      expect((await bans.unban(ada, teamId, out.id)).error).toMatchObject({ code: 'not_found' });
      expectOk(await bans.accept(out, code));
      const rows = await app().database.read((reader) =>
        reader.query('SELECT state, bannedUntil, banReason, bannedBy FROM team_members WHERE userId = ?', [out.id]),
      );
      expect(rows).toEqual([{ state: 'joined', bannedUntil: null, banReason: null, bannedBy: null }]);
    });

    it('S3-06 S1-33 nobody bans an equal or somebody above, and no owner is banned', async () => {
      const [admin, mod, teacher] = [await member('admin'), await member('moderator'), await member('teacher')];
      const high = { code: 'team.role_too_high', status: 403, permission: 'team.member.ban' };
      for (const [who, whom] of [
        [ada, ada],
        [admin, ada],
        [admin, admin],
        [mod, admin],
        [mod, teacher],
        [teacher, mod],
      ] as const) {
        expect((await bans.ban(who, teamId, { userId: whom.id })).error).toMatchObject(high);
      }
      expect((await bans.ban(ben, teamId, { userId: cy.id })).error).toMatchObject({
        ...{ code: 'access.denied', permission: 'team.member.ban' },
      });
      expect((await bans.list(ben, teamId)).error).toMatchObject({ code: 'access.denied' });
      for (const answer of [
        bans.ban(cy, teamId, { userId: ben.id }),
        bans.unban(cy, teamId, ben.id),
        bans.list(cy, teamId),
        bans.ban(ada, teamId, { userId: newId() }),
      ]) {
        expect((await answer).error).toMatchObject({ code: 'not_found', status: 404 });
      }
      // The rank from before stands guard over the ban: a moderator neither lifts nor shortens it.
      expectOk(await bans.ban(ada, teamId, { userId: admin.id }));
      expect((await bans.ban(mod, teamId, { userId: admin.id, expiresIn: 60 })).error).toMatchObject(high);
      expect((await bans.unban(mod, teamId, admin.id)).error).toMatchObject({
        ...{ ...high, permission: 'team.member.unban' },
      });
      expectOk(await bans.unban(ada, teamId, admin.id));
      await settle();
      expect(cy.heard).toEqual([]);
    });

    it.each([
      [{}, ['userId', 'username']],
      [{ userId: 'x' }, ['userId']],
      [{ userId: newId(), username: 'somebody' }, ['userId', 'username']],
      [{ userId: newId(), reason: '' }, ['reason']],
      [{ userId: newId(), reason: 'x'.repeat(201) }, ['reason']],
      [{ userId: newId(), expiresIn: 59 }, ['expiresIn']],
      [{ userId: newId(), expiresIn: 366 * 86_400 + 1 }, ['expiresIn']],
      [{ userId: newId(), expiresAt: 'tomorrow' }, ['expiresAt']],
      [{ userId: newId(), expiresAt: '9999-12-31T23:59:59-01:00' }, ['expiresAt']],
      [{ userId: newId(), expiresAt: 7 }, ['expiresAt']],
      [{ userId: newId(), until: '2030-01-01T00:00:00Z' }, ['until']],
    ])('S3-06 input %# that breaks a rule is refused by field', async (input, fields) => {
      const { error } = await bans.ban(ada, teamId, input);
      expect(error).toMatchObject({ code: 'validation.failed', status: 400 });
      expect(new Set(error.fields?.map(({ field }) => field))).toEqual(new Set(fields));
    });

    it('S3-06 an end that has passed, or two ends, are refused and ban nobody', async () => {
      const ahead = new Date(Date.now() + 60_000).toISOString();
      for (const [terms, fields] of [
        [{ expiresAt: '2020-01-01T00:00:00Z' }, ['expiresAt']],
        [{ expiresAt: ahead, expiresIn: 60 }, ['expiresAt', 'expiresIn']],
      ] as const) {
        const { error } = await bans.ban(ada, teamId, { userId: ben.id, ...terms });
        expect(error.fields?.map(({ field }) => field)).toEqual(fields);
      }
      expectOk(await ben.rest('GET', `/teams/${teamId}`));
    });

    it('S3-06 lists bans newest first, page by page', async () => {
      const { id } = expectOk(await ada.rest('POST', '/teams', { name: 'bans' }));
      const made: TeamBan[] = [];
      for (const whom of [ben, cy, extras[0]!]) made.unshift(expectOk(await bans.ban(ada, id, { userId: whom.id })));
      const first = expectOk(await bans.list(ada, id, { limit: 2 }));
      expect(first.items).toEqual(made.slice(0, 2));
      const second = expectOk(await bans.list(ada, id, { limit: 2, after: first.after }));
      expect(second).toMatchObject({ after: null, items: made.slice(2) });
      expect((await bans.list(ada, id, { after: 'nonsense' })).error).toMatchObject({ code: 'cursor.invalid' });
    });
  });

  it('S3-06 of fifty who accept while they are banned none is in', async () => {
    const racers = await Promise.all(Array.from({ length: 50 }, (_, index) => person(app().url, `r${index}`)));
    const answers = await Promise.all(
      racers.flatMap((who, index) => {
        const accept = (wait: number) => sleep(wait).then(() => who.rest('POST', `/invitations/${code}/accept`));
        const ban = () => sleep(index).then(() => ada.rest('POST', `/teams/${teamId}/bans`, { userId: who.id }));
        return [ban(), accept(0), accept(index), accept(20 + index), accept(100), accept(400)];
      }),
    );
    for (const { ok, error } of answers) if (!ok) expect(error.code).toBe('team.banned');
    const ids = racers.map(({ id }) => id);
    const among = `userId IN (${ids.map(() => '?').join(',')})`;
    const [{ banned, inside, talking }] = await app().database.read((reader) =>
      reader.query(
        `SELECT (SELECT COUNT(*) FROM team_members WHERE state = 'banned' AND ${among}) AS banned,
                (SELECT COUNT(*) FROM team_members WHERE state = 'joined' AND ${among}) AS inside,
                (SELECT COUNT(*) FROM channel_members WHERE state = 'joined' AND ${among}) AS talking`,
        [...ids, ...ids, ...ids],
      ),
    );
    expect([banned, inside, talking].map(Number)).toEqual([50, 0, 0]);
    for (const who of racers) expect(Object.keys(await sync(who))).toEqual([`user:${who.id}`]);
    await settle();
    expect(cy.heard).toEqual([]);
  }, 300_000);
});
