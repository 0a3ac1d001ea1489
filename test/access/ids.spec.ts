import { onEachDatabase } from '../support/app.js';
import { doors, expectOk, nonce, person, type Answer, type Door } from '../support/people.js';
import { call } from './matrix/call.js';
import { fingerprint } from './matrix/fingerprint.js';
import { operations } from './matrix/operations.js';
import { idsFor, own, type Owned } from './matrix/owned.js';
import type { Operation } from './matrix/types.js';

const namesOf = ({ rest }: Operation) => [...rest.join(' ').matchAll(/:(\w+)/g)].map(([, name]) => name!);
const idNames = ['teamId', 'channelId', 'messageId', 'userId', 'invitationId', 'sessionId', 'requestId', 'mediaId'];
/** What names a channel in the input of a command that has no path. */
const inInput: Record<string, string[]> = Object.fromEntries(
  ['typing.start', 'typing.stop', 'voice.join', 'voice.state', 'voice.signal'].map((name) => [name, ['channelId']]),
);

onEachDatabase((app) => {
  let mine: Owned, theirs: Owned;
  beforeAll(async () => {
    await person(app().url, 'installer'); // whose the installation is finds everybody
    [mine, theirs] = await Promise.all([own(app().url, 'mine'), own(app().url, 'theirs')]);
    await mine.owner.connect();
  });
  afterAll(() => mine.owner.disconnect());

  const seen = () => fingerprint(app().database);

  /** Everything of another team that such an id could name. */
  const foreign = (id: string): string[] => [
    theirs.ids[id]!,
    nonce(),
    ...(id === 'channelId' ? [theirs.threadId, theirs.dmId, theirs.voiceId] : []),
    ...(id === 'messageId' ? [theirs.replyId, theirs.dmMessageId] : []),
  ];

  const swapped = Object.entries(operations).flatMap(([name, operation]) =>
    [...new Set([...namesOf(operation), ...(inInput[name] ?? [])])]
      // Nobody is foreign to whose the installation is: in the matrix they ask for nobody.
      .filter((id) => idNames.includes(id) && !name.endsWith('oneself') && !name.startsWith('installation.'))
      .map((id) => [name, id, operation] as const),
  );

  describe.each(doors)('by %s', (door) => {
    const asked = swapped.filter(([, , { rest, command }]) => (door === 'rest' ? rest.length > 0 : command));
    it.each(asked)('%s with another’s %s finds nothing and changes nothing', async (name, id, operation) => {
      const before = await seen();
      const own = idsFor(name, mine);
      for (const other of foreign(id))
        for (const answer of await call(door, operation, { ...own, [id]: other }, mine.owner, app().url))
          expect(answer.error).toMatchObject({ code: 'not_found', status: 404 });
      for (const wrong of ['1', theirs.ids[id]!.toUpperCase(), `${theirs.ids[id]!} `, "' OR 1=1 --"])
        for (const answer of await call(door, operation, { ...own, [id]: wrong }, mine.owner, app().url))
          expect(answer.error).toMatchObject({ code: 'validation.failed', fields: [{ field: id }] });
      expect(await seen()).toBe(before);
    });

    /** The command of this name, by the route that does the same. */
    const ask = (command: string, route: string, input: Record<string, unknown>): Promise<Answer> => {
      const operation: Operation = { rest: [route], command, input: () => input };
      return call(door, operation, mine.ids, mine.owner, app().url).then(([answer]) => answer!);
    };

    it('ids inside the input are looked at as well', async () => {
      const before = await seen();
      const { userId, messageId, teamId, channelId } = theirs.ids;
      const friend = mine.friend.id;
      const attempts: [string, string, Record<string, unknown>, string][] = [
        ['channel.member.add', 'POST /channels/:channelId/members', { userId }, 'not_found'],
        ['channel.member.ban', 'POST /channels/:channelId/bans', { userId }, 'not_found'],
        ['channel.create', 'POST /channels', { teamId, name: 'x' }, 'not_found'],
        ['team.hand_over', 'POST /teams/:teamId/hand-over', { userId }, 'not_found'],
        ['team.member.ban', 'POST /teams/:teamId/bans', { userId: nonce() }, 'not_found'],
        ['me.update', 'PATCH /me', { lastChannelId: channelId }, 'not_found'],
        ['me.update', 'PATCH /me', { lastChannelId: theirs.threadId }, 'not_found'],
        ['me.update', 'PATCH /me', { lastChannelId: theirs.dmId }, 'not_found'],
        ['dm.open', 'POST /dms', { userIds: [userId] }, 'not_found'],
        ['dm.open', 'POST /dms', { userIds: [friend, userId] }, 'not_found'],
        ['dm.open', 'POST /dms', { usernames: [theirs.owner.username] }, 'not_found'],
        ['dm.open', 'POST /dms', { userIds: [friend], originMessageId: messageId }, 'not_found'],
        ['dm.open', 'POST /dms', { userIds: [friend], originMessageId: theirs.replyId }, 'not_found'],
        ['dm.open', 'POST /dms', { userIds: [friend], originMessageId: theirs.dmMessageId }, 'not_found'],
        ['dm.send', 'POST /dms/messages', { userIds: [userId], body: 'x', nonce: nonce() }, 'not_found'],
        ...[messageId, mine.replyId, mine.dmMessageId].map((replyToId): (typeof attempts)[number] => [
          ...(['message.send', 'POST /channels/:channelId/messages'] as const),
          ...([{ body: 'x', nonce: nonce(), replyToId }, 'validation.failed'] as const),
        ]),
      ];
      for (const [command, route, input, code] of attempts)
        expect([command, input, (await ask(command, route, input)).error?.code]).toEqual([command, input, code]);
      expect(await seen()).toBe(before);
    });

    it('what is looked for by another’s id is not found, or nothing is', async () => {
      const before = await seen();
      const { userId, teamId, channelId } = theirs.ids;
      expect((await ask('channel.list', 'GET /channels', { teamId })).error).toMatchObject({ code: 'not_found' });
      const lists: [string, string, Record<string, unknown>][] = [
        ['presence.list', 'GET /presence', { userIds: [userId, theirs.owner.id] }],
        ['user.list', 'GET /users', { query: theirs.owner.username }],
        ['team.audit.list', 'GET /teams/:teamId/audit', { channelId }],
        ['team.audit.list', 'GET /teams/:teamId/audit', { userId }],
        ['team.audit.list', 'GET /teams/:teamId/audit', { actorId: theirs.owner.id }],
        ['search.messages', 'GET /search/messages', { query: `from:${theirs.owner.username}` }],
        ['search.messages', 'GET /search/messages', { query: 'theirs', teamId }],
        ['user.interacted', 'GET /users/interacted', { teamId }],
      ];
      for (const [command, route, input] of lists) {
        const { ok, data, error } = await ask(command, route, input);
        expect([command, input, ok ? data.items : error.code]).toEqual([command, input, ok ? [] : 'not_found']);
      }
      expect(await seen()).toBe(before);
    });

    it('another’s streams are gone for `sync`', async () => {
      const { teamId, channelId } = theirs.ids;
      const streams = [channelId, theirs.threadId, theirs.dmId].map((id) => `channel:${id}`);
      const positions = Object.fromEntries(
        [...streams, `team:${teamId}`, `user:${theirs.owner.id}`].map((id) => [id, 0]),
      );
      const synced = expectOk(await ask('sync', 'POST /sync', { positions, discover: false }));
      expect(Object.values(synced.streams)).toEqual(Array.from({ length: 5 }, () => ({ status: 'gone' })));
    });

    it('a request to join another channel of one’s own is none of this one', async () => {
      const { owner, friend, ids } = mine;
      const input = { teamId: ids.teamId, name: `Other ${door}`, visibility: 'request' };
      const other = expectOk(await owner.rest('POST', '/channels', input));
      const { id: requestId } = expectOk(await friend.rest('POST', `/channels/${other.id}/join-requests`, {}));
      const before = await seen();
      for (const name of ['join_request.approve of a visitor', 'join_request.deny of a visitor'])
        for (const answer of await call(door as Door, operations[name]!, { ...ids, requestId }, owner, app().url))
          expect(answer.error).toMatchObject({ code: 'not_found' });
      expect(await seen()).toBe(before);
    });
  });

  it('a cursor of another list reaches nothing of it', async () => {
    const { after } = expectOk(await theirs.owner.rest('GET', `/teams/${theirs.ids.teamId}/members?limit=1`));
    expect(after).toEqual(expect.any(String));
    const answer = await mine.owner.rest('GET', `/teams/${mine.ids.teamId}/members?before=${after}`);
    const people: string[] = expectOk(answer).items.map(({ user }: { user: { id: string } }) => user.id);
    expect(people.length).toBeGreaterThan(0);
    const members = expectOk(await mine.owner.rest('GET', `/teams/${mine.ids.teamId}/members`)).items;
    expect(members.map(({ user }: { user: { id: string } }) => user.id)).toEqual(expect.arrayContaining(people));
  });
});
