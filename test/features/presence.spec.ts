import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectedDevices } from '../../src/features/presence/connected-devices.js';
import { newId } from '../../src/platform/database/ids.js';
import { insertRows, sqlTime } from '../../src/platform/database/sql.js';
import type { Connection } from '../../src/platform/realtime/realtime.js';
import { onEachDatabase, startApp, type TestApp } from '../support/app.js';
import { cast, doors, expectOk, nonce, person, type Cast, type Door, type Person } from '../support/people.js';
import { until } from '../support/processes.js';

/** Generous: nothing here asserts that something is fast. */
const SOON = 20_000;

const set = (door: Door, who: Person, input: object) =>
  door === 'rest' ? who.rest('PUT', '/me/presence', input) : who.command('presence.set', input);
const list = (door: Door, who: Person, userIds: string[]) =>
  door === 'rest'
    ? who.rest('GET', `/presence?userIds=${userIds.join(',')}`)
    : who.command('presence.list', { userIds });
const ofTeam = (door: Door, who: Person, teamId: string) =>
  door === 'rest' ? who.rest('GET', `/teams/${teamId}/presence`) : who.command('team.presence.list', { teamId });

const seen = async (viewer: Person, whom: Person) =>
  expectOk(await viewer.rest('GET', `/presence?userIds=${whom.id}`)).items[0];
const isSeen = (viewer: Person, whom: Person, presence: string) =>
  until(async () => (await seen(viewer, whom)).presence === presence, `${whom.name} is seen ${presence}`, SOON);
/** Waits until a team mate is told, and answers what. */
const hears = async (viewer: Person, whom: Person, presence: string) => {
  const about = ({ changes }: any) => changes.find((change: any) => change.userId === whom.id);
  const frame = await viewer.hears('presence.changed', (data) => about(data)?.presence === presence, SOON);
  return { teamId: frame.teamId, ...about(frame) };
};
const framesOf = (who: Person) => who.passing.filter(({ event }) => event === 'presence.changed');
/** Another device of the same person. */
const device = (who: Person) => Object.assign(Object.create(who) as Person, { heard: [], passing: [] }).connect();

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person;
  beforeEach(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    await isSeen(ada, ben, 'online');
    await isSeen(ben, ada, 'online');
  }, 300_000);
  afterEach(() => {
    expect(framesOf(cy)).toEqual([]); // whoever shares no team is told nothing, whatever happens
    for (const who of [ada, ben, cy]) who.disconnect();
  });

  describe.each(doors)('presence by %s', (door) => {
    it('S5-35 is answered for people of one’s teams and DMs, and for nobody else', async () => {
      const answer = expectOk(await list(door, ada, [cy.id, ben.id, nonce(), ada.id]));
      expect(answer).toEqual({
        items: [
          { userId: ben.id, presence: 'online', lastSeenAt: null },
          { userId: ada.id, presence: 'online', lastSeenAt: null },
        ],
      });
      expect(expectOk(await list(door, cy, [ada.id, ben.id]))).toEqual({ items: [] });
      const team = expectOk(await ofTeam(door, ben, stage.team.id)).items;
      expect(team.map(({ userId }: { userId: string }) => userId).sort()).toEqual([ada.id, ben.id].sort());
      expect((await ofTeam(door, cy, stage.team.id)).error.code).toBe('not_found');
    });

    it('S5-35 a partner in a DM is still seen when no team is shared any more, and tells nothing by itself', async () => {
      expectOk(await ben.rest('POST', '/dms', { userIds: [ada.id], message: { body: 'hi', nonce: nonce() } }));
      expectOk(await ada.rest('DELETE', `/teams/${stage.team.id}/members/${ben.id}`));
      expect(expectOk(await list(door, ada, [ben.id])).items).toEqual([
        { userId: ben.id, presence: 'online', lastSeenAt: null },
      ]);
      ada.forget();
      expectOk(await set(door, ben, { availability: 'dnd' }));
      await isSeen(ada, ben, 'dnd');
      await sleep(2_500);
      expect(framesOf(ada)).toEqual([]);
    }, 300_000);

    it('S5-35 what one sets is the same on all devices, and team mates hear it', async () => {
      const second = await device(ben);
      expect(expectOk(await set(door, ben, { availability: 'dnd' }))).toEqual({ availability: 'dnd', presence: 'dnd' });
      expect(await second.hears('me.updated', ({ availability }) => availability === 'dnd')).toMatchObject({
        id: ben.id,
      });
      expect(await hears(ada, ben, 'dnd')).toMatchObject({ teamId: stage.team.id, lastSeenAt: null });
      expect(await seen(ada, ben)).toEqual({ userId: ben.id, presence: 'dnd', lastSeenAt: null });
      expectOk(await set(door, ben, { availability: 'away' }));
      await hears(ada, ben, 'away');
      ada.forget();
      expect(expectOk(await set(door, ben, { availability: 'auto' }))).toEqual({
        availability: 'auto',
        presence: 'online',
      });
      await hears(ada, ben, 'online');
      expect(expectOk(await set(door, ben, {}))).toEqual({ availability: 'auto', presence: 'online' });
      second.disconnect();
    }, 300_000);
  });

  it('refuses what it does not know by name and rule', async () => {
    for (const door of doors) {
      for (const [input, field] of [
        [{ availability: 'online' }, 'availability:isIn'],
        [{ availability: null }, 'availability:isIn'],
        [{ userId: nonce() }, 'userId:unknown'],
        [{ idle: 'yes' }, door === 'rest' ? 'idle:unknown' : 'idle:isBoolean'], // a device is a connection
      ] as const) {
        const { error } = await set(door, ben, input);
        expect(error).toMatchObject({ code: 'validation.failed', status: 400 });
        expect(error.fields!.map((broken) => `${broken.field}:${broken.rule}`)).toContain(field);
      }
      for (const userIds of [[''], ['x'], Array.from({ length: 201 }, nonce)])
        expect((await list(door, ada, userIds)).error).toMatchObject({ code: 'validation.failed', status: 400 });
    }
  });

  it('S5-35 S5-36 S4-40 several devices: away when all are idle, offline when the last is gone', async () => {
    const second = await device(ben);
    expectOk(await ben.command('presence.set', { idle: true }));
    await sleep(1_500);
    expect((await seen(ada, ben)).presence).toBe('online');
    expect(expectOk(await second.command('presence.set', { idle: true })).presence).toBe('away');
    await hears(ada, ben, 'away');
    expectOk(await second.command('presence.set', { idle: false }));
    await isSeen(ada, ben, 'online');
    second.disconnect();
    await isSeen(ada, ben, 'away'); // the one that is left is idle
    const before = Date.now();
    ben.disconnect();
    const gone = await hears(ada, ben, 'offline');
    expect(Date.parse(gone.lastSeenAt)).toBeGreaterThan(before - 10_000);
    expect(await seen(ada, ben)).toEqual({ userId: ben.id, presence: 'offline', lastSeenAt: gone.lastSeenAt });
    expect(expectOk(await ada.rest('GET', `/users/${ben.id}`))).toMatchObject({
      presence: 'offline',
      lastSeenAt: gone.lastSeenAt,
    });
    expect(expectOk(await ofTeam('rest', ada, stage.team.id)).items.map(({ userId }: any) => userId)).toEqual([ada.id]);
  }, 300_000);

  it('S5-35 who is invisible looks exactly like somebody who left, in every list and every event', async () => {
    ada.forget();
    const before = Date.now();
    expect(expectOk(await set('socket', ben, { availability: 'invisible' }))).toEqual({
      availability: 'invisible',
      presence: 'invisible',
    });
    const gone = await hears(ada, ben, 'offline');
    expect(Date.parse(gone.lastSeenAt)).toBeGreaterThan(before - 10_000);
    const asAdaSees = async () => ({
      list: await seen(ada, ben),
      profile: expectOk(await ada.rest('GET', `/users/${ben.id}`)),
      team: expectOk(await ofTeam('rest', ada, stage.team.id)).items.map(({ userId }: any) => userId),
    });
    const hidden = await asAdaSees();
    expect(hidden.list).toEqual({ userId: ben.id, presence: 'offline', lastSeenAt: gone.lastSeenAt });
    expect(hidden.profile).toMatchObject({ presence: 'offline', lastSeenAt: gone.lastSeenAt });
    expect(hidden.team).toEqual([ada.id]);
    expect(await seen(ben, ben)).toEqual({ userId: ben.id, presence: 'invisible', lastSeenAt: null });

    ada.forget();
    expectOk(await ben.command('presence.set', { idle: true }));
    ben.disconnect();
    await sleep(7_000);
    expect(await asAdaSees()).toEqual(hidden); // neither going nor coming back moves anything
    await ben.connect();
    const { channelId } = { channelId: stage.general.id };
    expectOk(await ben.command('typing.start', { channelId }));
    expectOk(await ben.command('typing.stop', { channelId }));
    await sleep(2_500);
    expect(await asAdaSees()).toEqual(hidden);
    expect(ada.passing.filter(({ event }) => event !== 'sync.heads')).toEqual([]);
    expectOk(await set('rest', ben, { availability: 'auto' }));
    await hears(ada, ben, 'online');
  }, 300_000);

  it('S5-35 three hundred who come online cost each client a frame a second at most', async () => {
    const userIds = await strangers(app(), stage.team.id, 300);
    const devices = app().get(ConnectedDevices);
    ada.forget();
    const begun = Date.now();
    for (const [n, userId] of userIds.entries()) {
      devices.began({
        id: `test-${n}`,
        data: { caller: { userId, sessionId: '', expiresAt: 0 } },
      } as unknown as Connection);
      if (n % 30 === 29) await sleep(250);
    }
    const told = () => new Set(framesOf(ada).flatMap(({ data }) => data.changes.map((change: any) => change.userId)));
    await until(() => userIds.every((id) => told().has(id)), 'all are told', SOON);
    const seconds = (Date.now() - begun) / 1_000;
    const frames = framesOf(ada).length;
    process.stdout.write(`      300 people told in ${frames} frames within ${seconds.toFixed(1)} s\n`);
    expect(frames).toBeLessThanOrEqual(seconds + 1);
    const listed = expectOk(await ofTeam('socket', ada, stage.team.id)).items;
    expect(listed).toHaveLength(302);
    for (const [n, userId] of userIds.entries())
      devices.ended({
        id: `test-${n}`,
        data: { caller: { userId, sessionId: '', expiresAt: 0 } },
      } as unknown as Connection);
    await until(
      async () => expectOk(await ofTeam('socket', ada, stage.team.id)).items.length === 2,
      'they are gone',
      SOON,
    );
  }, 300_000);
});

describe('on any database', () => {
  let app: TestApp;
  let stage: Cast;
  beforeAll(async () => {
    app = await startApp('sqlite');
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    stage = await cast(app.url);
    await isSeen(stage.ada, stage.ben, 'online');
  });
  afterEach(() => [stage.ada, stage.ben, stage.cy].forEach((who) => who.disconnect()));

  it('S5-35 who reloads does not flicker', async () => {
    const { ada, ben } = stage;
    ada.forget();
    ben.disconnect();
    await sleep(1_500); // more than a frame, less than the grace
    await ben.connect();
    await sleep(7_000); // past the grace
    expect((await seen(ada, ben)).presence).toBe('online');
    expect(JSON.stringify(framesOf(ada))).not.toContain(ben.id);
  }, 300_000);

  it('S5-35 twenty devices that come and go at once end right', async () => {
    const { ada, ben } = stage;
    const comeAndGo = async (stays: boolean) => {
      const one = await device(ben);
      await sleep(Math.random() * 300);
      if (!stays) one.disconnect();
      return one;
    };
    const some = await Promise.all(Array.from({ length: 20 }, (_, n) => comeAndGo(n === 7)));
    ben.disconnect();
    await sleep(7_000);
    expect((await seen(ada, ben)).presence).toBe('online');
    some[7]!.disconnect();
    await hears(ada, ben, 'offline');
    await ben.connect();
    await isSeen(ada, ben, 'online');
  }, 300_000);
});

it('S5-36 a server that stops keeps when people were last there, but for those who are invisible', async () => {
  const app = await startApp('sqlite');
  const [ada, ben, cy] = await Promise.all(['ada', 'ben', 'cy'].map((name) => person(app.url, name)));
  for (const who of [ada!, ben!]) await who.connect();
  expectOk(await ben!.command('presence.set', { availability: 'invisible' }));
  await app.database.write([], ({ manager }) => manager.query('UPDATE users SET lastSeenAt = NULL'));
  await app.get(ConnectedDevices).beforeApplicationShutdown();
  const rows: { id: string; lastSeenAt: unknown }[] = await app.database.read((reader) =>
    reader.query('SELECT id, lastSeenAt FROM users'),
  );
  const kept = rows.filter(({ lastSeenAt }) => lastSeenAt !== null).map(({ id }) => id);
  expect(kept).toEqual([ada!.id]);
  expect(rows.map(({ id }) => id)).toContain(cy!.id);
  for (const who of [ada!, ben!]) who.disconnect();
  await app.close();
}, 300_000);

/** People who exist in the database alone: to register hundreds would take a minute. */
async function strangers({ database }: TestApp, teamId: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await database.write([], async ({ manager, now }) => {
    const at = sqlTime(now);
    const users = ids.map((id) => [id, `p-${id.slice(9)}`, 'Somebody', `${id}@example.org`, 0, 'auto', at, 1]);
    await insertRows(
      manager,
      'users',
      ['id', 'username', 'displayName', 'email', 'isOwner', 'availability', 'createdAt', 'version'],
      users,
    );
    const members = ids.map((id) => [teamId, id, 'member', 'joined', at, 1]);
    await insertRows(manager, 'team_members', ['teamId', 'userId', 'role', 'state', 'joinedAt', 'version'], members);
  });
  return ids;
}
