import { setTimeout as sleep } from 'node:timers/promises';
import type { Invitation } from '../../src/features/invitations/invitation.wire.js';
import { newId } from '../../src/platform/database/ids.js';
import { sqlTime } from '../../src/platform/database/sql.js';
import { onEachDatabase } from '../support/app.js';
import {
  cast,
  doors,
  expectOk,
  person,
  rest,
  type Answer,
  type Cast,
  type Door,
  type Heard,
  type Person,
} from '../support/people.js';

/** The commands of Invitations by either door. */
const via = (door: Door) => ({
  create: (who: Person, teamId: string, input: object = {}): Promise<Answer> =>
    door === 'rest'
      ? who.rest('POST', `/teams/${teamId}/invitations`, input)
      : who.command('invitation.create', { teamId, ...input }),
  list: (who: Person, teamId: string, page: Record<string, unknown> = {}): Promise<Answer> =>
    door === 'rest'
      ? who.rest('GET', `/teams/${teamId}/invitations?${new URLSearchParams(page as Record<string, string>)}`)
      : who.command('invitation.list', { teamId, ...page }),
  revoke: (who: Person, teamId: string, invitationId: string): Promise<Answer> =>
    door === 'rest'
      ? who.rest('DELETE', `/teams/${teamId}/invitations/${invitationId}`)
      : who.command('invitation.revoke', { teamId, invitationId }),
  accept: (who: Person, code: string): Promise<Answer> =>
    door === 'rest' ? who.rest('POST', `/invitations/${code}/accept`) : who.command('invitation.accept', { code }),
});

const settle = () => sleep(150);
const CODE = /^[\w-]{24}$/; // 24 characters of 6 bits: 144 random bits

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, teamId: string;
  const extras: Person[] = [];
  const extra = async (name: string): Promise<Person> => {
    const who = await person(app().url, name);
    extras.push(who);
    return who.connect();
  };
  const member = async (name: string, role: string): Promise<Person> => {
    const who = await extra(name);
    expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: who.id, role }));
    return who;
  };
  const preview = (code: string): Promise<Answer> => rest(app().url, 'GET', `/invitations/${code}`);
  /** Time passes for one invitation. */
  const expire = (id: string) =>
    app().database.write([], (tx) =>
      tx.manager.query('UPDATE invitations SET expiresAt = ? WHERE id = ?', [sqlTime(new Date(Date.now() - 1)), id]),
    );

  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    teamId = stage.team.id;
  });
  afterAll(() => [ada, ben, cy, ...extras].forEach((who) => who.disconnect()));
  beforeEach(() => [ada, ben, cy, ...extras].forEach((who) => who.forget()));

  describe.each(doors)('invitations by %s', (door) => {
    const invitations = via(door);

    it('S4-05 S4-23 are made with an unguessable code, a week and any number of uses unless said otherwise', async () => {
      const made = expectOk(await invitations.create(ada, teamId));
      expect(made).toMatchObject({
        teamId,
        role: 'member',
        maxUses: null,
        uses: 0,
        state: 'open',
        version: 1,
        revokedAt: null,
      });
      expect(made.code).toMatch(CODE);
      expect(made.url).toMatch(new RegExp(`^https?://.+/invite/${made.code}$`));
      expect(made.createdBy).toMatchObject({ id: ada.id, username: ada.username });
      expect(Date.parse(made.expiresAt) - Date.parse(made.createdAt)).toBe(7 * 86_400_000);
      expect(await ada.hears('invitation.created', ({ id }) => id === made.id)).toEqual(made);
      const other = expectOk(await invitations.create(ada, teamId, { role: 'guest', expiresIn: null, maxUses: 3 }));
      expect(other).toMatchObject({ role: 'guest', expiresAt: null, maxUses: 3 });
      expect(other.code).not.toBe(made.code);
      await settle();
      for (const who of [ben, cy]) expect(who.heard).toEqual([]); // a code is nothing for everybody in the team
    });

    it.each([
      [{ expiresIn: 59 }, 'expiresIn'],
      [{ expiresIn: 30 * 86_400 + 1 }, 'expiresIn'],
      [{ expiresIn: '3600' }, 'expiresIn'],
      [{ maxUses: 0 }, 'maxUses'],
      [{ maxUses: 1001 }, 'maxUses'],
      [{ maxUses: 1.5 }, 'maxUses'],
      [{ role: 'king' }, 'role'],
      [{ role: null }, 'role'],
      [{ code: 'chosen' }, 'code'],
    ])('S4-23 input %# that breaks a rule is refused by field', async (input, field) => {
      const answer = await invitations.create(ada, teamId, input);
      expect(answer.error).toMatchObject({ code: 'validation.failed', status: 400 });
      expect(new Set(answer.error.fields?.map((broken) => broken.field))).toEqual(new Set([field]));
    });

    it('S4-23 S4-25 S4-26 S1-33 ranks: nobody invites to a role as high as their own, sees such a code, or withdraws it', async () => {
      const mod = await member('mod', 'moderator');
      const high = { code: 'team.role_too_high', status: 403, permission: 'invitation.create' };
      expect((await invitations.create(ada, teamId, { role: 'owner' })).error).toMatchObject(high);
      for (const role of ['moderator', 'admin']) {
        expect((await invitations.create(mod, teamId, { role })).error).toMatchObject(high);
      }
      const strong = expectOk(await invitations.create(ada, teamId, { role: 'admin' }));
      const weak = expectOk(await invitations.create(ada, teamId, { role: 'member' }));
      const own = expectOk(await invitations.create(mod, teamId));
      const [newest, next] = expectOk(await invitations.list(mod, teamId)).items;
      expect([newest, next]).toEqual([own, weak]);
      expect(JSON.stringify(expectOk(await invitations.list(mod, teamId)))).not.toContain(strong.code);
      expect(JSON.stringify(expectOk(await invitations.list(ada, teamId)))).toContain(strong.code);
      expect((await invitations.revoke(mod, teamId, strong.id)).error).toMatchObject({
        code: 'not_found',
        status: 404,
      });
      expect(expectOk(await invitations.revoke(mod, teamId, weak.id)).state).toBe('revoked');
      expect(await ada.hears('invitation.revoked', ({ id }) => id === weak.id)).toMatchObject({
        state: 'revoked',
        version: 2,
      });
      const denied = { code: 'access.denied', status: 403 };
      for (const answer of [
        invitations.create(ben, teamId),
        invitations.list(ben, teamId),
        invitations.revoke(ben, teamId, own.id),
      ]) {
        expect((await answer).error).toMatchObject(denied);
      }
      for (const answer of [
        invitations.create(cy, teamId),
        invitations.list(cy, teamId),
        invitations.revoke(cy, teamId, own.id),
      ]) {
        expect((await answer).error).toMatchObject({ code: 'not_found', status: 404 });
      }
      expect((await preview(own.code)).ok).toBe(true);
    });

    it('S4-26 an invitation is withdrawn once, and not through another team', async () => {
      const { id, code } = expectOk(await invitations.create(ada, teamId));
      const other = expectOk(await ada.rest('POST', '/teams', { name: 'other' }));
      expect((await invitations.revoke(ada, other.id, id)).error).toMatchObject({ code: 'not_found' });
      expect((await preview(code)).ok).toBe(true);
      const revoked = expectOk(await invitations.revoke(ada, teamId, id));
      expect(revoked).toMatchObject({ state: 'revoked', revokedAt: expect.any(String), version: 2 });
      expect(expectOk(await invitations.revoke(ada, teamId, id))).toEqual(revoked);
      expect((await invitations.revoke(ada, teamId, newId())).error).toMatchObject({ code: 'not_found' });
      expect((await invitations.revoke(ada, teamId, 'x')).error).toMatchObject({ fields: [{ field: 'invitationId' }] });
      await settle();
      expect(ada.heard.filter(({ type }) => type === 'invitation.revoked')).toHaveLength(1);
    });

    it('S4-25 lists uses and states, newest first, page by page', async () => {
      const { id } = expectOk(await ada.rest('POST', '/teams', { name: 'listing' }));
      const made: Invitation[] = [];
      for (let n = 0; n < 3; n++) made.unshift(expectOk(await invitations.create(ada, id, { maxUses: 1 })));
      expectOk(await invitations.accept(cy, made[0]!.code));
      expectOk(await cy.rest('DELETE', `/teams/${id}/members/${cy.id}`));
      await expire(made[1]!.id);
      const first = expectOk(await invitations.list(ada, id, { limit: 2 }));
      expect(first.items).toMatchObject([
        { id: made[0]!.id, uses: 1, state: 'used_up' },
        { id: made[1]!.id, uses: 0, state: 'expired' },
      ]);
      const second = expectOk(await invitations.list(ada, id, { limit: 2, after: first.after }));
      expect(second).toMatchObject({ after: null, items: [{ id: made[2]!.id, state: 'open' }] });
      expect(expectOk(await invitations.list(ada, id, { limit: 2, before: second.before })).items).toEqual(first.items);
    });

    it('S4-24 S4-05 accepting joins team and public channels, is told, and counts once however often it is repeated', async () => {
      const invitation = expectOk(await invitations.create(ada, teamId, { maxUses: 1 }));
      const dan = await extra('dan');
      const joined = expectOk(await invitations.accept(dan, invitation.code));
      expect(joined).toMatchObject({ teamId, role: 'member', user: { id: dan.id } });
      for (const who of [ada, ben, dan]) {
        expect(await who.hears('team.member.joined', ({ user }) => user.id === dan.id)).toEqual(joined);
      }
      const accepted = await ada.hears('invitation.accepted', ({ id }) => id === invitation.id);
      expect(accepted).toMatchObject({ uses: 1, state: 'used_up', version: 2 });
      const { streams } = expectOk(await dan.rest('POST', '/sync', {}));
      expect(Object.keys(streams)).toEqual(expect.arrayContaining([`team:${teamId}`, `channel:${stage.general.id}`]));
      for (const way of doors) expect(expectOk(await via(way).accept(dan, invitation.code))).toEqual(joined);
      expect((await invitations.accept(cy, invitation.code)).error).toMatchObject({
        code: 'invitation.used_up',
        status: 410,
      });
      await settle();
      expect(ada.heard.filter(({ type }) => type === 'invitation.accepted')).toHaveLength(1);
      expect(ben.heard.map(({ type }) => type)).toEqual(['team.member.joined']);
      expect(cy.heard).toEqual([]);
    });

    it('S4-24 S4-26b expired, revoked and used up answer 410 with the reason, an unknown code 404, and nobody comes in', async () => {
      const [late, withdrawn, used, open] = await Promise.all(
        [{}, {}, { maxUses: 1 }, {}].map(async (input) => expectOk(await invitations.create(ada, teamId, input))),
      );
      await expire(late.id);
      expectOk(await invitations.revoke(ada, teamId, withdrawn.id));
      expectOk(await invitations.accept(await extra('first'), used.code));
      const eve = await extra('eve');
      const cases = [
        [late.code, 'invitation.expired', 410],
        [withdrawn.code, 'invitation.revoked', 410],
        [used.code, 'invitation.used_up', 410],
        ['A'.repeat(24), 'not_found', 404],
        [open.code.toLowerCase() === open.code ? open.code.toUpperCase() : open.code.toLowerCase(), 'not_found', 404],
        ['%25', 'not_found', 404],
      ] as const;
      for (const [code, reason, status] of cases) {
        expect((await invitations.accept(eve, code)).error).toMatchObject({ code: reason, status });
        expect((await preview(code)).error).toMatchObject({ code: reason, status });
      }
      expect((await eve.rest('GET', `/teams/${teamId}`)).status).toBe(404);
    });

    it('S4-24 a member accepting an open invitation keeps their role and uses none of it', async () => {
      const { code, id } = expectOk(await invitations.create(ada, teamId, { role: 'guest', maxUses: 1 }));
      expect(expectOk(await invitations.accept(ben, code))).toMatchObject({ role: 'member', user: { id: ben.id } });
      expect(expectOk(await invitations.list(ada, teamId)).items.find((row: Invitation) => row.id === id).uses).toBe(0);
    });

    it('S4-24 S4-04 who was removed comes back by an invitation, as somebody new', async () => {
      const [first, second] = [
        expectOk(await invitations.create(ada, teamId, { maxUses: 1 })),
        expectOk(await invitations.create(ada, teamId, { role: 'guest' })),
      ];
      const gil = await extra('gil');
      expectOk(await invitations.accept(gil, first.code));
      expectOk(await ada.rest('DELETE', `/teams/${teamId}/members/${gil.id}`));
      expect((await invitations.accept(gil, first.code)).error).toMatchObject({ code: 'invitation.used_up' });
      expect(expectOk(await invitations.accept(gil, second.code))).toMatchObject({ role: 'guest', version: 3 });
    });

    it('S4-23 who made invitations and may no longer see them hears no more of them', async () => {
      const mod = await member('mod', 'moderator');
      const { code } = expectOk(await invitations.create(mod, teamId));
      const { streams } = expectOk(await mod.rest('POST', '/sync', {}));
      expectOk(await ada.rest('PATCH', `/teams/${teamId}/members/${mod.id}`, { role: 'member' }));
      mod.forget();
      expectOk(await invitations.accept(await extra('new'), code));
      await settle();
      expect(mod.heard.filter(({ type }) => type.startsWith('invitation'))).toEqual([]);
      const own = `user:${mod.id}`;
      const before = streams[own].position - 1; // just before the invitation was made
      const after = expectOk(await mod.rest('POST', '/sync', { positions: { [own]: before } })).streams[own];
      expect(after.events.map(({ type }: Heard) => type)).toEqual(['team.member.updated']);
    });
  });

  it('S4-26b a preview tells anybody who holds the code what it leads to, and nothing else', async () => {
    const team = expectOk(await ada.rest('POST', '/teams', { name: 'Preview', description: 'for members alone' }));
    const { code, expiresAt } = expectOk(await ada.rest('POST', `/teams/${team.id}/invitations`, { role: 'guest' }));
    expect(expectOk(await preview(code))).toEqual({
      team: { id: team.id, name: 'Preview', slug: team.slug },
      inviter: { id: ada.id, username: ada.username, displayName: 'ada', avatarId: null, status: null, version: 1 },
      memberCount: 1,
      role: 'guest',
      expiresAt,
      state: 'open',
    });
  });

  it('S4-24 S4-05 fifty people race for seven places and seven get one', async () => {
    const { id, code } = expectOk(await ada.rest('POST', `/teams/${teamId}/invitations`, { maxUses: 7 }));
    const racers = await Promise.all(Array.from({ length: 50 }, (_, index) => person(app().url, `r${index}`)));
    const answers = await Promise.all(racers.map((who) => who.rest('POST', `/invitations/${code}/accept`)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(7);
    const refused = answers.filter(({ ok }) => !ok).map(({ error }) => error.code);
    expect(new Set(refused)).toEqual(new Set(['invitation.used_up']));
    const row = expectOk(await ada.rest('GET', `/teams/${teamId}/invitations`)).items.find(
      (item: Invitation) => item.id === id,
    );
    expect(row).toMatchObject({ uses: 7, state: 'used_up', version: 8 });
    const retries = await Promise.all(racers.map((who) => who.rest('POST', `/invitations/${code}/accept`)));
    expect(retries.map(({ ok }) => ok)).toEqual(answers.map(({ ok }) => ok));
  }, 300_000);

  it('S4-24 twenty acceptances of one person at once are one', async () => {
    const { id, code } = expectOk(await ada.rest('POST', `/teams/${teamId}/invitations`, { maxUses: 2 }));
    const eager = await extra('eager');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => via(doors[index % 2]!).accept(eager, code)),
    );
    for (const answer of answers) expect(expectOk(answer)).toEqual(answers[0]!.data);
    await settle();
    expect(
      eager.heard.filter(({ type, stream }) => type === 'team.member.joined' && stream.startsWith('user:')),
    ).toHaveLength(1);
    const row = expectOk(await ada.rest('GET', `/teams/${teamId}/invitations`)).items.find(
      (item: Invitation) => item.id === id,
    );
    expect(row.uses).toBe(1);
  });
});

describe('guessing', () => {
  onEachDatabase(
    (app) => {
      it('S4-23 S4-26b unknown codes are limited by address and by person, known ones are not', async () => {
        const guess = () => 'x'.repeat(24);
        const { ada, cy, team } = await cast(app().url);
        const { code } = expectOk(await ada.rest('POST', `/teams/${team.id}/invitations`, {}));
        for (let n = 0; n < 10; n++) expectOk(await rest(app().url, 'GET', `/invitations/${code}`));
        const answers: Answer[] = [];
        for (let n = 0; n < 6; n++) answers.push(await rest(app().url, 'GET', `/invitations/${guess()}`));
        expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 429]);
        expect(answers[5]!.error).toMatchObject({ code: 'rate.limited', retryAfter: expect.any(Number) });
        const tries: Answer[] = [];
        for (let n = 0; n < 6; n++) tries.push(await via(doors[n % 2]!).accept(cy, guess()));
        expect(tries.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 429]);
        for (const who of [ada, cy]) who.disconnect();
      });
    },
    { RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_INVITATION_ADDRESS: '5/60' },
  );
});
