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

/** The commands of Threads by either door, and what goes with them. */
const say = (door: Door, who: Person, channelId: string, body: string, replyToId?: string): Promise<Answer> =>
  door === 'rest'
    ? who.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce(), replyToId })
    : who.command('message.send', { channelId, body, nonce: nonce(), replyToId });
const open = (door: Door, who: Person, messageId: string): Promise<Answer> =>
  door === 'rest' ? who.rest('POST', `/messages/${messageId}/thread`) : who.command('thread.open', { messageId });
const view = (door: Door, who: Person, messageId: string): Promise<Answer> =>
  door === 'rest' ? who.rest('GET', `/messages/${messageId}/thread`) : who.command('thread.view', { messageId });
const list = (door: Door, who: Person, channelId: string, query: Record<string, unknown> = {}): Promise<Answer> =>
  door === 'rest'
    ? who.rest('GET', `/channels/${channelId}/threads?${new URLSearchParams(query as never)}`)
    : who.command('thread.list', { channelId, ...query });
const follow = (door: Door, who: Person, channelId: string): Promise<Answer> =>
  door === 'rest' ? who.rest('PUT', `/channels/${channelId}/follow`) : who.command('thread.follow', { channelId });
const unfollow = (door: Door, who: Person, channelId: string): Promise<Answer> =>
  door === 'rest' ? who.rest('DELETE', `/channels/${channelId}/follow`) : who.command('thread.unfollow', { channelId });
const remove = (door: Door, who: Person, messageId: string): Promise<Answer> =>
  door === 'rest' ? who.rest('DELETE', `/messages/${messageId}`) : who.command('message.delete', { messageId });
const read = (door: Door, who: Person, channelId: string, seq: number): Promise<Answer> =>
  door === 'rest'
    ? who.rest('POST', `/channels/${channelId}/read`, { seq })
    : who.command('channel.read', { channelId, seq });

const PATIENCE_MS = 20_000;

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, dan: Person;
  const places: Record<string, string> = {};
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    dan = await person(app().url, 'dan');
    expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: dan.id }));
    await dan.connect();
    places['#general'] = stage.general.id;
    places['a DM'] = expectOk(await ada.rest('POST', '/dms', { userIds: [ben.id, dan.id] })).channel.id;
  });
  afterAll(() => [ada, ben, cy, dan].forEach((who) => who.disconnect()));
  beforeEach(() => [ada, ben, cy, dan].forEach((who) => who.forget()));

  const hears = (who: Person, type: string, fits: (data: any) => boolean) => who.hears(type, fits, PATIENCE_MS);
  const hearsOf = (who: Person, type: string, channelId: string, userId: string) =>
    hears(who, type, (data) => data.channelId === channelId && (data.userId ?? data.user.id) === userId);

  describe.each(doors)('threads by %s', (door) => {
    describe.each(['#general', 'a DM'])('in %s', (place) => {
      let parentId: string;
      beforeAll(() => {
        parentId = places[place]!;
      });

      it('S3-03 S3-13 one opens under a message; who opened it and who wrote the message follow it', async () => {
        const root = expectOk(await say(door, ben, parentId, 'Shall we?'));
        expect(expectOk(await view(door, dan, root.id))).toEqual({ root, thread: null });
        const thread = expectOk(await open(door, ada, root.id));
        expect(thread).toEqual({
          ...{ channelId: expect.any(String), parentId, rootMessageId: root.id },
          ...{ replyCount: 0, lastReplyAt: null, replierIds: [], version: 1 },
        });
        for (const who of [ada, ben, dan])
          expect(await hears(who, 'thread.updated', ({ rootMessageId }) => rootMessageId === root.id)).toEqual(thread);
        for (const who of [ada, ben]) await hearsOf(who, 'channel.member.joined', thread.channelId, who.id);
        const ofRoot = dan.heard.filter(({ data }) => [data.id, data.rootMessageId].includes(root.id));
        expect(ofRoot.map(({ stream, type }) => [stream, type])).toEqual([
          [`channel:${parentId}`, 'message.created'],
          [`channel:${parentId}`, 'thread.updated'],
        ]);
        expect(expectOk(await open(door, ben, root.id))).toEqual(thread);
        const seen = expectOk(await view(door, dan, root.id)); // following or not
        expect(seen).toEqual({
          root: { ...root, thread },
          thread,
          messages: { items: [], hasBefore: false, hasAfter: false },
        });
        const shown = expectOk(await ada.rest('GET', `/channels/${thread.channelId}?include=members`));
        expect(shown.channel).toMatchObject({
          kind: 'thread',
          parentId,
          rootMessageId: root.id,
          slug: thread.channelId,
        });
        expect(shown.members.items.map(({ user }: any) => user.id).sort()).toEqual([ada.id, ben.id].sort());
        for (const answer of [
          await open(door, cy, root.id),
          await view(door, cy, root.id),
          await list(door, cy, parentId),
          await follow(door, cy, thread.channelId),
          await say(door, cy, thread.channelId, 'hello?'),
        ])
          expect(answer.error).toMatchObject({ code: 'not_found', status: 404 });
        await sleep(100);
        expect(cy.heard).toEqual([]);
      });

      it('S3-03 whoever replies follows first; replies are counted for all, unread for followers, and stand in the thread alone', async () => {
        const root = expectOk(await say(door, ben, parentId, 'Where?'));
        const { channelId } = expectOk(await open(door, ada, root.id));
        const reply = expectOk(await say(door, dan, channelId, 'Here.'));
        expect(reply).toMatchObject({ channelId, seq: 1, counted: 1 });
        for (const who of [ada, ben, dan])
          expect(await hears(who, 'message.created', ({ id }) => id === reply.id)).toEqual(reply);
        await hearsOf(dan, 'channel.member.joined', channelId, dan.id);
        const thread = await hears(
          ben,
          'thread.updated',
          ({ channelId: id, replyCount }) => id === channelId && replyCount === 1,
        );
        expect(thread).toMatchObject({ lastReplyAt: reply.createdAt, replierIds: [dan.id], version: 2 });
        const seen = expectOk(await view(door, ben, root.id));
        expect(seen).toEqual({
          root: { ...root, thread },
          thread,
          messages: { items: [reply], hasBefore: false, hasAfter: false },
        });
        const unread = async (who: Person) => expectOk(await who.rest('GET', `/channels/${channelId}`)).unread;
        expect(await Promise.all([ada, ben, dan].map(unread))).toEqual([1, 1, 0]);
        expect(expectOk(await read(door, ben, channelId, 1))).toMatchObject({ channelId, seq: 1, counted: 1 });
        expect(await unread(ben)).toBe(0);
        const page = expectOk(await ada.rest('GET', `/channels/${parentId}/messages?after=${root.seq}`));
        expect(page.items).toEqual([]);
        await sleep(100);
        expect(cy.heard).toEqual([]);
      });

      it('S3-03 a reply that is deleted is not counted any more, and the newest that stands dates the thread', async () => {
        const root = expectOk(await say(door, ada, parentId, 'When?'));
        const { channelId } = expectOk(await open(door, ada, root.id));
        const first = expectOk(await say(door, ben, channelId, 'Now.'));
        const second = expectOk(await say(door, ben, channelId, 'Or never.'));
        expectOk(await remove(door, ben, second.id));
        expectOk(await remove(door, ben, second.id)); // changes nothing
        const told = await hears(
          dan,
          'thread.updated',
          ({ channelId: id, version }) => id === channelId && version === 4,
        );
        expect(told).toMatchObject({ replyCount: 1, lastReplyAt: first.createdAt });
        expectOk(await remove(door, ben, first.id));
        const { thread } = expectOk(await view(door, ada, root.id));
        expect(thread).toMatchObject({ replyCount: 0, lastReplyAt: null, replierIds: [], version: 5 });
      });

      it('S3-03 a thread says who answered in it lately, each once, and whose answers are gone no more', async () => {
        const root = expectOk(await say(door, ada, parentId, 'Who?'));
        const { channelId } = expectOk(await open(door, ada, root.id));
        const repliers = async () => expectOk(await view(door, ada, root.id)).thread.replierIds;
        const first = expectOk(await say(door, ben, channelId, 'I.'));
        expectOk(await say(door, dan, channelId, 'And I.'));
        expect(await repliers()).toEqual([dan.id, ben.id]);
        const again = expectOk(await say(door, ben, channelId, 'I, once more.'));
        expect(await repliers()).toEqual([ben.id, dan.id]);
        const told = await hears(
          dan,
          'thread.updated',
          ({ channelId: id, version }) => id === channelId && version === 4,
        );
        expect(told.replierIds).toEqual([ben.id, dan.id]);
        const page = expectOk(await dan.rest('GET', `/channels/${parentId}/messages?after=${root.seq - 1}`));
        expect(page.items[0].thread).toEqual(told);
        expectOk(await remove(door, ben, again.id));
        expect(await repliers()).toEqual([dan.id, ben.id]);
        expectOk(await remove(door, ben, first.id));
        expect(await repliers()).toEqual([dan.id]);
      });

      it('S3-03 not under a reply, nor under what the server wrote or what was deleted', async () => {
        const root = expectOk(await say(door, ada, parentId, 'Root'));
        const { channelId } = expectOk(await open(door, ada, root.id));
        const reply = expectOk(await say(door, ada, channelId, 'Reply'));
        expect((await open(door, ben, reply.id)).error).toMatchObject({ code: 'message.thread_nested', status: 409 });
        expectOk(await ada.rest('PUT', `/messages/${root.id}/pin`));
        const written = await hears(
          ben,
          'message.created',
          ({ channelId: id, kind }) => id === parentId && kind === 'system',
        );
        expect((await open(door, ben, written.id)).error).toMatchObject({ code: 'message.system', status: 409 });
        const other = expectOk(await say(door, ada, parentId, 'Other'));
        expectOk(await remove(door, ada, other.id));
        expect((await open(door, ben, other.id)).error).toMatchObject({ code: 'message.deleted', status: 409 });
        expectOk(await remove(door, ada, root.id));
        expect(expectOk(await open(door, ben, root.id))).toMatchObject({ channelId }); // what hangs under it stays
      });

      it('S3-13 one is followed and left; whoever does not follow hears nothing of it and has nothing unread', async () => {
        const root = expectOk(await say(door, ada, parentId, 'Follow me'));
        const { channelId } = expectOk(await open(door, ada, root.id));
        expect((await read(door, ben, channelId, 0)).error.code).toBe('not_found');
        const member = expectOk(await follow(door, ben, channelId));
        expect(member).toMatchObject({ channelId, user: { id: ben.id }, role: 'member', version: 1 });
        expect(await hearsOf(ada, 'channel.member.joined', channelId, ben.id)).toEqual(member);
        expect(expectOk(await follow(door, ben, channelId))).toEqual(member);
        const gone = expectOk(await unfollow(door, ben, channelId));
        expect(gone).toEqual({ channelId, userId: ben.id, version: 2 });
        expect(await hearsOf(ada, 'channel.member.left', channelId, ben.id)).toEqual(gone);
        expect(expectOk(await unfollow(door, ben, channelId))).toEqual(gone);
        expect(expectOk(await unfollow(door, dan, channelId))).toEqual({ channelId, userId: dan.id, version: 0 });
        const unheard = expectOk(await say(door, ada, channelId, 'Psst'));
        await hears(ben, 'thread.updated', ({ channelId: id, replyCount }) => id === channelId && replyCount === 1);
        expect(ben.heard.filter(({ data }) => data.id === unheard.id)).toEqual([]);
        expectOk(await say(door, ben, channelId, 'Here I am again')); // brings him back
        await hears(ben, 'message.created', ({ channelId: id, seq }) => id === channelId && seq === 2);
        const { messages } = expectOk(await view(door, dan, root.id));
        expect(messages.items.map(({ kind }: any) => kind)).toEqual(['text', 'text']); // nothing is written of who comes and goes
        expect((await follow(door, ben, parentId)).error).toMatchObject({
          code: 'channel.kind_unsupported',
          status: 409,
        });
      });

      it('S4-10 S3-03 a reply in line names a message of the same channel, also one that was deleted', async () => {
        const question = expectOk(await say(door, ada, parentId, 'question'));
        const answer = expectOk(await say(door, ben, parentId, 'answer', question.id));
        expect(answer.replyToId).toBe(question.id);
        expectOk(await remove(door, ada, question.id));
        expect(expectOk(await say(door, ben, parentId, 'too late', question.id)).replyToId).toBe(question.id);
        const { channelId } = expectOk(await open(door, ada, answer.id));
        const wrong = await say(door, ada, channelId, 'elsewhere', answer.id);
        expect(wrong.error).toMatchObject({ code: 'validation.failed', fields: [{ field: 'replyToId' }] });
        const inside = expectOk(await say(door, ada, channelId, 'inside'));
        expect(expectOk(await say(door, ben, channelId, 'and on', inside.id)).replyToId).toBe(inside.id);
        expect((await say(door, ben, parentId, 'outside', inside.id)).error.code).toBe('validation.failed');
      });

      it('whoever is mentioned in a reply follows the thread, and the reply is unread for them', async () => {
        const root = expectOk(await say(door, ada, parentId, 'Anybody?'));
        const { channelId } = expectOk(await open(door, ada, root.id));
        const reply = expectOk(await say(door, ada, channelId, `@${dan.username} and @${cy.username}, perhaps`));
        expect(reply.mentions.userIds).toEqual([dan.id]);
        expect(await hears(dan, 'message.created', ({ id }) => id === reply.id)).toEqual(reply);
        const seen = expectOk(await dan.rest('GET', `/channels/${channelId}`));
        expect(seen).toMatchObject({ unread: 1, readMark: { seq: 0, mentions: [1] } });
        await sleep(100);
        expect(cy.heard).toEqual([]);
      });
    });

    it('S3-13 a channel lists its threads, the latest reply first, by pages', async () => {
      const { id: channelId } = expectOk(
        await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Many ${nonce()}` }),
      );
      const roots: { id: string }[] = [];
      for (let n = 0; n < 5; n++) roots.push(expectOk(await say(door, ada, channelId, `root ${n}`)));
      const threads = [];
      for (const { id } of roots) threads.push(expectOk(await open(door, ada, id)));
      for (const n of [1, 3]) {
        await sleep(20);
        expectOk(await say(door, ben, threads[n].channelId, 'reply'));
      }
      const lately = async ({ id }: { id: string }) => {
        const { root, thread } = expectOk(await view('rest', dan, id));
        const { channel } = expectOk(await dan.rest('GET', `/channels/${thread.channelId}`));
        return `${thread.lastReplyAt ?? channel.createdAt} ${channel.id} ${root.id}`;
      };
      const inOrder = (await Promise.all(roots.map(lately))).sort().toReversed(); // by the server's clock, whatever it does
      const first = expectOk(await list(door, dan, channelId, { limit: 2 }));
      const second = expectOk(await list(door, dan, channelId, { limit: 2, after: first.after }));
      const third = expectOk(await list(door, dan, channelId, { limit: 2, after: second.after }));
      const all = [...first.items, ...second.items, ...third.items];
      expect(all.map(({ root }) => root.id)).toEqual(inOrder.map((line) => line.split(' ')[2]));
      for (const { root, thread } of all) expect(root.thread).toEqual(thread);
      expect(all.map(({ thread }) => thread.replyCount).sort()).toEqual([0, 0, 0, 1, 1]);
      expect(third.after).toBeNull();
      expect(expectOk(await list(door, dan, channelId, { limit: 2, before: third.before }))).toEqual(second);
      expect((await list(door, dan, channelId, { after: 'nonsense' })).error.code).toBe('cursor.invalid');
      expect(expectOk(await list(door, ada, threads[0].channelId)).items).toEqual([]);
    });
  });

  it('fifty who open one at once get one thread, which all of them follow', async () => {
    const { general } = stage;
    const root = expectOk(await say('rest', ada, general.id, 'All at once'));
    const people = [ada, ben, dan];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => open(doors[n % 2]!, people[n % people.length]!, root.id)),
    );
    const ids = new Set(answers.map((answer) => expectOk(answer).channelId));
    expect(ids.size).toBe(1);
    const [channelId] = ids;
    const members = expectOk(await ada.rest('GET', `/channels/${channelId}/members`)).items;
    expect(members.map(({ user }: any) => user.id).sort()).toEqual(people.map(({ id }) => id).sort());
    await hears(ada, 'thread.updated', ({ rootMessageId }) => rootMessageId === root.id);
    const told = ada.heard.filter(({ type, data }) => type === 'thread.updated' && data.rootMessageId === root.id);
    expect(told).toHaveLength(1);
  }, 300_000);

  it('S2-03 fifty replies at once are counted exactly and numbered without a hole, beside messages to the channel itself', async () => {
    const { general } = stage;
    const root = expectOk(await say('rest', ada, general.id, 'Count!'));
    const { channelId } = expectOk(await open('rest', ada, root.id));
    const people = [ada, ben, dan];
    const race = Array.from({ length: 50 }, (_, n) => [
      say(doors[n % 2]!, people[n % 3]!, channelId, `reply ${n}`),
      ...(n % 5 === 0 ? [say('socket', people[n % 3]!, general.id, `beside ${n}`)] : []),
    ]).flat();
    (await Promise.all(race)).forEach(expectOk);
    const { thread, messages } = expectOk(await view('rest', ben, root.id));
    expect(thread.replyCount).toBe(50);
    expect(messages.items.map(({ seq }: any) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
    expect(thread.lastReplyAt).toBe(messages.items.at(-1).createdAt);
    await hears(dan, 'thread.updated', ({ channelId: id, replyCount }) => id === channelId && replyCount === 50);
    const told = dan.heard.filter(({ type, data }) => type === 'thread.updated' && data.channelId === channelId);
    expect(told.map(({ data }) => data.version)).toEqual(told.map((_, n) => n + 1));
    await Promise.all(messages.items.slice(0, 25).map(({ id }: any) => remove('socket', ada, id).then(expectOk)));
    expect(expectOk(await view('rest', ben, root.id)).thread.replyCount).toBe(25);
  }, 300_000);
});
