import { setTimeout as sleep } from 'node:timers/promises';
import { onEachDatabase } from '../support/app.js';
import { cast, doors, expectOk, type Cast, type Person } from '../support/people.js';
import { until } from '../support/processes.js';

const HOUR = 3_600_000;
const later = (ms = HOUR) => new Date(Date.now() + ms).toISOString();

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
  }, 300_000);
  beforeEach(() => [ada, ben, cy].forEach((who) => who.forget()));
  afterEach(() => expect(cy.heard).toEqual([]));
  afterAll(() => [ada, ben, cy].forEach((who) => who.disconnect()));

  describe.each(doors)('status by %s', (door) => {
    const set = (who: Person, input: object) =>
      door === 'rest' ? who.rest('PUT', '/me/status', input) : who.command('status.set', input);
    const updatesOf = (who: Person) => who.heard.filter(({ type }) => type === 'user.updated');

    it('S5-25 S5-36 is told to oneself and to every team once, and stands in the profile', async () => {
      const other = expectOk(await ada.rest('POST', '/teams', { name: 'Other' }));
      const before = expectOk(await ada.rest('GET', '/me')).version;
      const status = { text: 'In a 会议 \\ "meeting"', emoji: '📅', expiresAt: later() };
      const me = expectOk(await set(ada, status));
      expect(me).toMatchObject({ id: ada.id, status, version: before + 1 });
      expect(await ada.hears('me.updated', ({ version }) => version === me.version)).toEqual(me);
      const { id, username, displayName, avatarId, version } = me;
      const user = { id, username, displayName, avatarId, version, status };
      expect(await ben.hears('user.updated', (data) => data.id === ada.id)).toEqual(user);
      expect(expectOk(await ben.rest('GET', `/users/${ada.id}`))).toMatchObject(user);
      await until(() => updatesOf(ada).length === 2, 'both teams are told');
      expect(
        updatesOf(ada)
          .map(({ stream }) => stream)
          .sort(),
      ).toEqual([`team:${other.id}`, `team:${stage.team.id}`].sort());
      const { streams } = expectOk(await ben.rest('POST', '/sync', { positions: { [`team:${stage.team.id}`]: 0 } }));
      expect(streams[`team:${stage.team.id}`].events.at(-1)).toMatchObject({ type: 'user.updated', data: user });
      expectOk(await ada.rest('DELETE', `/teams/${other.id}`));
    });

    it('S5-36 the same again is no change, and nothing said clears it', async () => {
      const first = expectOk(await set(ada, { text: 'here', emoji: '❤' }));
      expect(first.status).toEqual({ text: 'here', emoji: '❤️', expiresAt: null });
      expect(expectOk(await set(ada, { text: 'here', emoji: '❤️', expiresAt: null }))).toEqual(first);
      expect(expectOk(await set(ada, { text: '', emoji: '👍🏽' })).status).toMatchObject({ text: '', emoji: '👍🏽' });
      const cleared =
        door === 'rest' ? expectOk(await ada.rest('DELETE', '/me/status')) : expectOk(await set(ada, { text: '' }));
      expect(cleared).toMatchObject({ status: null, version: first.version + 2 });
      expect(await ben.hears('user.updated', ({ version }) => version === cleared.version)).toMatchObject({
        status: null,
      });
      expect(expectOk(await set(ada, {}))).toEqual(cleared);
      await sleep(200);
      expect(updatesOf(ben)).toHaveLength(3);
    });

    it('S5-36 an expired one is not shown any more', async () => {
      expectOk(await set(ada, { text: 'back in a moment', expiresAt: later(2_000) }));
      await until(async () => expectOk(await ada.rest('GET', '/me')).status === null, 'it has expired');
      expect(expectOk(await ben.rest('GET', `/users/${ada.id}`)).status).toBeNull();
    });

    it.each([
      ['a text of 101 characters', { text: 'x'.repeat(101) }, 'text:maxLength'],
      ['two lines', { text: 'a\nb' }, 'text:singleLine'],
      ['null for a text', { text: null }, 'text:isString'],
      ['a letter for an emoji', { emoji: 'a' }, 'emoji:emoji'],
      ['two emoji', { emoji: '👍👍' }, 'emoji:emoji'],
      ['a time that is over', { text: 'x', expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt:ahead'],
      ['a day that is no time', { text: 'x', expiresAt: '2999-01-01' }, 'expiresAt:isTime'],
      ['a month that does not exist', { text: 'x', expiresAt: '2999-13-01T00:00:00Z' }, 'expiresAt:ahead'],
      ['somebody else', { text: 'x', userId: '01890a5d-ac96-774b-bcce-b302099a8057' }, 'userId:unknown'],
    ])('refuses %s by name and rule', async (_what, input, field) => {
      const { error } = await set(ada, input);
      expect(error).toMatchObject({ code: 'validation.failed', status: 400 });
      expect(error.fields!.map((broken) => `${broken.field}:${broken.rule}`)).toContain(field);
    });

    it('takes a hundred characters of any script', async () => {
      const text = '👩‍👩‍👧‍👦'.repeat(14) + '"\\';
      expect(expectOk(await set(ada, { text, emoji: '🏴󠁧󠁢󠁷󠁬󠁳󠁿', expiresAt: later() })).status).toMatchObject({ text });
      expect(expectOk(await set(ada, { text: '"'.repeat(100) })).status.text).toHaveLength(100);
    });
  });

  it('S5-36 of fifty at once the last that was told stands', async () => {
    await Promise.all(
      Array.from({ length: 50 }, async (_, n) =>
        expectOk(
          n % 2
            ? await ada.rest('PUT', '/me/status', { text: `${n}` })
            : await ada.command('status.set', { text: `${n}` }),
        ),
      ),
    );
    const me = expectOk(await ada.rest('GET', '/me'));
    await ben.hears('user.updated', ({ version }) => version === me.version, 10_000);
    const versions = ben.heard.filter(({ type }) => type === 'user.updated').map(({ data }) => data.version);
    expect(new Set(versions).size).toBe(versions.length);
    expect(versions.at(-1)).toBe(me.version);
    expect(ben.heard.at(-1)!.data.status).toEqual(me.status);
  }, 300_000);
});
