import { setTimeout as sleep } from 'node:timers/promises';
import type { TeamNotification } from '../../src/features/teams/team-notification.wire.js';
import { onEachDatabase } from '../support/app.js';
import { cast, doors, expectOk, person, type Answer, type Door, type Person } from '../support/people.js';

/** Notifications by either door. */
const via = (door: Door) => ({
  notify: (who: Person, teamId: string, input: object): Promise<Answer> =>
    door === 'rest'
      ? who.rest('POST', `/teams/${teamId}/notifications`, input)
      : who.command('team.notify', { teamId, ...input }),
  list: (who: Person, teamId: string, page: Record<string, unknown> = {}): Promise<Answer> =>
    door === 'rest'
      ? who.rest('GET', `/teams/${teamId}/notifications?${new URLSearchParams(page as Record<string, string>)}`)
      : who.command('team.notification.list', { teamId, ...page }),
});

const settle = () => sleep(150);
const sync = async (who: Person, input: object = {}) => expectOk(await who.rest('POST', '/sync', input)).streams;

onEachDatabase((app) => {
  let ada: Person, ben: Person, cy: Person, guest: Person, teamId: string;

  beforeAll(async () => {
    const stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    teamId = stage.team.id;
    guest = await (await person(app().url, 'guest')).connect();
    expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: guest.id, role: 'guest' }));
  });
  afterAll(() => [ada, ben, cy, guest].forEach((who) => who.disconnect()));
  beforeEach(() => [ada, ben, cy, guest].forEach((who) => who.forget()));

  describe.each(doors)('notifications by %s', (door) => {
    const team = via(door);

    it('S4-44 the whole team hears a notification, whoever was away finds it by sync, and nobody else', async () => {
      const stream = `team:${teamId}`;
      const { position } = (await sync(ben))[stream];
      const input = { title: 'Moving house', body: 'We move on **Friday**.\nBring 📦.', level: 'warning' };
      const told: TeamNotification = expectOk(await team.notify(ada, teamId, input));
      expect(told).toEqual({
        ...input,
        id: expect.any(String),
        teamId,
        author: {
          ...{ id: ada.id, username: ada.username, displayName: 'ada' },
          ...{ avatarId: null, status: null, version: expect.any(Number) },
        },
        createdAt: expect.stringMatching(/^\d{4}-.+\.\d{3}Z$/),
        version: 1,
      });
      for (const who of [ada, ben, guest]) expect(await who.hears('team.notification')).toEqual(told);
      const caughtUp = (await sync(ben, { positions: { [stream]: position } }))[stream];
      expect(caughtUp.events).toMatchObject([{ type: 'team.notification', data: told }]);
      for (const who of [ada, guest])
        expect(expectOk(await team.list(who, teamId, { limit: 1 })).items).toEqual([told]);
      await settle();
      for (const who of [ada, ben, guest]) {
        expect(who.heard.filter(({ type }) => type === 'team.notification')).toHaveLength(1);
      }
      expect(cy.heard).toEqual([]);
    });

    it('S4-44 members may not send one, and to strangers there is no such team', async () => {
      const input = { title: 'Hear me', body: 'please' };
      for (const who of [ben, guest]) {
        expect((await team.notify(who, teamId, input)).error).toMatchObject({
          ...{ code: 'access.denied', status: 403, permission: 'team.notify' },
        });
      }
      for (const answer of [team.notify(cy, teamId, input), team.list(cy, teamId)]) {
        expect((await answer).error).toMatchObject({ code: 'not_found', status: 404 });
      }
      await settle();
      for (const who of [ada, ben, cy, guest]) expect(who.heard).toEqual([]);
    });

    it('S4-44 lists them newest first, page by page', async () => {
      const { id } = expectOk(await ada.rest('POST', '/teams', { name: 'news' }));
      const made: TeamNotification[] = [];
      for (const title of ['one', 'two', 'three']) {
        made.unshift(expectOk(await team.notify(ada, id, { title, body: 'x' })));
      }
      expect(made[0]!.level).toBe('info');
      const first = expectOk(await team.list(ada, id, { limit: 2 }));
      expect(first.items).toEqual(made.slice(0, 2));
      const second = expectOk(await team.list(ada, id, { limit: 2, after: first.after }));
      expect(second).toMatchObject({ after: null, items: made.slice(2) });
      expect(expectOk(await team.list(ada, id, { limit: 2, before: second.before })).items).toEqual(first.items);
    });

    it.each([
      [{ body: 'x' }, 'title'],
      [{ title: ' ', body: 'x' }, 'title'],
      [{ title: 'two\nlines', body: 'x' }, 'title'],
      [{ title: 'x'.repeat(121), body: 'x' }, 'title'],
      [{ title: 'x' }, 'body'],
      [{ title: 'x', body: '' }, 'body'],
      [{ title: 'x', body: 'x'.repeat(2001) }, 'body'],
      [{ title: 'x', body: 'x', level: 'panic' }, 'level'],
      [{ title: 'x', body: 'x', authorId: 'me' }, 'authorId'],
    ])('S4-44 input %# that breaks a rule is refused by field', async (input, field) => {
      const { error } = await team.notify(ada, teamId, input);
      expect(error).toMatchObject({ code: 'validation.failed', status: 400 });
      expect(new Set(error.fields?.map((broken) => broken.field))).toEqual(new Set([field]));
    });
  });
});
