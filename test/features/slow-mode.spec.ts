import { setTimeout as sleep } from 'node:timers/promises';
import { peopleQuery } from '../../src/core/access/standing.js';
import { storeMessages, type Sending } from '../../src/features/messages/message-batch.js';
import { MediaAttachments } from '../../src/features/media/media-attachments.js';
import { MessagesQueries } from '../../src/features/messages/messages.queries.js';
import { onEachDatabase } from '../support/app.js';
import { cast, doors, expectOk, nonce, type Answer, type Cast, type Door, type Person } from '../support/people.js';

const send = (door: Door, who: Person, channelId: string, input: object): Promise<Answer> =>
  door === 'rest'
    ? who.rest('POST', `/channels/${channelId}/messages`, input)
    : who.command('message.send', { channelId, ...input });
const says = (body = 'x') => ({ body, nonce: nonce() });

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
  });
  afterAll(() => [ada, ben, cy].forEach((who) => who.disconnect()));
  beforeEach(() => [ada, ben, cy].forEach((who) => who.forget()));

  /** A new public channel of Ada's with this pause. */
  async function slowed(slowModeSeconds: number): Promise<string> {
    const { id } = expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Slow ${nonce()}` }));
    expect(expectOk(await ada.rest('PATCH', `/channels/${id}`, { slowModeSeconds }))).toMatchObject({
      slowModeSeconds,
    });
    return id;
  }

  describe.each(doors)('slow mode by %s', (door) => {
    it('S3-67 lets a plain member send once in the pause, and says how long it still is', async () => {
      const id = await slowed(3600);
      const sent = expectOk(await send(door, ben, id, says('first')));
      const refused = await send(door, ben, id, says('second'));
      expect(refused.error).toMatchObject({ code: 'channel.slow_mode', status: 429, retryAfter: expect.any(Number) });
      const { retryAfter } = refused.error as unknown as { retryAfter: number };
      expect(retryAfter).toBeGreaterThan(3000);
      expect(retryAfter).toBeLessThanOrEqual(3600);
      const page = expectOk(await ada.rest('GET', `/channels/${id}/messages`));
      expect(page.items.filter(({ kind }: { kind: string }) => kind === 'text')).toEqual([sent]);
      expectOk(await send(door, ben, stage.general.id, says('elsewhere')));
      await sleep(50);
      expect(
        ada.heard.filter(
          ({ type, data }) => type === 'message.created' && data.channelId === id && data.kind === 'text',
        ),
      ).toHaveLength(1);
      expect(cy.heard).toEqual([]);
    });

    it('S3-67 is over when the pause is', async () => {
      const id = await slowed(1);
      expectOk(await send(door, ben, id, says()));
      await sleep(1_100);
      expectOk(await send(door, ben, id, says()));
    });

    it('S3-67 holds up neither who leads the channel nor who moderates the team', async () => {
      const id = await slowed(3600);
      for (let n = 0; n < 3; n++) expectOk(await send(door, ada, id, says()));
      expectOk(await send(door, ben, id, says()));
      expect((await send(door, ben, id, says())).error.code).toBe('channel.slow_mode');
      expectOk(await ada.rest('PATCH', `/channels/${id}/members/${ben.id}`, { role: 'moderator' }));
      expectOk(await send(door, ben, id, says()));
      expectOk(await ada.rest('PATCH', `/channels/${id}/members/${ben.id}`, { role: 'member' }));
      expect((await send(door, ben, id, says())).error.code).toBe('channel.slow_mode');
      expectOk(await ada.rest('PATCH', `/teams/${stage.team.id}/members/${ben.id}`, { role: 'moderator' }));
      expectOk(await send(door, ben, id, says()));
      expectOk(await ada.rest('PATCH', `/teams/${stage.team.id}/members/${ben.id}`, { role: 'member' }));
      expect((await send(door, ben, id, says())).error.code).toBe('channel.slow_mode');
    });

    it('S2-05 S3-67 answers a repeat, and a deleted message counts', async () => {
      const id = await slowed(3600);
      const input = says('once');
      const sent = expectOk(await send(door, ben, id, input));
      for (const way of doors) expect(expectOk(await send(way, ben, id, input))).toEqual(sent);
      expect((await send(door, ben, id, { ...input, body: 'else' })).error.code).toBe('message.nonce_reused');
      expectOk(await ben.rest('DELETE', `/messages/${sent.id}`));
      expect((await send(door, ben, id, says())).error.code).toBe('channel.slow_mode');
      const wrong = await slowed(3600);
      expect((await send(door, ben, wrong, { ...says(), replyToId: sent.id })).error.code).toBe('validation.failed');
      expectOk(await send(door, ben, wrong, says())); // what was refused does not count
    });
  });

  it('S3-67 of twenty at once one goes through, and those of others all do', async () => {
    const id = await slowed(3600);
    const people = [...Array(10).fill(ada), ...Array(20).fill(ben), ...Array(10).fill(ada)] as Person[];
    const answers = await Promise.all(people.map((who, n) => send('socket', who, id, says(`${n}`))));
    expect(answers.filter(({ ok }, n) => ok && people[n] === ben)).toHaveLength(1);
    expect(answers.filter(({ ok }, n) => ok && people[n] === ada)).toHaveLength(20);
    expect(answers.filter(({ ok }) => !ok).map(({ error }) => error.code)).toEqual(Array(19).fill('channel.slow_mode'));
  });

  it('S3-67 of one’s messages in one set the first goes through', async () => {
    const id = await slowed(3600);
    const sendings = [ben, ben, ada, ada, ben].map(({ id: userId }): Sending => ({
      ...says(),
      permission: 'message.send',
      userId,
      channelId: id,
      parentId: null,
      replyToId: null,
      mediaIds: [],
    }));
    const parts = { database: app().database, queries: app().get(MessagesQueries), media: app().get(MediaAttachments) };
    const outcomes = await app().database.write(
      [`channel:${id}`],
      (tx, seen) => storeMessages(tx, seen, sendings, { ...parts, repeats: false }),
      { look: peopleQuery(sendings) },
    );
    expect(outcomes.map((outcome) => typeof outcome === 'object' && 'message' in outcome)).toEqual([
      true,
      false,
      true,
      true,
      false,
    ]);
  });
});
