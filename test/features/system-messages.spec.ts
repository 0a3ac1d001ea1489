import { setTimeout as sleep } from 'node:timers/promises';
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

/** What changes a channel, by either door. */
const by =
  (permission: string, method: string, path: string) =>
  (door: Door, who: Person, channelId: string, input: object = {}): Promise<Answer> =>
    door === 'rest'
      ? who.rest(method, `/channels/${channelId}${path}`, input)
      : who.command(permission, { channelId, ...input });
const join = by('channel.join', 'POST', '/join');
const leave = by('channel.leave', 'POST', '/leave');
const add = by('channel.member.add', 'POST', '/members');
const update = by('channel.update', 'PATCH', '');
const archive = by('channel.archive', 'POST', '/archive');
const give = (door: Door, who: Person, channelId: string, userId: string, role: string): Promise<Answer> =>
  door === 'rest'
    ? who.rest('PATCH', `/channels/${channelId}/members/${userId}`, { role })
    : who.command('channel.member.update', { channelId, userId, role });
const remove = (door: Door, who: Person, channelId: string, userId: string, reason: string): Promise<Answer> =>
  door === 'rest'
    ? who.rest('DELETE', `/channels/${channelId}/members/${userId}?reason=${reason}`)
    : who.command('channel.member.remove', { channelId, userId, reason });

const PATIENCE_MS = 20_000;

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, dan: Person;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    dan = await person(app().url, 'dan');
    expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: dan.id, role: 'guest' }));
  });
  afterAll(() => [ada, ben, cy].forEach((who) => who.disconnect()));
  beforeEach(() => [ada, ben, cy].forEach((who) => who.forget()));

  const timeline = async (channelId: string): Promise<[string, object][]> => {
    const { items } = expectOk(await ada.rest('GET', `/channels/${channelId}/messages`));
    for (const { kind, counted, nonce } of items)
      expect({ kind, counted, nonce }).toEqual({ kind: 'system', counted: 0, nonce: null });
    return items.map(({ body, author }: any) => [author.id, JSON.parse(body)]);
  };

  describe.each(doors)('system messages by %s', (door) => {
    let channelId: string;
    let name: string;
    beforeEach(async () => {
      name = `Room ${nonce()}`;
      const made = await ada.rest('POST', '/channels', { teamId: stage.team.id, name, topic: 'Old' });
      channelId = expectOk(made).id;
    });

    it('S1-14 S1-23 who comes and goes stands in the timeline, with who did it', async () => {
      expectOk(await add(door, ada, channelId, { userId: dan.id }));
      expectOk(await leave(door, ben, channelId));
      expectOk(await join(door, ben, channelId));
      expectOk(await join(door, ben, channelId)); // is in already
      expectOk(await remove(door, ada, channelId, dan.id, 'enough'));
      expect(await timeline(channelId)).toEqual([
        [ada.id, { event: 'member_added', userId: dan.id }],
        [ben.id, { event: 'member_left', userId: ben.id }],
        [ben.id, { event: 'member_joined', userId: ben.id }],
        [ada.id, { event: 'member_removed', userId: dan.id, reason: 'enough' }],
      ]);
    });

    it('S1-14 every change of the channel stands in it, heard by its members alone and unread for nobody', async () => {
      const renamed = `Renamed ${nonce()}`;
      expectOk(await update(door, ada, channelId, { name: renamed, topic: 'New' }));
      expectOk(await update(door, ada, channelId, { name: renamed, topic: 'New' })); // is so already
      expectOk(await update(door, ada, channelId, { visibility: 'request' }));
      expectOk(await update(door, ada, channelId, { visibility: 'public' }));
      const events = [
        { event: 'channel_renamed', from: name, to: renamed },
        { event: 'topic_changed', topic: 'New' },
        { event: 'visibility_changed', visibility: 'request' },
        { event: 'visibility_changed', visibility: 'public' },
      ];
      expect(await timeline(channelId)).toEqual(events.map((event) => [ada.id, event]));
      await ben.hears('message.created', ({ seq, channelId: where }) => where === channelId && seq === 4, PATIENCE_MS);
      const heard = ben.heard.filter(({ type, data }) => type === 'message.created' && data.channelId === channelId);
      expect(heard.map(({ data }) => JSON.parse(data.body))).toEqual(events);
      const { unread, counted, seq } = expectOk(await ben.rest('GET', `/channels/${channelId}`));
      expect({ unread, counted, seq }).toEqual({ unread: 0, counted: 0, seq: 4 });
      await sleep(100);
      expect(cy.heard).toEqual([]);
    });

    it('S3-20 S1-14 that it was archived and restored stands in it, though nobody can send then', async () => {
      expectOk(await archive(door, ada, channelId));
      expectOk(await archive(door, ada, channelId)); // is so already
      expect((await ben.command('message.send', { channelId, body: 'x', nonce: nonce() })).error.code).toBe(
        'channel.archived',
      );
      expectOk(await archive(door, ada, channelId, { archived: false }));
      expect(await timeline(channelId)).toEqual([
        [ada.id, { event: 'channel_archived' }],
        [ada.id, { event: 'channel_restored' }],
      ]);
    });

    it('S1-14 who leads it from now on stands in it: by handing over, by leaving and by leaving the team', async () => {
      const eve = await person(app().url, 'eve');
      expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: eve.id }));
      expectOk(await give(door, ada, channelId, ben.id, 'host'));
      expectOk(await give(door, ben, channelId, eve.id, 'moderator'));
      expectOk(await leave(door, ada, channelId));
      expectOk(await leave(door, ben, channelId));
      expectOk(await join(door, ben, channelId));
      expectOk(await eve.rest('DELETE', `/teams/${stage.team.id}/members/${eve.id}`));
      expect(await timeline(channelId)).toEqual([
        [ada.id, { event: 'host_changed', userId: ben.id }],
        [ada.id, { event: 'member_left', userId: ada.id }],
        [ben.id, { event: 'member_left', userId: ben.id }],
        [ben.id, { event: 'host_changed', userId: eve.id }],
        [ben.id, { event: 'member_joined', userId: ben.id }],
        [eve.id, { event: 'host_changed', userId: ben.id }],
      ]);
    });

    it('whoever enters an empty channel leads it from then on', async () => {
      expectOk(await leave(door, ben, channelId));
      expectOk(await leave(door, ada, channelId));
      expectOk(await join(door, ben, channelId));
      expect((await timeline(channelId)).slice(2)).toEqual([
        [ben.id, { event: 'member_joined', userId: ben.id }],
        [ben.id, { event: 'host_changed', userId: ben.id }],
      ]);
    });

    it('what is refused leaves nothing in the timeline', async () => {
      const other = expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Other ${nonce()}` }));
      expect((await update(door, ada, channelId, { name: 'Else', slug: other.slug })).error.code).toBe(
        'channel.slug_taken',
      );
      expect((await update(door, ben, channelId, { name: 'Else' })).error.code).toBe('access.denied');
      expect((await give(door, ben, channelId, ben.id, 'host')).error.code).toBe('access.denied');
      expect(await timeline(channelId)).toEqual([]);
    });

    it('what the server wrote is neither edited nor deleted', async () => {
      expectOk(await update(door, ada, channelId, { topic: 'New' }));
      const [written] = expectOk(await ada.rest('GET', `/channels/${channelId}/messages`)).items;
      const input = { messageId: written.id };
      for (const answer of [
        door === 'rest'
          ? await ada.rest('PATCH', `/messages/${written.id}`, { body: 'x' })
          : await ada.command('message.edit', { ...input, body: 'x' }),
        door === 'rest'
          ? await ada.rest('DELETE', `/messages/${written.id}`)
          : await ada.command('message.delete', input),
      ])
        expect(answer.error).toMatchObject({ code: 'access.denied', status: 403 });
    });
  });
});
