import { Cluster } from '../support/cluster.js';
import { listDms, mate, openDm, sendDm } from '../support/dms.js';
import { cast, doors, expectOk, nonce, person } from '../support/people.js';
import type { Answer, Cast, Door, Person } from '../support/people.js';
import { unwatch, verifyChanges, watch, type Watcher } from '../support/verify-changes.js';

/*
 * Fifty at once, over two nodes and both doors: everybody asks the first node by REST and the second one by their socket. Whatever comes first, one
 * right state is left, the nodes agree on it, and so do clients of both nodes that heard of it.
 */
const servers = process.env.PARLEY_TEST_MYSQL && process.env.PARLEY_TEST_REDIS;

const fifty = (act: (turn: number, door: Door) => Promise<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: 50 }, (_, turn) => act(turn, doors[turn % 2]!)));
const codes = (answers: Answer[]) => [...new Set(answers.flatMap(({ ok, error }) => (ok ? [] : [error.code])))].sort();
const emoji = (turn: number) => String.fromCodePoint(0x1f600 + turn);

/** By either door: as a command with its input, or by REST. */
const ask = (
  door: Door,
  who: Person,
  [command, input]: [string, object],
  ...[method, path, body]: [method: string, path: string, body?: object]
): Promise<Answer> => (door === 'socket' ? who.command(command, input) : who.rest(method, path, body));
const react = (door: Door, who: Person, what: 'add' | 'remove', messageId: string, one: string): Promise<Answer> =>
  door === 'socket'
    ? who.command(`reaction.${what}`, { messageId, emoji: one })
    : who.rest(what === 'add' ? 'PUT' : 'DELETE', `/messages/${messageId}/reactions/${encodeURIComponent(one)}`);

(servers ? describe : describe.skip)('races over two nodes', () => {
  let cluster: Cluster;
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, dan: Person, teamId: string, general: string;
  /** Ada's clients are on the first node, Ben's on the second. */
  let watchers: Watcher[];

  const say = async (channelId: string, body = 'well?') =>
    expectOk(await ada.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() }));
  /** The same by both doors, so on both nodes. */
  const onBothNodes = async (who: Person, command: string, input: object, path: string) => {
    const byRest = expectOk(await who.rest('GET', path));
    expect(expectOk(await who.command(command, input))).toEqual(byRest);
    return byRest;
  };

  beforeAll(async () => {
    cluster = await Cluster.start({ HEADS_INTERVAL_MS: '1000' });
    const [first, second] = cluster.nodes;
    stage = await cast(first.url);
    ({ ada, ben, cy } = stage);
    [teamId, general] = [stage.team.id, stage.general.id];
    dan = await mate(ada, teamId, 'dan');
    expectOk(await ada.rest('PATCH', `/teams/${teamId}/members/${dan.id}`, { role: 'moderator' }));
    for (const who of [ada, ben, cy, dan]) {
      who.disconnect();
      await who.connect(second.url);
    }
    const benThere: Person = Object.assign(Object.create(ben), { url: second.url });
    watchers = [await watch(ada, [general], [teamId]), await watch(benThere, [general], [teamId])];
  });
  afterEach(() => expect(cy.heard).toEqual([]));
  afterAll(async () => {
    if (watchers) await unwatch(watchers);
    for (const who of [ada, ben, cy, dan]) who?.disconnect();
    await cluster?.stop();
  });
  const race = (act: () => Promise<void>) => async () => {
    await verifyChanges(watchers, act);
    expect(await cluster.wrongCounts()).toEqual([]);
  };

  it(
    'S2-06 S3-46 a DM that fifty open is one',
    race(async () => {
      const answers = await fifty((turn, door) => {
        const [who, other] = turn % 4 < 2 ? [ada, ben] : [ben, ada];
        const input = { userIds: [other.id] };
        return turn % 5 ? openDm(door, who, input) : sendDm(door, who, { ...input, body: `${turn}`, nonce: nonce() });
      });
      const opened = new Set(answers.map((answer) => expectOk(answer).channel?.id ?? expectOk(answer).channelId));
      expect(opened.size).toBe(1);
      const sql = `SELECT m.channelId FROM channels c JOIN channel_members m ON m.channelId = c.id WHERE c.kind = 'direct' AND m.userId = ?`;
      for (const who of [ada, ben]) {
        expect(await cluster.rows(sql, [who.id])).toEqual([{ channelId: [...opened][0] }]);
        const { items } = expectOk(await listDms('rest', who));
        expect(items).toHaveLength(1);
        expect(items[0]).toMatchObject({ seq: 10 });
        expect(expectOk(await listDms('socket', who)).items).toEqual(items);
      }
    }),
  );

  it(
    'S3-03 S3-13 a thread that fifty open is one, and counts the replies that stand',
    race(async () => {
      const { id: messageId } = await say(general);
      const path = `/messages/${messageId}/thread`;
      const people = [ada, ben, dan];
      const opened = await fifty((turn, door) =>
        ask(door, people[turn % 3]!, ['thread.open', { messageId }], 'POST', path),
      );
      const [{ channelId }] = opened.map((answer) => expectOk(answer));
      expect(new Set(opened.map(({ data }) => data.channelId))).toEqual(new Set([channelId]));
      expect(await cluster.rows('SELECT channelId FROM threads WHERE rootMessageId = ?', [messageId])).toEqual([
        { channelId },
      ]);
      const early: { id: string }[] = [];
      for (let n = 0; n < 10; n++) early.push(await say(channelId, `early ${n}`));
      const answers = await fifty((turn, door) => {
        const who = people[turn % 3]!;
        const { id } = early[turn % 10]!;
        const input = { body: `late ${turn}`, nonce: nonce() };
        if (turn < 10) return ask(door, ada, ['message.delete', { messageId: id }], 'DELETE', `/messages/${id}`);
        if (turn % 5 === 0)
          return ask(door, ben, ['thread.unfollow', { channelId }], 'DELETE', `/channels/${channelId}/follow`);
        return ask(
          door,
          who,
          ['message.send', { channelId, ...input }],
          'POST',
          `/channels/${channelId}/messages`,
          input,
        );
      });
      expect(codes(answers)).toEqual([]);
      const { thread } = await onBothNodes(dan, 'thread.view', { messageId }, path);
      expect(thread.replyCount).toBe(32);
    }),
  );

  it(
    'S1-29 reactions that come and go at once are what the rows say, and no message has more than 20',
    race(async () => {
      const [few, many] = [await say(general), await say(general)];
      const answers = await fifty((turn, door) => react(door, turn % 3 ? ben : ada, 'add', many.id, emoji(turn)));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
      expect(codes(answers)).toEqual(['reaction.limit']);
      const mixed = await fifty((turn, door) =>
        react(
          door,
          [ada, ben, dan][turn % 3]!,
          turn % 4 < 3 ? 'add' : 'remove',
          few.id,
          emoji(turn % 5 ? 0 : turn % 7),
        ),
      );
      expect(codes(mixed)).toEqual([]);
      for (const messageId of [few.id, many.id]) {
        const { reactions } = await onBothNodes(dan, 'message.open', { messageId }, `/messages/${messageId}`);
        const sql = 'SELECT emoji, userId FROM reactions WHERE messageId = ? AND removedAt IS NULL';
        const rows = (await cluster.rows(sql, [messageId])).map((row) => `${row.emoji} ${row.userId}`);
        const shown = reactions.flatMap((one: any) => one.userIds.map((userId: string) => `${one.emoji} ${userId}`));
        expect(shown.sort()).toEqual(rows.sort());
        expect(reactions.reduce((sum: number, { count }: any) => sum + count, 0)).toBe(rows.length);
      }
    }),
  );

  it(
    'S1-33 a team that is handed over, left and climbed in keeps an owner',
    race(async () => {
      for (let round = 0; round < 2; round++) {
        const { id } = expectOk(await ada.rest('POST', '/teams', { name: `Tug of war ${round}` }));
        const people = [ada, ben, dan];
        for (const { id: userId } of [ben, dan])
          expectOk(await ada.rest('POST', `/teams/${id}/members`, { userId, role: 'admin' }));
        const answers = await fifty((turn, door) => {
          const who = people[turn % 3]!;
          const whom = { userId: people[(turn + 1 + (turn % 2)) % 3]!.id };
          const role = (['member', 'moderator', 'admin'] as const)[turn % 3]!;
          const path = `/teams/${id}/members`;
          const acts = [
            () => ask(door, who, ['team.hand_over', { teamId: id, ...whom }], 'POST', `/teams/${id}/hand-over`, whom),
            () => who.rest('PATCH', `${path}/${whom.userId}`, { role }),
            () => who.command('team.member.update', { teamId: id, ...whom, role }),
            () => who.rest('PATCH', `${path}/${who.id}`, { role: 'member' }),
            () => ask(door, who, ['team.member.remove', { teamId: id, userId: who.id }], 'DELETE', `${path}/${who.id}`),
          ];
          return acts[turn % 5]!();
        });
        const expected = ['access.denied', 'not_found', 'team.last_owner', 'team.role_too_high', 'validation.failed'];
        for (const code of codes(answers)) expect(expected).toContain(code);
        const sql = `SELECT userId FROM team_members WHERE teamId = ? AND state = 'joined' AND role = 'owner'`;
        const owners = await cluster.rows(sql, [id]);
        expect(owners).toHaveLength(1);
        const owner = people.find((who) => who.id === owners[0].userId)!;
        await onBothNodes(owner, 'team.member.list', { teamId: id, limit: 100 }, `/teams/${id}/members?limit=100`);
      }
    }),
  );

  it(
    'S3-33 a private channel that is handed over and left keeps a host',
    race(async () => {
      const input = { teamId, name: 'Inner circle', visibility: 'private' };
      const { id: channelId } = expectOk(await ada.rest('POST', '/channels', input));
      const path = `/channels/${channelId}`;
      const people = [ada, ben, dan];
      for (const { id: userId } of [ben, dan]) expectOk(await ada.rest('POST', `${path}/members`, { userId }));
      const answers = await fifty((turn, door) => {
        const [who, { id: userId }] = [people[turn % 3]!, people[(turn + 1) % 3]!];
        const role = turn % 4 < 2 ? 'host' : 'moderator';
        if (turn % 5 === 4) return ask(door, who, ['channel.leave', { channelId }], 'POST', `${path}/leave`);
        const command = ['channel.member.update', { channelId, userId, role }] as [string, object];
        return ask(door, who, command, 'PATCH', `${path}/members/${userId}`, { role });
      });
      for (const code of codes(answers))
        expect(['access.denied', 'not_found', 'channel.host_required']).toContain(code);
      const sql = `SELECT userId, role FROM channel_members WHERE channelId = ? AND state = 'joined'`;
      const members = await cluster.rows(sql, [channelId]);
      const hosts = members.filter(({ role }) => role === 'host');
      expect(hosts).toHaveLength(1);
      const host = people.find(({ id }) => id === hosts[0].userId)!;
      const { items } = await onBothNodes(host, 'channel.member.list', { channelId }, `${path}/members`);
      const shown = items.map(({ user, role }: any) => ({ userId: user.id, role }));
      expect(new Set(shown)).toEqual(new Set(members));
    }),
  );

  it(
    'S3-39 S3-40 of many decisions about a join request one stands',
    race(async () => {
      const channel = expectOk(
        await ada.rest('POST', '/channels', { teamId, name: 'By request', visibility: 'request' }),
      );
      const base = `/channels/${channel.id}`;
      expectOk(await ada.rest('POST', `${base}/members`, { userId: ben.id }));
      expectOk(await ada.rest('PATCH', `${base}/members/${ben.id}`, { role: 'moderator' }));
      const askers = await Promise.all(['eve', 'fay', 'gus'].map((name) => mate(ada, teamId, name)));
      const requests: any[] = [];
      for (const who of askers) requests.push(expectOk(await who.rest('POST', `${base}/join-requests`, {})));
      const answers = await fifty((turn, door) => {
        const [requestId, what] = [requests[turn % 3].id, turn % 4 < 2 ? 'approve' : 'deny'];
        const input = { channelId: channel.id, requestId };
        const path = `${base}/join-requests/${requestId}/${what}`;
        return door === 'socket'
          ? (turn % 5 ? ada : ben).command(`join_request.${what}`, input)
          : ben.rest('POST', path);
      });
      expect(codes(answers).filter((code) => code !== 'join_request.closed')).toEqual([]);
      const { items } = await onBothNodes(ben, 'channel.member.list', { channelId: channel.id }, `${base}/members`);
      const list = { channelId: channel.id };
      const stand = await onBothNodes(ada, 'join_request.list', list, `${base}/join-requests`);
      for (const [index, { id, user, status }] of stand.items.entries()) {
        const decided = answers.filter(({ ok, data }) => ok && data.id === id).map(({ data }) => data.status);
        expect(new Set(decided)).toEqual(new Set([status]));
        expect(items.some((member: any) => member.user.id === user.id)).toBe(status === 'approved');
        await askers[index]!.hears(`join_request.${status}`, (request) => request.id === id);
      }
      askers.forEach((who) => who.disconnect());
    }),
  );

  it(
    'S3-36 whoever is banned while they accept an invitation is out, and hears nothing more',
    race(async () => {
      const { code } = expectOk(await ada.rest('POST', `/teams/${teamId}/invitations`, {}));
      const hal = await person(ada.url, 'hal');
      await hal.connect(cluster.nodes[1].url);
      for (let round = 0; round < 3; round++) {
        const answers = await fifty((turn, door) => {
          const ban = { teamId, userId: hal.id };
          if (turn === 10 + round * 3 || turn === 20 + round)
            return door === 'socket'
              ? dan.command('team.member.ban', ban)
              : ada.rest('POST', `/teams/${teamId}/bans`, { userId: hal.id });
          return ask(door, hal, ['invitation.accept', { code }], 'POST', `/invitations/${code}/accept`);
        });
        expect(codes(answers).filter((one) => one !== 'team.banned')).toEqual([]);
        expect(
          await cluster.rows('SELECT state FROM team_members WHERE teamId = ? AND userId = ?', [teamId, hal.id]),
        ).toEqual([{ state: 'banned' }]);
        const joined = `SELECT channelId FROM channel_members WHERE userId = ? AND state = 'joined'`;
        expect(await cluster.rows(joined, [hal.id])).toEqual([]);
        expect((await hal.rest('GET', `/teams/${teamId}`)).error.code).toBe('not_found');
        expect((await hal.command('team.open', { teamId })).error.code).toBe('not_found');
        const told = await say(general, 'without you');
        await dan.hears('message.created', ({ id }) => id === told.id);
        expect(hal.heard.filter(({ data }) => data.id === told.id)).toEqual([]);
        expectOk(await ada.rest('DELETE', `/teams/${teamId}/bans/${hal.id}`));
      }
      hal.disconnect();
    }),
  );

  it(
    'of more pins than a channel may have exactly a hundred stand',
    race(async () => {
      const { id: channelId } = expectOk(await ada.rest('POST', '/channels', { teamId, name: 'Pins' }));
      const messages = await Promise.all(Array.from({ length: 106 }, (_, n) => say(channelId, `${n}`)));
      const answers = await Promise.all(
        messages.map(({ id: messageId }, turn) =>
          ask(doors[turn % 2]!, ada, ['message.pin', { messageId }], 'PUT', `/messages/${messageId}/pin`),
        ),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(100);
      expect(codes(answers)).toEqual(['message.pin_limit']);
      const list = await onBothNodes(
        ada,
        'pin.list',
        { channelId, limit: 100 },
        `/channels/${channelId}/pins?limit=100`,
      );
      expect(list.items).toHaveLength(100);
      const rows = await cluster.rows('SELECT id FROM messages WHERE channelId = ? AND pinnedAt IS NOT NULL', [
        channelId,
      ]);
      expect(rows.map(({ id }) => id).sort()).toEqual(list.items.map(({ id }: any) => id).sort());
    }),
  );
});
