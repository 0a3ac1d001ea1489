import { setTimeout as sleep } from 'node:timers/promises';
import type { TeamMember } from '../../src/features/teams/team.wire.js';
import { newId } from '../../src/platform/database/ids.js';
import { onEachDatabase } from '../support/app.js';
import {
  cast,
  doors,
  expectOk,
  nonce,
  person,
  type Answer,
  type Cast,
  type Door,
  type Person,
} from '../support/people.js';
import { until } from '../support/processes.js';

/** What power in a team is used for, by either door. */
const via = (door: Door) => {
  const ask = (
    who: Person,
    command: string,
    input: object,
    method: string,
    path: string,
    body?: object,
  ): Promise<Answer> => (door === 'rest' ? who.rest(method, path, body) : who.command(command, input));
  return {
    add: (who: Person, teamId: string, input: object) =>
      ask(who, 'team.member.add', { teamId, ...input }, 'POST', `/teams/${teamId}/members`, input),
    setRole: (who: Person, teamId: string, userId: string, role: string) =>
      ask(who, 'team.member.update', { teamId, userId, role }, 'PATCH', `/teams/${teamId}/members/${userId}`, { role }),
    remove: (who: Person, teamId: string, userId: string) =>
      ask(who, 'team.member.remove', { teamId, userId }, 'DELETE', `/teams/${teamId}/members/${userId}`),
    invite: (who: Person, teamId: string, input: object) =>
      ask(who, 'invitation.create', { teamId, ...input }, 'POST', `/teams/${teamId}/invitations`, input),
    update: (who: Person, teamId: string, input: object) =>
      ask(who, 'team.update', { teamId, ...input }, 'PATCH', `/teams/${teamId}`, input),
    handOver: (who: Person, teamId: string, userId: string) =>
      ask(who, 'team.hand_over', { teamId, userId }, 'POST', `/teams/${teamId}/hand-over`, { userId }),
    createChannel: (who: Person, teamId: string, name: string) =>
      ask(who, 'channel.create', { teamId, name }, 'POST', '/channels', { teamId, name }),
    deleteMessage: (who: Person, messageId: string) =>
      ask(who, 'message.delete', { messageId }, 'DELETE', `/messages/${messageId}`),
  };
};

const settle = () => sleep(150);
const rolesIn = async (by: Person, teamId: string): Promise<Map<string, string>> => {
  const { items } = expectOk(await by.rest('GET', `/teams/${teamId}/members?limit=100`));
  return new Map(items.map(({ user, role }: TeamMember) => [user.id, role]));
};

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person;
  const extras: Person[] = [];
  const extra = async (name: string): Promise<Person> => {
    const who = await person(app().url, name);
    extras.push(who);
    return who.connect();
  };
  /** A team of Ada's with one more person of each of these roles, in their order. */
  const teamWith = async (...roles: string[]): Promise<[teamId: string, ...people: Person[]]> => {
    const { id } = expectOk(await ada.rest('POST', '/teams', { name: 'power' }));
    const people: Person[] = [];
    for (const role of roles) {
      const who = await extra(role);
      expectOk(await ada.rest('POST', `/teams/${id}/members`, { userId: who.id, role }));
      people.push(who);
    }
    return [id, ...people];
  };

  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
  });
  afterAll(() => [ada, ben, cy, ...extras].forEach((who) => who.disconnect()));
  beforeEach(() => [ada, ben, cy, ...extras].forEach((who) => who.forget()));

  describe.each(doors)('roles by %s', (door) => {
    const power = via(door);

    it('S3-10 S3-28 teachers make channels, students do not; both come by every way into a team', async () => {
      const [id, added] = (await teamWith('teacher')) as [string, Person];
      const [invited, raised] = [await extra('invited'), await extra('raised')];
      const { code } = expectOk(await power.invite(added, id, { role: 'student' }));
      expect(expectOk(await invited.rest('POST', `/invitations/${code}/accept`)).role).toBe('student');
      expectOk(await power.add(ada, id, { userId: raised.id, role: 'student' }));
      for (const student of [invited, raised]) {
        expect((await power.createChannel(student, id, 'mine')).error).toMatchObject({
          ...{ code: 'access.denied', status: 403, permission: 'channel.create' },
        });
      }
      const channel = expectOk(await power.createChannel(added, id, 'homework'));
      await invited.hears('channel.created', ({ id: made }) => made === channel.id);
      const risen = expectOk(await power.setRole(ada, id, raised.id, 'teacher'));
      expect(await added.hears('team.member.updated', ({ user }) => user.id === raised.id)).toEqual(risen);
      expectOk(await power.createChannel(raised, id, 'more homework'));
      expect((await rolesIn(ada, id)).get(raised.id)).toBe('teacher');
      await settle();
      for (const stranger of [ben, cy]) expect(stranger.heard).toEqual([]);
    });

    it('S3-10 S1-33 a teacher stands where a moderator does, a student where a member does', async () => {
      const [id, teacher, peer, mod, student, guest] = (await teamWith(
        ...['teacher', 'teacher', 'moderator', 'student', 'guest'],
      )) as [string, Person, Person, Person, Person, Person];
      const high = { status: 403, code: 'team.role_too_high' };
      const denied = { status: 403, code: 'access.denied' };
      for (const equal of [peer, mod]) expect((await power.remove(teacher, id, equal.id)).error).toMatchObject(high);
      expect((await power.remove(mod, id, teacher.id)).error).toMatchObject(high);
      expect((await power.invite(teacher, id, { role: 'moderator' })).error).toMatchObject(high);
      expect((await power.invite(mod, id, { role: 'teacher' })).error).toMatchObject(high);
      expect((await power.setRole(teacher, id, student.id, 'member')).error).toMatchObject(denied);
      expect((await power.remove(student, id, guest.id)).error).toMatchObject(denied);
      expect((await power.invite(student, id, {})).error).toMatchObject(denied);
      const general = expectOk(await ada.rest('GET', `/teams/${id}/channels/by-slug/general`)).channel;
      const said = { body: 'copied from my neighbour', nonce: nonce() };
      const message = expectOk(await student.rest('POST', `/channels/${general.id}/messages`, said));
      expect((await power.deleteMessage(student, newId())).error).toMatchObject({ code: 'not_found' });
      expectOk(await power.deleteMessage(teacher, message.id));
      await student.hears('message.deleted', ({ id: gone }) => gone === message.id);
      expectOk(await power.remove(teacher, id, student.id));
      await student.hears('team.member.removed', ({ teamId }) => teamId === id);
      expect([...(await rolesIn(ada, id)).values()].sort()).toEqual([
        'guest',
        'moderator',
        'owner',
        'teacher',
        'teacher',
      ]);
    });

    it('S1-33 S4-20 a team says who may make channels, and everybody in it hears it', async () => {
      const [id, admin, mod, teacher, member, student] = (await teamWith(
        ...['admin', 'moderator', 'teacher', 'member', 'student'],
      )) as [string, Person, Person, Person, Person, Person];
      const makers = async () => {
        const may: string[] = [];
        for (const who of [ada, admin, mod, teacher, member, student]) {
          const answer = await power.createChannel(who, id, `of ${who.name}`);
          if (answer.ok) may.push(who.name);
          else expect(answer.error).toMatchObject({ code: 'access.denied', permission: 'channel.create' });
        }
        return may;
      };
      expect(await makers()).toEqual(['ada', 'admin', 'moderator', 'teacher', 'member']);
      const strict = expectOk(await power.update(ada, id, { channelCreation: 'admins' }));
      expect(strict).toMatchObject({ channelCreation: 'admins', version: 2, name: 'power' });
      for (const who of [ada, student])
        expect(await who.hears('team.updated', (team) => team.id === id)).toEqual(strict);
      expect(await makers()).toEqual(['ada', 'admin']);
      expectOk(await power.update(admin, id, { channelCreation: 'moderators' }));
      expect(await makers()).toEqual(['ada', 'admin', 'moderator', 'teacher']);
      expect((await power.update(mod, id, { channelCreation: 'members' })).error).toMatchObject({
        code: 'access.denied',
      });
      for (const channelCreation of ['guests', '', null, ['members']]) {
        expect((await power.update(ada, id, { channelCreation })).error.fields).toMatchObject([
          { field: 'channelCreation' },
        ]);
      }
      expect(expectOk(await ada.rest('GET', `/teams/${id}`))).toMatchObject({
        channelCreation: 'moderators',
        version: 3,
      });
      await settle();
      expect(cy.heard).toEqual([]);
    });

    it('S1-33 S4-03 the owner hands the team over and stays as an admin, in one step', async () => {
      const [id, heir, guest] = (await teamWith('member', 'guest')) as [string, Person, Person];
      expect((await power.handOver(heir, id, heir.id)).error).toMatchObject({
        ...{ code: 'access.denied', status: 403, permission: 'team.hand_over' },
      });
      for (const nobody of [cy.id, newId()]) {
        expect((await power.handOver(ada, id, nobody)).error).toMatchObject({ code: 'not_found', status: 404 });
      }
      expect((await power.handOver(ada, id, ada.id)).error).toMatchObject({
        ...{ code: 'validation.failed', fields: [{ field: 'userId', rule: 'somebodyElse' }] },
      });
      expect((await power.handOver(cy, id, cy.id)).error).toMatchObject({ code: 'not_found', status: 404 });
      expect((await rolesIn(ada, id)).get(ada.id)).toBe('owner');
      const owner = expectOk(await power.handOver(ada, id, heir.id));
      expect(owner).toMatchObject({ role: 'owner', user: { id: heir.id }, version: 2 });
      for (const who of [ada, heir, guest]) {
        expect(await who.hears('team.member.updated', ({ user }) => user.id === heir.id)).toEqual(owner);
        expect(await who.hears('team.member.updated', ({ user }) => user.id === ada.id)).toMatchObject({
          role: 'admin',
        });
      }
      expect((await power.handOver(ada, id, heir.id)).error).toMatchObject({ code: 'access.denied' });
      // A guest who becomes the owner comes into the public channels.
      expectOk(await power.handOver(heir, id, guest.id));
      const { streams } = expectOk(await guest.rest('POST', '/sync', {}));
      expect(Object.keys(streams).filter((name) => name.startsWith('channel:'))).toHaveLength(1);
      expect([...(await rolesIn(ada, id)).values()].sort()).toEqual(['admin', 'admin', 'owner']);
      await settle();
      expect(cy.heard).toEqual([]);
    });
  });

  describe('races', () => {
    const owners = async (id: string): Promise<number> => {
      const [{ count }] = await app().database.read((reader) =>
        reader.query(
          `SELECT COUNT(*) AS count FROM team_members WHERE teamId = ? AND state = 'joined' AND role = 'owner'`,
          [id],
        ),
      );
      return Number(count);
    };

    it('S1-33 an owner who hands over, leaves and steps down fifty times at once leaves one owner', async () => {
      const { id } = expectOk(await ada.rest('POST', '/teams', { name: 'tug of war' }));
      const heirs = await Promise.all(Array.from({ length: 10 }, (_, index) => person(app().url, `h${index}`)));
      for (const { id: userId } of heirs) expectOk(await ada.rest('POST', `/teams/${id}/members`, { userId }));
      const given = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          via(doors[index % 2]!).handOver(ada, id, heirs[index % heirs.length]!.id),
        ),
      );
      expect(given.filter(({ ok }) => ok)).toHaveLength(1); // she can give it away but once
      expect(await owners(id)).toBe(1);
      const everybody = [ada, ...heirs];
      const someone = (index: number) => everybody[(index * 7) % everybody.length]!;
      const acts: ((who: Person, index: number) => Promise<Answer>)[] = [
        (who, index) => who.rest('POST', `/teams/${id}/hand-over`, { userId: someone(index + 1).id }),
        (who) => who.rest('PATCH', `/teams/${id}/members/${who.id}`, { role: 'member' }),
        (_who, index) => ada.rest('POST', `/teams/${id}/hand-over`, { userId: heirs[index % 10]!.id }),
        (who, index) => who.rest('DELETE', `/teams/${id}/members/${someone(index + 2).id}`),
        (who) => who.rest('DELETE', `/teams/${id}/members/${who.id}`),
      ];
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) => acts[index % 5]!(someone(index), index)),
      );
      expect(await owners(id)).toBe(1); // one began, and no step makes a second or takes the last away
      expect(answers.filter(({ ok }) => ok).length).toBeGreaterThan(0);
      const expected = ['access.denied', 'not_found', 'team.last_owner', 'team.role_too_high', 'validation.failed'];
      for (const { ok, error } of answers) if (!ok) expect(expected).toContain(error.code);
    }, 300_000);

    it('S1-33 no channel is made after the team said that members may not, however many try', async () => {
      const teamId = stage.team.id;
      const make = (index: number) => via(doors[index % 2]!).createChannel(ben, teamId, `race ${index}`);
      const early = Array.from({ length: 25 }, (_, index) => make(index));
      const said = ada.command('team.update', { teamId, channelCreation: 'moderators' });
      const late = Array.from({ length: 25 }, (_, index) => make(25 + index)); // their guards still see the old setting
      expectOk(await said);
      const answers = await Promise.all([...early, ...late]);
      const allowed = answers.filter(({ ok }) => ok).length;
      for (const { ok, error } of answers) if (!ok) expect(error.code).toBe('access.denied');
      expect((await via('rest').createChannel(ben, teamId, 'too late')).error.code).toBe('access.denied');
      await ada.hears('team.updated', ({ channelCreation }) => channelCreation === 'moderators');
      const told = () => ada.heard.filter(({ stream }) => stream === `team:${teamId}`).map(({ type }) => type);
      const made = () => told().filter((type) => type === 'channel.created').length;
      await until(() => made() >= allowed, 'all channels are told');
      const order = told();
      const end = order.indexOf('team.updated');
      expect(order.slice(0, end).filter((type) => type === 'channel.created')).toHaveLength(allowed);
      expect(order.slice(end)).not.toContain('channel.created');
    }, 300_000);
  });
});
