import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { Realtime } from '../../src/platform/realtime/realtime.js';
import { onEachDatabase } from '../support/app.js';
import { expectOk, person, type Person } from '../support/people.js';

/** What may happen in a team, in any order. */
const step = fc.record({
  // What is in goes out and comes back, so that few steps have no effect.
  what: fc.oneof(
    { weight: 4, arbitrary: fc.constant('team' as const) },
    { weight: 5, arbitrary: fc.constant('channel' as const) },
    { weight: 3, arbitrary: fc.constantFrom('ban', 'visibility', 'role') },
    { weight: 2, arbitrary: fc.constantFrom('teamAsGuest', 'create', 'delete') },
  ),
  who: fc.nat(1),
  which: fc.nat(2),
  visibility: fc.constantFrom('public', 'request', 'private'),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface ModelChannel {
  members: Set<string>;
  /** Who went or was banned: joining the team brings them back no more. */
  left: Set<string>;
  banned: Set<string>;
  visibility: string;
  general: boolean;
}

/** What a team's channels and people must look like, kept by rules written down here and nowhere else. */
class Model {
  readonly inTeam = new Map<string, 'member' | 'guest' | 'owner'>();
  readonly channels = new Map<string, ModelChannel>();

  enter(userId: string, role: 'member' | 'guest') {
    this.inTeam.set(userId, role);
    if (role === 'guest') return;
    for (const { visibility, left, banned, members } of this.channels.values())
      if (visibility === 'public' && !left.has(userId) && !banned.has(userId)) members.add(userId);
  }

  quit(userId: string) {
    this.inTeam.delete(userId);
    for (const { members } of this.channels.values()) members.delete(userId);
  }

  create(id: string, host: string, { visibility = 'public', general = false } = {}) {
    const everybody = [...this.inTeam].filter(([, role]) => role !== 'guest').map(([userId]) => userId);
    const members = new Set(visibility === 'public' ? everybody : [host]);
    this.channels.set(id, { members, left: new Set(), banned: new Set(), visibility, general });
  }
}

onEachDatabase((app) => {
  let owner: Person;
  let people: Person[];
  beforeAll(async () => {
    owner = await person(app().url, 'owner');
    people = await Promise.all(['a', 'b', 'c'].map((name) => person(app().url, `${name}-person`)));
    await Promise.all(people.map((who) => who.connect()));
  });
  afterAll(() => people.forEach((who) => who.disconnect()));

  it('S4-07 any order of people and channels coming and going ends in sync: who is in, who hears, who sees', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30 }), async (steps) => {
        const team = expectOk(await owner.rest('POST', '/teams', { name: 'Property' }));
        const model = new Model();
        model.inTeam.set(owner.id, 'owner');
        const general = expectOk(await owner.rest('GET', `/teams/${team.id}/channels/by-slug/general`)).channel;
        model.create(general.id, owner.id, { general: true });
        const some = expectOk(await owner.rest('POST', '/channels', { teamId: team.id, name: 'Some' }));
        model.create(some.id, owner.id);
        for (const one of steps) await take(model, team.id, one);
        await check(model, team.id);
        expectOk(await owner.rest('DELETE', `/teams/${team.id}`));
      }),
      { numRuns: 12 },
    );
  }, 240_000);

  it('S4-07 people who enter while channels are made are in all of them', async () => {
    const team = expectOk(await owner.rest('POST', '/teams', { name: 'Race' }));
    const enter = (who: Person) => owner.rest('POST', `/teams/${team.id}/members`, { userId: who.id });
    const make = () => owner.rest('POST', '/channels', { teamId: team.id, name: 'Race' });
    const race = people.flatMap((who) => [make(), enter(who), make(), make()]);
    (await Promise.all(race)).forEach(expectOk);
    const { items } = expectOk(await owner.rest('GET', `/teams/${team.id}/channels`));
    expect(items).toHaveLength(1 + 3 * people.length);
    for (const { channel } of items) {
      const members = expectOk(await owner.rest('GET', `/channels/${channel.id}/members`)).items;
      expect(members.map(({ user }: any) => user.id).sort()).toEqual([owner, ...people].map(({ id }) => id).sort());
    }
  });

  async function take(model: Model, teamId: string, { what, who: index, which, visibility }: Step): Promise<void> {
    const who = people[index]!;
    const inside = model.inTeam.get(who.id);
    const [id, channel] = [...model.channels][which % model.channels.size]!;
    if ((what === 'team' || what === 'teamAsGuest') && !inside) {
      const role = what === 'team' ? 'member' : 'guest';
      expectOk(await owner.rest('POST', `/teams/${teamId}/members`, { userId: who.id, role }));
      model.enter(who.id, role);
    } else if (what === 'team' || what === 'teamAsGuest') {
      expectOk(await who.rest('DELETE', `/teams/${teamId}/members/${who.id}`));
      model.quit(who.id);
    } else if (what === 'role' && inside) {
      const role = inside === 'guest' ? 'member' : 'guest';
      expectOk(await owner.rest('PATCH', `/teams/${teamId}/members/${who.id}`, { role }));
      model.enter(who.id, role);
    } else if (what === 'create') {
      const maker = inside === 'member' ? who : owner;
      const made = expectOk(await maker.rest('POST', '/channels', { teamId, name: 'Some', visibility }));
      model.create(made.id, maker.id, { visibility });
    } else if (what === 'channel') await comeOrGo(id, channel, who, inside);
    else if (!channel.general && (channel.visibility !== 'private' || channel.members.has(owner.id))) {
      if (what === 'ban') await banOrPardon(id, channel, who);
      if (what === 'visibility') await show(id, channel, visibility);
      if (what !== 'delete') return;
      expectOk(await owner.rest('DELETE', `/channels/${id}`));
      model.channels.delete(id);
    }
  }

  async function comeOrGo(id: string, channel: ModelChannel, who: Person, inside: string | undefined) {
    const { members, left, banned, visibility } = channel;
    if (members.has(who.id)) {
      if (channel.general || (visibility === 'private' && members.size === 1)) return;
      expectOk(await who.rest('POST', `/channels/${id}/leave`));
      members.delete(who.id);
      left.add(who.id);
      return;
    }
    const joined = await who.rest('POST', `/channels/${id}/join`);
    const seen = inside === 'member' && visibility !== 'private' && !banned.has(who.id);
    const code = seen && visibility === 'request' ? 'channel.join_request_required' : 'not_found';
    if (!seen || visibility === 'request') expect(joined.error.code).toBe(code);
    if (!seen) return;
    if (visibility === 'request') {
      const request = expectOk(await who.rest('POST', `/channels/${id}/join-requests`, {}));
      expectOk(await owner.rest('POST', `/channels/${id}/join-requests/${request.id}/approve`));
    } else expectOk(joined);
    members.add(who.id);
    left.delete(who.id);
  }

  async function banOrPardon(id: string, { members, left, banned }: ModelChannel, who: Person) {
    if (banned.delete(who.id)) {
      expectOk(await owner.rest('DELETE', `/channels/${id}/bans/${who.id}`));
      return;
    }
    const { ok, error } = await owner.rest('POST', `/channels/${id}/bans`, { userId: who.id });
    if (!ok) return expect(['channel.host_required', 'not_found']).toContain(error.code); // leads it, or was never here
    members.delete(who.id);
    left.add(who.id);
    banned.add(who.id);
  }

  async function show(id: string, channel: ModelChannel, visibility: string) {
    const { ok, error } = await owner.rest('PATCH', `/channels/${id}`, { visibility });
    if (ok) channel.visibility = visibility;
    else expect([error.code, visibility]).toEqual(['channel.host_required', 'private']); // nobody leads it
  }

  async function check(model: Model, teamId: string): Promise<void> {
    const ids = [...model.channels.keys()];
    const database = app().database;
    for (const [id, { members }] of model.channels) {
      const rows: { userId: string }[] = await database.read((reader) =>
        reader.query(`SELECT userId FROM channel_members WHERE channelId = ? AND state = 'joined'`, [id]),
      );
      expect(new Set(rows.map(({ userId }) => userId))).toEqual(members);
      const hosts: { userId: string }[] = await database.read((reader) =>
        reader.query(`SELECT userId FROM channel_members WHERE channelId = ? AND state = 'joined' AND role = 'host'`, [
          id,
        ]),
      );
      expect(hosts.length).toBeLessThanOrEqual(1);
    }
    for (const who of people) {
      const { streams } = expectOk(await who.command('sync'));
      const mine = ids.filter((id) => model.channels.get(id)!.members.has(who.id));
      const synced = Object.keys(streams).filter((stream) => ids.includes(stream.slice('channel:'.length)));
      expect(synced.sort()).toEqual(mine.map((id) => `channel:${id}`).sort());
      expect(`team:${teamId}` in streams).toBe(model.inTeam.has(who.id));
      const listed = await who.command('channel.list', { teamId });
      if (!model.inTeam.has(who.id)) {
        expect(listed.error.code).toBe('not_found');
        continue;
      }
      const seen = expectOk(listed).items;
      const visible = ids.filter((id) => {
        const { visibility, banned } = model.channels.get(id)!;
        return mine.includes(id) || (visibility !== 'private' && !banned.has(who.id));
      });
      expect(seen.map(({ channel }: any) => channel.id).sort()).toEqual(visible.sort());
      expect(
        seen
          .filter(({ membership }: any) => membership)
          .map(({ channel }: any) => channel.id)
          .sort(),
      ).toEqual(mine.sort());
    }
    await sleep(30);
    for (const who of people) {
      const [socket] = app().get(Realtime).connections(`user:${who.id}`);
      const hears = ids.filter((id) => socket!.rooms.has(`channel:${id}`));
      expect(hears.sort()).toEqual(ids.filter((id) => model.channels.get(id)!.members.has(who.id)).sort());
    }
  }
});
