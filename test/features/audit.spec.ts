import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditEntry, AuditPage } from '../../src/features/audit/audit.wire.js';
import { newId } from '../../src/platform/database/ids.js';
import { onEachDatabase } from '../support/app.js';
import { cast, doors, expectOk, nonce, person, type Answer, type Door, type Person } from '../support/people.js';

/** Reading the record by either door. */
const via =
  (door: Door) =>
  (who: Person, teamId: string, asked: Record<string, unknown> = {}): Promise<Answer> =>
    door === 'rest'
      ? who.rest('GET', `/teams/${teamId}/audit?${new URLSearchParams(asked as Record<string, string>)}`)
      : who.command('team.audit.list', { teamId, ...asked });

onEachDatabase((app) => {
  let ada: Person, ben: Person, cy: Person;
  const extras: Person[] = [];
  const extra = async (name: string): Promise<Person> => {
    const who = await person(app().url, name);
    extras.push(who);
    return who;
  };
  const team = async (name = 'watched') => expectOk(await ada.rest('POST', '/teams', { name })).id as string;
  const add = async (teamId: string, who: Person, role = 'member') =>
    expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: who.id, role }));
  const say = async (who: Person, channelId: string, body: string) =>
    expectOk(await who.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() })).id as string;
  /** What was done since, oldest first, in short. */
  const acts = async (teamId: string, asked: Record<string, unknown> = {}) =>
    (expectOk(await via('rest')(ada, teamId, { limit: 100, ...asked })).items as AuditEntry[])
      .reverse()
      .map(({ actor, action, user, channelId, detail }) => ({
        ...{ by: actor.id, action, to: user?.id ?? null, in: channelId, detail },
      }));

  beforeAll(async () => {
    ({ ada, ben, cy } = await cast(app().url));
  });
  afterAll(() => [ada, ben, cy, ...extras].forEach((who) => who.disconnect()));

  it('S3-06 S1-33 every act of power in a team stands in its record, with who did what to whom', async () => {
    const id = await team();
    const [dan, eve] = [await extra('dan'), await extra('eve')];
    const by = ada.id;
    await add(id, ben);
    expectOk(await ada.rest('PATCH', `/teams/${id}/members/${ben.id}`, { role: 'moderator' }));
    expectOk(await ada.rest('PATCH', `/teams/${id}`, { name: 'Renamed', channelCreation: 'admins' }));
    const invitation = expectOk(await ben.rest('POST', `/teams/${id}/invitations`, { role: 'guest', maxUses: 3 }));
    expectOk(await dan.rest('POST', `/invitations/${invitation.code}/accept`)); // one's own doing
    expectOk(await ada.rest('DELETE', `/teams/${id}/invitations/${invitation.id}`));
    const told = expectOk(await ben.rest('POST', `/teams/${id}/notifications`, { title: 'psst', body: 'whisper' }));
    expectOk(await ben.rest('DELETE', `/teams/${id}/members/${dan.id}`));
    const ban = expectOk(await ben.rest('POST', `/teams/${id}/bans`, { userId: dan.id, reason: 'r', expiresIn: 60 }));
    expectOk(await ben.rest('DELETE', `/teams/${id}/bans/${dan.id}`));
    await add(id, eve);
    expectOk(await eve.rest('DELETE', `/teams/${id}/members/${eve.id}`)); // leaving
    expectOk(await ada.rest('POST', `/teams/${id}/hand-over`, { userId: ben.id }));
    expect((await via('rest')(ada, id)).error).toMatchObject({ code: 'access.denied', permission: 'team.audit.list' });
    expectOk(await ben.rest('POST', `/teams/${id}/hand-over`, { userId: ada.id }));
    const none = { to: null, in: null };
    expect(await acts(id)).toEqual([
      { by, action: 'team.member.joined', to: ben.id, in: null, detail: { role: 'member' } },
      ...[{ by, action: 'team.member.updated', to: ben.id, in: null }].map((act) => ({
        ...{ ...act, detail: { role: 'moderator', roleBefore: 'member' } },
      })),
      {
        ...{ by, action: 'team.updated', ...none },
        detail: {
          ...{ name: 'Renamed', nameBefore: 'watched' },
          ...{ channelCreation: 'admins', channelCreationBefore: 'members' },
        },
      },
      {
        ...{ by: ben.id, action: 'invitation.created', ...none },
        detail: { invitationId: invitation.id, role: 'guest', expiresIn: 7 * 86_400, maxUses: 3 },
      },
      { by, action: 'invitation.revoked', ...none, detail: { invitationId: invitation.id, role: 'guest' } },
      {
        ...{ by: ben.id, action: 'team.notification', ...none },
        detail: { notificationId: told.id, level: 'info' },
      },
      { by: ben.id, action: 'team.member.removed', to: dan.id, in: null, detail: { role: 'guest' } },
      {
        ...{ by: ben.id, action: 'team.member.banned', to: dan.id, in: null },
        detail: { reason: 'r', expiresAt: ban.expiresAt },
      },
      { by: ben.id, action: 'team.member.unbanned', to: dan.id, in: null, detail: {} },
      { by, action: 'team.member.joined', to: eve.id, in: null, detail: { role: 'member' } },
      { by, action: 'team.owner_handed_over', to: ben.id, in: null, detail: { roleBefore: 'moderator' } },
      { by: ben.id, action: 'team.owner_handed_over', to: ada.id, in: null, detail: { roleBefore: 'admin' } },
    ]);
    const text = JSON.stringify(await acts(id));
    for (const secret of [invitation.code, 'psst', 'whisper']) expect(text).not.toContain(secret);
  });

  it('S1-33 every act of power in a channel stands in it, too, and never what was said', async () => {
    const id = await team();
    await add(id, ben);
    await add(id, cy);
    const by = ada.id;
    const channel = expectOk(await ben.rest('POST', '/channels', { teamId: id, name: 'Lab' }));
    const where = channel.id as string;
    expectOk(await ada.rest('PATCH', `/channels/${where}`, { topic: 'cogs' }));
    expectOk(await ben.rest('PATCH', `/channels/${where}/members/${cy.id}`, { role: 'moderator' }));
    expectOk(await ada.rest('DELETE', `/channels/${where}/members/${cy.id}?reason=loud`));
    const [own, foreign] = [await say(ada, where, 'mine to delete'), await say(ben, where, 'unspeakable')];
    for (const message of [own, foreign, foreign]) expectOk(await ada.rest('DELETE', `/messages/${message}`));
    expectOk(await ada.rest('POST', `/channels/${where}/archive`));
    expectOk(await ada.rest('POST', `/channels/${where}/restore`));
    expectOk(await ada.rest('DELETE', `/channels/${where}`));
    const none = { to: null, in: where };
    expect(await acts(id, { channelId: where })).toEqual([
      {
        ...{ by: ben.id, action: 'channel.created', ...none },
        detail: { name: 'Lab', slug: 'lab', kind: 'text', visibility: 'public' },
      },
      { by, action: 'channel.updated', ...none, detail: { topic: 'cogs', topicBefore: '' } },
      {
        ...{ by: ben.id, action: 'channel.member.updated', to: cy.id, in: where },
        detail: { role: 'moderator', roleBefore: 'member' },
      },
      { by, action: 'channel.member.removed', to: cy.id, in: where, detail: { reason: 'loud' } },
      { by, action: 'message.deleted', to: ben.id, in: where, detail: { messageId: foreign } },
      { by, action: 'channel.archived', ...none, detail: {} },
      { by, action: 'channel.restored', ...none, detail: {} },
      { by, action: 'channel.deleted', ...none, detail: { name: 'Lab', slug: 'lab' } },
    ]);
    expect(JSON.stringify(await acts(id))).not.toContain('unspeakable');
  });

  it('S1-33 what is deleted in a thread is recorded of its room, and what happens in a DM is no business of a team', async () => {
    const id = await team();
    await add(id, ben);
    const general = expectOk(await ada.rest('GET', `/teams/${id}/channels/by-slug/general`)).channel.id as string;
    const root = await say(ada, general, 'shall we?');
    const thread = expectOk(await ben.rest('POST', `/messages/${root}/thread`)).channelId as string;
    const reply = await say(ben, thread, 'never');
    expectOk(await ada.rest('DELETE', `/messages/${reply}`));
    const dm = expectOk(await ada.rest('POST', '/dms', { userIds: [ben.id] })).channel.id as string;
    const inDm = await say(ben, dm, 'between us');
    expect((await ada.rest('DELETE', `/messages/${inDm}`)).error).toMatchObject({ code: 'access.denied' });
    expectOk(await ben.rest('DELETE', `/messages/${inDm}`));
    expect(await acts(id, { action: 'message.deleted' })).toEqual([
      { by: ada.id, action: 'message.deleted', to: ben.id, in: general, detail: { messageId: reply } },
    ]);
  });

  it('S1-33 of a private channel the owners read that something was done, and not what it is about', async () => {
    const id = await team();
    await add(id, ben);
    const input = { teamId: id, name: 'Surprise party', visibility: 'private', topic: 'cake' };
    const { id: where } = expectOk(await ben.rest('POST', '/channels', input));
    expectOk(await ben.rest('PATCH', `/channels/${where}`, { name: 'Surprise Sunday', topic: 'more cake' }));
    expectOk(await ben.rest('DELETE', `/channels/${where}`));
    const none = { by: ben.id, to: null, in: where };
    expect(await acts(id, { actorId: ben.id })).toEqual([
      { ...none, action: 'channel.created', detail: { name: true, slug: true, kind: 'text', visibility: 'private' } },
      { ...none, action: 'channel.updated', detail: { name: true, topic: true } },
      { ...none, action: 'channel.deleted', detail: { name: true, slug: true } },
    ]);
  });

  it('S1-33 what is refused leaves no trace', async () => {
    const id = await team();
    await add(id, ben);
    const before = await acts(id);
    for (const answer of [
      ada.rest('PATCH', `/teams/${id}`, { name: 'watched' }), // as it is
      ada.rest('DELETE', `/teams/${id}/members/${ada.id}`), // the last owner
      ben.rest('POST', `/teams/${id}/bans`, { userId: cy.id }),
      ada.rest('POST', `/teams/${id}/members`, { userId: ben.id }),
      ada.rest('PATCH', `/teams/${id}/members/${ben.id}`, { role: 'member' }), // as it is
      ada.rest('DELETE', `/teams/${id}/invitations/${newId()}`),
    ]) {
      await answer;
    }
    expect(await acts(id)).toEqual(before);
  });

  describe.each(doors)('the record by %s', (door) => {
    const list = via(door);

    it('S1-33 only owners read it; it is found by kind, person, channel and time, page by page', async () => {
      const [id, other] = [await team(), await team('other')];
      await add(id, ben, 'admin');
      await sleep(5);
      await add(id, cy);
      await sleep(5);
      expectOk(await ben.rest('POST', `/teams/${id}/bans`, { userId: cy.id }));
      expectOk(await ben.rest('POST', `/channels`, { teamId: id, name: 'two' }));
      const all: AuditPage = expectOk(await list(ada, id));
      expect(all.items.map(({ action }) => action)).toEqual([
        'channel.created',
        'team.member.banned',
        'team.member.joined',
        'team.member.joined',
      ]);
      const [channel, banned, second, first] = all.items;
      expect(banned).toMatchObject({ actor: { username: ben.username }, user: { username: cy.username } });
      const asked: [Record<string, unknown>, (AuditEntry | undefined)[]][] = [
        [{ action: 'team.member.joined' }, [second, first]],
        [{ actorId: ben.id }, [channel, banned]],
        [{ userId: cy.id }, [banned, second]],
        [{ userId: cy.id, actorId: ada.id }, [second]],
        [{ channelId: channel!.channelId }, [channel]],
        [{ since: second!.at }, [channel, banned, second]],
        [{ until: second!.at }, [first]],
        [{ since: first!.at, until: second!.at }, [first]],
        [{ userId: newId() }, []],
      ];
      for (const [filter, items] of asked)
        expect([filter, expectOk(await list(ada, id, filter)).items]).toEqual([filter, items]);
      const page = expectOk(await list(ada, id, { limit: 3 }));
      expect(page.items).toEqual([channel, banned, second]);
      expect(expectOk(await list(ada, id, { limit: 3, after: page.after }))).toMatchObject({
        after: null,
        items: [first],
      });
      expect(expectOk(await list(ada, other)).items).toEqual([]);
      expect((await list(ben, id)).error).toMatchObject({ code: 'access.denied', permission: 'team.audit.list' });
      expect((await list(cy, id)).error).toMatchObject({ code: 'not_found', status: 404 });
      for (const [filter, field] of [
        [{ action: 'team.exploded' }, 'action'],
        [{ actorId: 'x' }, 'actorId'],
        [{ since: 'yesterday' }, 'since'],
        [{ until: '2026-13-01T00:00:00Z' }, 'until'],
      ] as const) {
        expect((await list(ada, id, filter)).error.fields).toMatchObject([{ field }]);
      }
    });
  });
});
