import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { Config } from '../../src/platform/config/config.js';
import { Realtime } from '../../src/platform/realtime/realtime.js';
import { onEachDatabase, startApp } from '../support/app.js';
import { databaseKinds } from '../support/databases.js';
import { cast, expectOk, nonce, person, type Cast, type Person } from '../support/people.js';
import { until } from '../support/processes.js';

const PATIENCE_MS = 20_000;

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, dan: Person;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    dan = await person(app().url, 'dan');
    expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: dan.id }));
    await dan.connect();
  });
  afterAll(() => [ada, ben, cy, dan].forEach((who) => who.disconnect()));
  beforeEach(() => [ada, ben, cy, dan].forEach((who) => who.forget()));

  const say = async (who: Person, channelId: string, body: string) =>
    expectOk(await who.command('message.send', { channelId, body, nonce: nonce() }));
  const open = async (who: Person, messageId: string) => expectOk(await who.command('thread.open', { messageId }));
  const streamsOf = async (who: Person): Promise<Record<string, any>> => expectOk(await who.command('sync')).streams;
  const room = async (visibility: string) =>
    expectOk(
      await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `${visibility} ${nonce()}`, visibility }),
    );

  /** Whether the person's sockets are in the room, by the server's own book. */
  const isIn = (who: Person, channelId: string) =>
    app()
      .get(Realtime)
      .connections(`user:${who.id}`)
      .some((socket) => socket.rooms.has(`channel:${channelId}`));

  /** A thread under a message of Ada's, which Ada and Ben follow. */
  const threadIn = async (channelId: string) => {
    const root = await say(ada, channelId, 'root');
    const thread = await open(ada, root.id);
    await say(ben, thread.channelId, 'first');
    await until(() => isIn(ben, thread.channelId), 'Ben hears the thread', PATIENCE_MS);
    return { root, threadId: thread.channelId as string };
  };

  /** Nothing of the thread shows to this person: neither here nor there, by whatever way they ask. */
  const expectHidden = async (who: Person, { root, threadId }: { root: { id: string }; threadId: string }) => {
    for (const answer of [
      await who.command('thread.view', { messageId: root.id }),
      await who.command('thread.open', { messageId: root.id }),
      await who.command('thread.follow', { channelId: threadId }),
      await who.command('channel.open', { channelId: threadId }),
      await who.command('message.list', { channelId: threadId }),
      await who.command('message.send', { channelId: threadId, body: 'x', nonce: nonce() }),
      await who.rest('GET', `/messages/${root.id}/thread`),
      await who.rest('GET', `/channels/${threadId}`),
    ])
      expect(answer.error).toMatchObject({ code: 'not_found', status: 404 });
    expect(Object.keys(await streamsOf(who))).not.toContain(`channel:${threadId}`);
    expect(isIn(who, threadId)).toBe(false);
  };

  it('S3-03 a thread of a private channel is neither seen nor heard by others of the team', async () => {
    const hidden = await room('private');
    expectOk(await ada.rest('POST', `/channels/${hidden.id}/members`, { userId: ben.id }));
    dan.forget();
    const thread = await threadIn(hidden.id);
    for (const outsider of [dan, cy]) await expectHidden(outsider, thread);
    expect((await dan.command('thread.list', { channelId: hidden.id })).error.code).toBe('not_found');
    await sleep(100);
    expect(JSON.stringify(dan.heard)).not.toContain(hidden.id);
    expect(JSON.stringify(dan.heard)).not.toContain(thread.threadId);
    expect(cy.heard).toEqual([]);
  });

  it('a visitor of a public channel reads its threads and may no more', async () => {
    const { id: channelId } = await room('public');
    const { root, threadId } = await threadIn(channelId);
    expectOk(await dan.rest('POST', `/channels/${channelId}/leave`));
    const seen = expectOk(await dan.command('thread.view', { messageId: root.id }));
    expect(seen.messages.items.map(({ body }: any) => body)).toEqual(['first']);
    expect(expectOk(await dan.command('thread.list', { channelId })).items).toHaveLength(1);
    for (const answer of [
      await dan.command('thread.open', { messageId: root.id }),
      await dan.command('thread.follow', { channelId: threadId }),
      await dan.command('message.send', { channelId: threadId, body: 'x', nonce: nonce() }),
    ])
      expect(answer.error).toMatchObject({ code: 'access.denied', status: 403 });
  });

  it.each(['leave', 'removal'])('whoever is out of the channel by %s is out of its threads', async (way) => {
    const hidden = await room('private');
    expectOk(await ada.rest('POST', `/channels/${hidden.id}/members`, { userId: ben.id }));
    const thread = await threadIn(hidden.id);
    expectOk(
      way === 'leave'
        ? await ben.rest('POST', `/channels/${hidden.id}/leave`)
        : await ada.rest('DELETE', `/channels/${hidden.id}/members/${ben.id}`),
    );
    expect(isIn(ben, thread.threadId)).toBe(false); // from the answer on, and not when nodes next look
    await expectHidden(ben, thread);
    ben.forget();
    await say(ada, thread.threadId, 'among us');
    await sleep(100);
    expect(JSON.stringify(ben.heard)).not.toContain(thread.threadId);
    expectOk(await ada.rest('POST', `/channels/${hidden.id}/members`, { userId: ben.id }));
    expect(isIn(ben, thread.threadId)).toBe(false); // comes back to the channel, not to what he followed there
    await say(ben, thread.threadId, 'back');
    await until(() => isIn(ben, thread.threadId), 'Ben follows again', PATIENCE_MS);
  });

  it('whoever is out of the team is out of its threads', async () => {
    const thread = await threadIn(stage.general.id);
    await open(dan, thread.root.id);
    await until(() => isIn(dan, thread.threadId), 'Dan hears the thread', PATIENCE_MS);
    expectOk(await ada.rest('DELETE', `/teams/${stage.team.id}/members/${dan.id}`));
    expect(isIn(dan, thread.threadId)).toBe(false);
    await expectHidden(dan, thread);
    expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: dan.id }));
  });

  it('the opener of a thread leaves the team and nobody is made its host', async () => {
    const eve = await person(app().url, 'eve');
    expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: eve.id }));
    const root = await say(ada, stage.general.id, 'Eve?');
    const thread = expectOk(await eve.rest('POST', `/messages/${root.id}/thread`));
    expectOk(await eve.rest('DELETE', `/teams/${stage.team.id}/members/${eve.id}`));
    const { items } = expectOk(await ada.rest('GET', `/channels/${thread.channelId}/members`));
    expect(items.map(({ user, role }: any) => [user.id, role])).toEqual([[ada.id, 'member']]);
  });

  it.each(['public', 'private'])('a %s channel that is deleted takes its threads with it', async (visibility) => {
    const doomed = await room(visibility);
    if (visibility === 'private')
      expectOk(await ada.rest('POST', `/channels/${doomed.id}/members`, { userId: ben.id }));
    const thread = await threadIn(doomed.id);
    expectOk(await ada.rest('DELETE', `/channels/${doomed.id}`));
    for (const who of [ada, ben]) expect(isIn(who, thread.threadId)).toBe(false);
    for (const who of [ada, ben]) await expectHidden(who, thread);
    const { streams } = expectOk(await ben.command('sync', { positions: { [`channel:${thread.threadId}`]: 1 } }));
    expect(streams[`channel:${thread.threadId}`]).toEqual({ status: 'gone' });
  });

  it('a channel that is deleted, and a person who leaves, while threads are opened, followed and answered: each has its answer', async () => {
    const doomed = await room('public');
    const { root, threadId } = await threadIn(doomed.id);
    const others = await Promise.all(Array.from({ length: 8 }, (_, n) => say(ada, doomed.id, `root ${n}`)));
    const race = [
      ...others.map(({ id }) => ben.command('thread.open', { messageId: id })),
      dan.command('thread.follow', { channelId: threadId }),
      ben.rest('POST', `/channels/${doomed.id}/leave`),
      ...Array.from({ length: 8 }, (_, n) =>
        (n % 2 ? ada : dan).command('message.send', { channelId: threadId, body: `${n}`, nonce: nonce() }),
      ),
      ada.command('message.pin', { messageId: root.id }),
      ada.rest('DELETE', `/channels/${doomed.id}`),
      ...others.map(({ id }) => dan.command('thread.open', { messageId: id })),
      ben.command('thread.unfollow', { channelId: threadId }),
      dan.command('message.send', { channelId: threadId, body: 'last', nonce: nonce() }),
    ];
    const codes = (await Promise.all(race)).map(({ ok, error }) => (ok ? 'ok' : error.code));
    expect(codes.filter((code) => !['ok', 'not_found', 'access.denied'].includes(code))).toEqual([]);
    const left = await app().database.read((reader) =>
      reader.query(`SELECT channelId FROM threads WHERE parentId = ?`, [doomed.id]),
    );
    expect(left).toEqual([]);
    for (const who of [ada, ben, dan]) expect(isIn(who, threadId)).toBe(false);
  }, 300_000);

  it('who writes in a thread shows to its followers, and to nobody else who reads the channel', async () => {
    const { threadId } = await threadIn(stage.general.id);
    expectOk(await ben.command('typing.start', { channelId: threadId }));
    const started = await ada.hears('typing.started', ({ channelId }) => channelId === threadId, PATIENCE_MS);
    expect(started.userId).toBe(ben.id);
    await say(ben, threadId, 'second');
    await ada.hears('typing.stopped', ({ channelId }) => channelId === threadId, PATIENCE_MS);
    await sleep(100);
    for (const other of [dan, cy]) expect(other.passing.filter(({ data }) => data.channelId === threadId)).toEqual([]);
  });

  it('S3-20 in an archived channel threads can be read, and nothing be opened or said', async () => {
    const quiet = await room('public');
    const { root, threadId } = await threadIn(quiet.id);
    const bare = await say(ada, quiet.id, 'bare');
    expectOk(await ada.rest('POST', `/channels/${quiet.id}/archive`));
    expect(expectOk(await ben.command('thread.view', { messageId: root.id })).messages.items).toHaveLength(1);
    expectOk(await dan.command('thread.follow', { channelId: threadId }));
    for (const answer of [
      await ben.command('message.send', { channelId: threadId, body: 'late', nonce: nonce() }),
      await ben.command('thread.open', { messageId: bare.id }),
    ])
      expect(answer.error).toMatchObject({ code: 'channel.archived', status: 409 });
    expectOk(await ada.rest('POST', `/channels/${quiet.id}/restore`));
    await say(ben, threadId, 'in time');
  });

  it('S3-03 S3-13 whoever was away finds the thread and its replies by sync, and whoever comes fresh finds it among their streams', async () => {
    const { root, threadId } = await threadIn(stage.general.id);
    const [parent, stream] = [`channel:${stage.general.id}`, `channel:${threadId}`];
    const before = await streamsOf(ben);
    expect(before[stream]).toMatchObject({
      status: 'snapshot',
      data: {
        channel: { id: threadId, kind: 'thread', parentId: stage.general.id, rootMessageId: root.id },
        membership: { user: { id: ben.id } },
        ...{ readMark: { seq: 1, counted: 1 }, preferences: { notify: 'all' }, seq: 1, counted: 1 },
      },
    });
    ben.disconnect();
    const replies = [await say(ada, threadId, 'second'), await say(dan, threadId, 'third')];
    await ben.connect();
    const positions = { [parent]: before[parent].position, [stream]: before[stream].position };
    const { streams } = expectOk(await ben.command('sync', { positions }));
    const thread = expectOk(await ben.command('thread.view', { messageId: root.id })).thread;
    expect(thread.replyCount).toBe(3);
    expect(streams[parent].events.map(({ type, data }: any) => [type, data])).toEqual([['thread.updated', thread]]);
    const missed = streams[stream].events.filter(({ type }: any) => type === 'message.created');
    expect(missed.map(({ data }: any) => data)).toEqual(replies);
    const joined = streams[stream].events.filter(({ type }: any) => type === 'channel.member.joined');
    expect(joined.map(({ data }: any) => data.user.id)).toEqual([dan.id]);
    expect((await streamsOf(ben))[stream].data).toMatchObject({ readMark: { seq: 1 }, seq: 3, counted: 3 });
  });
});

const onMysql = databaseKinds.filter((kind) => kind === 'mysql');

(onMysql.length > 0 ? describe : describe.skip)('a node that hangs with the lock of a channel', () => {
  it('holds up replies in its threads and no others', async () => {
    const app = await startApp('mysql');
    const { ada, ben, cy, team, general } = await cast(app.url);
    const say = (who: Person, channelId: string, body: string) =>
      who.command('message.send', { channelId, body, nonce: nonce() }).then(expectOk);
    const threadUnder = async (channelId: string) => {
      const thread = expectOk(await ada.command('thread.open', { messageId: (await say(ada, channelId, 'root')).id }));
      return thread.channelId as string;
    };
    const other = expectOk(await ada.rest('POST', '/channels', { teamId: team.id, name: 'Other' }));
    const [held, free] = [await threadUnder(general.id), await threadUnder(other.id)];
    const hung = await createConnection(app.get(Config).databaseUrl!);
    await hung.query('START TRANSACTION');
    await hung.query('SELECT id FROM streams WHERE id = ? FOR UPDATE', [`channel:${general.id}`]);
    const sent: string[] = [];
    const waiting = Array.from({ length: 5 }, (_, n) => say(ada, held, `${n}`).then(({ body }) => sent.push(body)));
    await say(ada, free, 'not me');
    expect(sent).toEqual([]);
    await hung.query('ROLLBACK');
    await hung.end();
    await Promise.all(waiting);
    const { items } = expectOk(await ada.command('message.list', { channelId: held }));
    expect(items.map(({ seq }: any) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(items.map(({ body }: any) => body).sort()).toEqual(['0', '1', '2', '3', '4']);
    for (const who of [ada, ben, cy]) who.disconnect();
    await app.close();
  }, 300_000);
});
