import { setTimeout as sleep } from 'node:timers/promises';
import { onEachDatabase } from '../support/app.js';
import { cast, doors, expectOk, nonce, rest, type Cast, type Door, type Person } from '../support/people.js';

/** Says something by either door. */
const say = (who: Person, door: Door, channelId: string, body: string, key = nonce()) =>
  door === 'rest'
    ? who.rest('POST', `/channels/${channelId}/messages`, { body, nonce: key })
    : who.command('message.send', { channelId, body, nonce: key });

/** How many of so many different messages at once are let through. */
async function flood(who: Person, door: Door, channelId: string, times: number) {
  const answers = await Promise.all(Array.from({ length: times }, (_, n) => say(who, door, channelId, `no. ${n}`)));
  return { passed: answers.filter(({ ok }) => ok).length, refused: answers.find(({ ok }) => !ok)?.error };
}

const room = async ({ ada, team }: Cast) =>
  expectOk(await ada.rest('POST', '/channels', { teamId: team.id, name: 'Room' })).id as string;

const rates = {
  RATE_LIMIT_ENABLED: 'true',
  RATE_LIMIT_MESSAGE_CHANNEL: '5/600',
  RATE_LIMIT_MESSAGE_USER: '12/600',
  RATE_LIMIT_MESSAGE_NEW_ACCOUNT: '1000/600',
  RATE_LIMIT_MESSAGE_REPEATED: '3/600',
  RATE_LIMIT_LOOKUP_MISS: '10/600',
  RATE_LIMIT_SOCKET_CONNECTION: '40/600',
};

onEachDatabase((app) => {
  let stage: Cast;
  beforeEach(async () => {
    stage = await cast(app().url);
  });
  afterEach(() => [stage.ada, stage.ben, stage.cy].forEach((who) => who.disconnect()));

  describe.each(doors)('by %s', (door) => {
    it('S3-65 a flood into one channel is refused with when to come again, and nobody else is held up', async () => {
      const channelId = await room(stage);
      const { passed, refused } = await flood(stage.ada, door, channelId, 10);
      expect(passed).toBe(5);
      expect(refused).toMatchObject({ code: 'rate.limited', status: 429, retryAfter: expect.any(Number) });
      expect(refused!.retryAfter).toBeGreaterThan(0);
      expectOk(await say(stage.ben, door, channelId, 'I may'));
      expectOk(await say(stage.ada, door, await room(stage), 'elsewhere I may'));
      expect(stage.cy.heard).toEqual([]);
    });

    it('S3-65 over all channels and DMs together there is a limit as well, for edits too', async () => {
      const rooms = [await room(stage), await room(stage), await room(stage)];
      let passed = 0;
      for (const channelId of rooms) passed += (await flood(stage.ada, door, channelId, 5)).passed;
      expect(passed).toBe(12);
      const dm = await stage.ada.rest('POST', '/dms/messages', {
        userIds: [stage.ben.id],
        body: 'psst',
        nonce: nonce(),
      });
      expect(dm.error.code).toBe('rate.limited');
      const said = expectOk(await stage.ada.rest('GET', `/channels/${rooms[0]!}/messages`)).items[0];
      const edit = await stage.ada.rest('PATCH', `/messages/${said.id}`, { body: 'changed' });
      expect(edit.error.code).toBe('rate.limited');
    });

    it('S3-67 the same text over and over is refused in all channels, however it is spelled', async () => {
      const rooms = [await room(stage), await room(stage)];
      const spellings = ['Buy  gold', 'buy gold', ' BUY\u200b gold ', 'ｂｕｙ gold', 'buygold'];
      const answers = [];
      for (const [n, text] of spellings.entries()) answers.push(await say(stage.ada, door, rooms[n % 2]!, text));
      expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, false, false]);
      expect(answers[3]!.error).toMatchObject({
        code: 'message.repeated',
        status: 429,
        retryAfter: expect.any(Number),
      });
      expectOk(await say(stage.ada, door, rooms[0]!, 'sell gold'));
      expectOk(await say(stage.ben, door, rooms[0]!, 'buy gold'));
    });

    it('a message that is sent again under its nonce counts once', async () => {
      const channelId = await room(stage);
      const key = nonce();
      const answers = [];
      for (let n = 0; n < 8; n++) answers.push(expectOk(await say(stage.ada, door, channelId, 'once', key)).id);
      expect(new Set(answers).size).toBe(1);
      expect((await flood(stage.ada, door, channelId, 10)).passed).toBe(4);
    });

    it('S3-75 who tries ids one after the other has to wait', async () => {
      const guess = () =>
        door === 'rest'
          ? stage.cy.rest('GET', `/messages/${nonce()}`)
          : stage.cy.command('message.open', { messageId: nonce() });
      const codes = [];
      for (let n = 0; n < 14; n++) codes.push((await guess()).error.code);
      expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'not_found'));
      expect(codes.at(-1)).toBe('rate.limited');
      expectOk(await stage.ben.rest('GET', '/me'));
    });
  });

  it('S3-65 REST tells the allowance and what was used up in headers', async () => {
    const channelId = await room(stage);
    await flood(stage.ada, 'socket', channelId, 5);
    const answer = await fetch(`${app().url}/api/v1/channels/${channelId}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${stage.ada.accessToken}` },
      body: JSON.stringify({ body: 'one more', nonce: nonce() }),
    });
    const { retryAfter } = await answer.json();
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe(String(retryAfter));
    expect(answer.headers.get('ratelimit-policy')).toMatch(/^"rest\.user";q=\d+;w=\d+, "message\.channel";q=5;w=600$/);
    expect(answer.headers.get('ratelimit')).toMatch(new RegExp(`, "message\\.channel";r=0;t=${retryAfter}$`));
  });

  it('S3-75 a socket that floods is refused, and closed when it goes on; its person’s others stay', async () => {
    const { ada, ben } = stage;
    const gone = new Promise((resolve) => ada.socket!.once('disconnect', () => resolve('closed')));
    const stays = sleep(10_000, 'stays open', { ref: false });
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => ada.socket!.timeout(5_000).emitWithAck('session.list', {})),
    );
    const refused = answers.filter(({ ok }) => !ok);
    expect(refused.length).toBeGreaterThanOrEqual(20);
    expect(refused[0].error).toMatchObject({ code: 'rate.limited', retryAfter: expect.any(Number) });
    expect(ada.socket!.connected).toBe(true);
    for (let n = 0; n < 60; n++) ada.socket!.emit(`unknown.${n}`, 'without an acknowledgement');
    expect(await Promise.race([gone, stays])).toBe('closed');
    expect(ben.socket!.connected).toBe(true);
    await ada.connect(); // another socket has an allowance of its own
    expectOk(await ada.command('session.list', {}));
  });
}, rates);

onEachDatabase(
  (app) => {
    it('S3-67 an account younger than a day has a stricter limit, an older one the usual', async () => {
      const stage = await cast(app().url);
      const channelId = await room(stage);
      expect((await flood(stage.ada, 'rest', channelId, 10)).passed).toBe(3);
      // As if Ben had come a year ago: how old an account is says its id.
      const old = `0190${stage.ben.id.slice(4)}`;
      await app().database.write([], async ({ manager }) => {
        await manager.query('UPDATE users SET id = ? WHERE id = ?', [old, stage.ben.id]); // what refers to it follows by its foreign keys
        await manager.query('UPDATE streams SET id = ? WHERE id = ?', [`user:${old}`, `user:${stage.ben.id}`]);
      });
      const login = { login: stage.ben.username, password: stage.ben.password };
      stage.ben.accessToken = expectOk(await rest(app().url, 'POST', '/auth/login', login)).accessToken;
      expect((await flood(stage.ben, 'rest', channelId, 10)).passed).toBe(10);
      [stage.ada, stage.ben, stage.cy].forEach((who) => who.disconnect());
    });
  },
  { RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_MESSAGE_NEW_ACCOUNT: '3/600' },
);
