import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { Config } from '../../src/platform/config/config.js';
import { onEachDatabase, startApp } from '../support/app.js';
import { databaseKinds } from '../support/databases.js';
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

/** The commands of Messages by either door. */
const send = (door: Door, who: Person, channelId: string, input: object): Promise<Answer> =>
  door === 'rest'
    ? who.rest('POST', `/channels/${channelId}/messages`, input)
    : who.command('message.send', { channelId, ...input });
const list = (door: Door, who: Person, channelId: string, query: Record<string, number> = {}): Promise<Answer> =>
  door === 'rest'
    ? who.rest('GET', `/channels/${channelId}/messages?${new URLSearchParams(query as never)}`)
    : who.command('message.list', { channelId, ...query });
const edit = (door: Door, who: Person, messageId: string, body: string): Promise<Answer> =>
  door === 'rest'
    ? who.rest('PATCH', `/messages/${messageId}`, { body })
    : who.command('message.edit', { messageId, body });
const remove = (door: Door, who: Person, messageId: string): Promise<Answer> =>
  door === 'rest' ? who.rest('DELETE', `/messages/${messageId}`) : who.command('message.delete', { messageId });
const open = (door: Door, who: Person, messageId: string): Promise<Answer> =>
  door === 'rest' ? who.rest('GET', `/messages/${messageId}`) : who.command('message.open', { messageId });

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, channelId: string;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    channelId = stage.general.id;
  });
  afterAll(() => [ada, ben, cy].forEach((who) => who.disconnect()));
  beforeEach(() => [ada, ben, cy].forEach((who) => who.forget()));

  describe.each(doors)('messages by %s', (door) => {
    it('S1-01 S1-07 S1-08 S1-12 S1-20 S1-21 S2-03 S2-11 S2-13 S3-02 S3-12 S3-21 S4-36 S3-42 S3-53 S4-08 S4-35 S4-42 reach every member and nobody else', async () => {
      expect(cy.socket?.connected).toBe(true);
      const body = '  Guten Morgen 👋🏽\n\t‮zal̶go‬  ';
      const sent = expectOk(await send(door, ada, channelId, { body, nonce: nonce() }));
      expect(sent).toMatchObject({
        channelId,
        body,
        kind: 'text',
        author: { id: ada.id, username: ada.username },
        version: 1,
      });
      expect(sent.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      for (const who of [ada, ben])
        expect(await who.hears('message.created', ({ id }) => id === sent.id)).toEqual(sent);
      expect(expectOk(await open(door, ben, sent.id))).toEqual(sent);
      await sleep(100);
      expect(cy.heard).toEqual([]);
    });

    it('S2-05 S2-16 a repeated nonce answers the first message and is heard once; another request with it is refused', async () => {
      const input = { body: 'once', nonce: nonce() };
      const first = expectOk(await send(door, ada, channelId, input));
      const repeats = await Promise.all(
        doors.flatMap((way) => [send(way, ada, channelId, input), send(way, ada, channelId, input)]),
      );
      for (const repeat of repeats) expect(expectOk(repeat)).toEqual(first);
      const edited = expectOk(await edit(door, ada, first.id, 'twice'));
      expect(expectOk(await send(door, ada, channelId, input))).toEqual(edited);
      expect((await send(door, ada, channelId, { ...input, body: 'else' })).error).toMatchObject({
        code: 'message.nonce_reused',
        status: 409,
      });
      expect(expectOk(await send(door, ben, channelId, input)).id).not.toBe(first.id); // a nonce is the author's own
      await ben.hears('message.updated');
      expect(ben.heard.filter(({ data }) => data.id === first.id && data.version === 1)).toHaveLength(1);
    });

    it('the same nonce at once stores one row', async () => {
      const input = { body: 'race', nonce: nonce() };
      const answers = await Promise.all(Array.from({ length: 30 }, () => send(door, ben, channelId, input)));
      expect(new Set(answers.map((answer) => expectOk(answer).id)).size).toBe(1);
    });

    it('S1-34 S3-09 S3-43 S4-37 its author edits it, nobody else does', async () => {
      const message = expectOk(await send(door, ada, channelId, { body: 'frist', nonce: nonce() }));
      expect((await edit(door, ben, message.id, 'mine')).error).toMatchObject({
        code: 'access.denied',
        status: 403,
        permission: 'message.edit',
      });
      expect((await edit(door, cy, message.id, 'mine')).error).toMatchObject({ code: 'not_found', status: 404 });
      const edited = expectOk(await edit(door, ada, message.id, 'first'));
      expect(edited).toMatchObject({ body: 'first', version: 2, seq: message.seq, editedAt: expect.any(String) });
      expect(await ben.hears('message.updated', ({ id }) => id === message.id)).toEqual(edited);
      expect(expectOk(await edit(door, ada, message.id, 'first'))).toEqual(edited); // no change, no fact
      await sleep(50);
      expect(ben.heard.filter(({ type, data }) => type === 'message.updated' && data.id === message.id)).toHaveLength(
        1,
      );
      expect(cy.heard).toEqual([]);
    });

    it('S3-09 S3-44 S4-38 S4-52 its author or who leads deletes it, leaving a blank tombstone', async () => {
      const message = expectOk(await send(door, ada, channelId, { body: 'secret', nonce: nonce() }));
      expect((await remove(door, ben, message.id)).error).toMatchObject({
        code: 'access.denied',
        permission: 'message.delete',
      });
      expect((await remove(door, cy, message.id)).error.code).toBe('not_found');
      const gone = expectOk(await remove(door, ada, message.id));
      expect(gone).toMatchObject({ body: '', deletedAt: expect.any(String), seq: message.seq });
      expect(await ben.hears('message.deleted', ({ id }) => id === message.id)).toEqual(gone);
      expect(expectOk(await remove(door, ada, message.id))).toEqual(gone);
      expect((await edit(door, ada, message.id, 'back')).error.code).toBe('message.deleted');
      const page = expectOk(await list(door, ben, channelId));
      expect(page.items.find(({ id }: { id: string }) => id === message.id)).toEqual(gone);
      const bens = expectOk(await send(door, ben, channelId, { body: 'rude', nonce: nonce() }));
      expectOk(await remove(door, ada, bens.id)); // Ada hosts the channel
    });

    it('S4-10 S3-03 a reply names a message of the same channel', async () => {
      const root = expectOk(await send(door, ada, channelId, { body: 'question', nonce: nonce() }));
      const reply = expectOk(await send(door, ben, channelId, { body: 'answer', nonce: nonce(), replyToId: root.id }));
      expect(reply.replyToId).toBe(root.id);
      const elsewhere = expectOk(
        await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Else ${nonce()}` }),
      );
      const wrong = await send(door, ada, elsewhere.id, {
        body: 'x',
        nonce: nonce(),
        replyToId: root.id,
      });
      expect(wrong.error).toMatchObject({ code: 'validation.failed', fields: [{ field: 'replyToId' }] });
    });

    it('S1-06 S1-13 S1-22 S3-41 S4-32 S4-47 S5-30 history pages by seq, without hole or double', async () => {
      const { data: channel } = await ada.rest('POST', '/channels', {
        teamId: stage.team.id,
        name: `History ${nonce()}`,
      });
      const id = channel.id;
      const bodies = Array.from({ length: 25 }, (_, n) => `message ${n + 1}`);
      for (const body of bodies) expectOk(await send(door, ada, id, { body, nonce: nonce() }));
      const newest = expectOk(await list(door, ada, id, { limit: 10 }));
      expect(newest).toMatchObject({ hasBefore: true, hasAfter: false });
      const middle = expectOk(await list(door, ada, id, { limit: 10, before: newest.items[0].seq }));
      expect(middle).toMatchObject({ hasBefore: true, hasAfter: true });
      const oldest = expectOk(await list(door, ada, id, { limit: 10, before: middle.items[0].seq }));
      expect(oldest).toMatchObject({ hasBefore: false, hasAfter: true });
      const all = [...oldest.items, ...middle.items, ...newest.items];
      expect(all.map(({ body }) => body)).toEqual(bodies);
      expect(all.map(({ seq }) => seq)).toEqual(bodies.map((_, n) => n + 1));
      const after = expectOk(await list(door, ada, id, { after: 20 }));
      expect(after.items.map(({ seq }: { seq: number }) => seq)).toEqual([21, 22, 23, 24, 25]);
      const around = expectOk(await list(door, ada, id, { around: 12, limit: 5 }));
      expect(around.items.map(({ seq }: { seq: number }) => seq)).toEqual([10, 11, 12, 13, 14]);
      const beyond = expectOk(await list(door, ada, id, { before: 1_000, limit: 2 }));
      expect(beyond.items.map(({ seq }: { seq: number }) => seq)).toEqual([24, 25]);
      const end = expectOk(await list(door, ada, id, { after: 25 }));
      expect(end).toEqual({ items: [], hasBefore: true, hasAfter: false });
      const start = expectOk(await list(door, ada, id, { before: 1 }));
      expect(start).toEqual({ items: [], hasBefore: false, hasAfter: true });
    });

    it('S3-73 S3-80 refuses bad input by field and rule, without repeating it, and stores nothing', async () => {
      const before = expectOk(await list(door, ada, channelId)).items.at(-1).seq;
      const secret = 'do-not-echo-this';
      const wrong: [object, string][] = [
        [{ nonce: nonce() }, 'body'],
        [{ body: '', nonce: nonce() }, 'body'],
        [{ body: ' \n\t ', nonce: nonce() }, 'body'],
        [{ body: ' \n\t ', nonce: nonce() }, 'body'],
        [{ body: 'x'.repeat(10_001), nonce: nonce() }, 'body'],
        [{ body: `${secret}\0`, nonce: nonce() }, 'body'],
        [{ body: `${secret}\ud800`, nonce: nonce() }, 'body'],
        [{ body: 7, nonce: nonce() }, 'body'],
        [{ body: [secret], nonce: nonce() }, 'body'],
        [{ body: 'x', nonce: 'not-a-uuid' }, 'nonce'],
        [{ body: 'x', nonce: nonce().toUpperCase() }, 'nonce'],
        [{ body: 'x' }, 'nonce'],
        [{ body: 'x', nonce: nonce(), replyToId: null }, 'replyToId'],
        [{ body: 'x', nonce: nonce(), author: cy.id }, 'author'],
        [{ body: 'x', nonce: nonce(), sender_username: 'cy' }, 'sender_username'],
      ];
      for (const [input, field] of wrong) {
        const { error } = await send(door, ada, channelId, input);
        expect(error).toMatchObject({
          code: 'validation.failed',
          status: 400,
          fields: [expect.objectContaining({ field })],
        });
        expect(JSON.stringify(error)).not.toContain(secret);
      }
      const queries: Record<string, number>[] = [
        { before: -1 },
        { before: 1.5 },
        { limit: 0 },
        { limit: 101 },
        { before: 1, after: 1 },
      ];
      for (const query of queries) {
        expect((await list(door, ada, channelId, query)).error).toMatchObject({
          code: 'validation.failed',
          status: 400,
        });
      }
      expect(expectOk(await list(door, ada, channelId)).items.at(-1).seq).toBe(before);
    });

    it('S2-08 S2-12 outsiders can neither send, list nor open', async () => {
      const message = expectOk(await send(door, ada, channelId, { body: 'ours', nonce: nonce() }));
      for (const answer of [
        await send(door, cy, channelId, { body: 'hello?', nonce: nonce() }),
        await list(door, cy, channelId),
        await open(door, cy, message.id),
        await send(door, cy, nonce(), { body: 'nowhere', nonce: nonce() }),
        await open(door, ada, nonce()),
      ]) {
        expect(answer.error).toMatchObject({ code: 'not_found', status: 404 });
      }
      expect((await send(door, cy, 'no-id', { body: 'x', nonce: nonce() })).error).toMatchObject({
        code: 'validation.failed',
        fields: [expect.objectContaining({ field: 'channelId' })],
      });
    });
  });

  it('S2-03 numbers concurrent sends of many people without a hole, and every member hears them in that order', async () => {
    const { data: channel } = await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Crowd ${nonce()}` });
    const id = channel.id;
    await sleep(50);
    await Promise.all(
      Array.from({ length: 300 }, (_, n) =>
        send(doors[n % 2]!, n % 3 ? ada : ben, id, { body: `${n}`, nonce: nonce() }).then(expectOk),
      ),
    );
    const expected = Array.from({ length: 300 }, (_, n) => n + 1);
    await ben.hears('message.created', ({ channelId: where, seq }) => where === id && seq === 300);
    const heard = ben.heard.filter(({ type, data }) => type === 'message.created' && data.channelId === id);
    expect(heard.map(({ data }) => data.seq)).toEqual(expected);
    const rows: { seq: number }[] = await app().database.read((reader) =>
      reader.query('SELECT seq FROM messages WHERE channelId = ? ORDER BY seq', [id]),
    );
    expect(rows.map(({ seq }) => seq)).toEqual(expected);
  });

  it('one bad member of a batch harms no other', async () => {
    const dan = await person(app().url, 'dan');
    const first = { body: 'first', nonce: nonce() };
    expectOk(await send('rest', ada, channelId, first));
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => send('rest', ada, channelId, { body: 'good', nonce: nonce() })),
      send('rest', ada, channelId, { ...first, body: 'other' }),
      send('rest', dan, channelId, { body: 'stranger', nonce: nonce() }),
      ...Array.from({ length: 5 }, () => send('rest', ben, channelId, { body: 'good', nonce: nonce() })),
    ]);
    expect(answers.map(({ ok, error }) => (ok ? 'ok' : error.code))).toEqual([
      ...Array<string>(5).fill('ok'),
      'message.nonce_reused',
      'not_found',
      ...Array<string>(5).fill('ok'),
    ]);
  });

  it('S2-05 a nonce counts for the author across channels: the same one for another channel is refused', async () => {
    const { data: channel } = await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Other ${nonce()}` });
    const input = { body: 'here', nonce: nonce() };
    const both = await Promise.all([send('rest', ada, channelId, input), send('rest', ada, channel.id, input)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(both.find(({ ok }) => !ok)?.error.code).toBe('message.nonce_reused');
  });

  it('S4-41 an unknown command, a command without ack and a payload that is no object are answered', async () => {
    expect((await ada.command('message.shout', {})).error).toMatchObject({ code: 'command.unknown', status: 404 });
    expect((await ada.command('constructor', {})).error.code).toBe('command.unknown');
    expect((await ada.command('message.send', 'text')).error).toMatchObject({ code: 'validation.failed' });
    expect((await ada.command('message.send', [1, 2])).error).toMatchObject({ code: 'validation.failed' });
    ada.socket!.emit('message.send', { channelId, body: 'x', nonce: nonce() });
    expect(await ada.hears('problem')).toMatchObject({ ok: false, error: { code: 'command.ack_required' } });
  });

  it('stores what a nonce stood for as a hash alone', async () => {
    const input = { body: 'hashed', nonce: nonce() };
    const { id } = expectOk(await send('rest', ada, channelId, input));
    const rows: { requestHash: string }[] = await app().database.read((reader) =>
      reader.query('SELECT requestHash FROM messages WHERE id = ?', [id]),
    );
    const hash = createHash('sha256')
      .update(JSON.stringify([channelId, input.body, null]))
      .digest('hex');
    expect(rows[0]?.requestHash).toBe(hash);
  });
});

const onMysql = databaseKinds.filter((kind) => kind === 'mysql');

(onMysql.length > 0 ? describe : describe.skip)('a node that hangs with a lock', () => {
  it('holds up its own channel alone, and that one in order', async () => {
    const app = await startApp('mysql');
    const { ada, ben, cy, team, general } = await cast(app.url);
    const other = expectOk(await ada.rest('POST', '/channels', { teamId: team.id, name: 'Other' }));
    const hung = await createConnection(app.get(Config).databaseUrl!);
    await hung.query('START TRANSACTION');
    await hung.query('SELECT id FROM streams WHERE id = ? FOR UPDATE', [`channel:${general.id}`]);
    const sent: string[] = [];
    const waiting = Array.from({ length: 5 }, (_, n) =>
      send('rest', ada, general.id, { body: `${n}`, nonce: nonce() }).then((answer) =>
        sent.push(expectOk(answer).body),
      ),
    );
    await sleep(50);
    const begun = Date.now();
    expectOk(await send('socket', ben, other.id, { body: 'not me', nonce: nonce() }));
    const first = Date.now() - begun;
    const again = Date.now();
    expectOk(await send('socket', ben, other.id, { body: 'nor me', nonce: nonce() }));
    expect(Date.now() - again).toBeLessThan(1_000);
    expect(first).toBeLessThan(4_000); // the lock is waited for once
    expect(sent).toEqual([]);
    await hung.query('ROLLBACK');
    await hung.end();
    await Promise.all(waiting);
    const page = expectOk(await list('rest', ada, general.id));
    expect(
      page.items
        .map(({ body }: { body: string }) => body)
        .filter((body: string) => /^\d$/.test(body))
        .sort(),
    ).toEqual(['0', '1', '2', '3', '4']);
    for (const who of [ada, ben, cy]) who.disconnect();
    await app.close();
  }, 300_000);
});
