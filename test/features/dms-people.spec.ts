import { setTimeout as sleep } from 'node:timers/promises';
import { policies } from '../../src/core/access/policies.js';
import type { Policy } from '../../src/core/access/policy.js';
import { onEachDatabase } from '../support/app.js';
import { closeDm, historyOf, idsOf, listDms, mate, openDm, sayIn, sendDm, viewDm } from '../support/dms.js';
import { cast, doors, expectOk, nonce, type Cast, type Person } from '../support/people.js';

/** Every command on a channel or a message: whoever may not see it is answered before the input is looked at. */
const commands = Object.entries<Policy>(policies).flatMap(([name, policy]) =>
  (policy.on === 'channel' || policy.on === 'message') && !policy.implied ? [name] : [],
);

onEachDatabase((app) => {
  describe.each(doors)('who may be in a conversation, by %s', (door) => {
    let stage: Cast;
    let ada: Person, ben: Person, cy: Person;
    beforeAll(async () => {
      stage = await cast(app().url);
      ({ ada, ben, cy } = stage);
    });
    afterAll(() => [ada, ben, cy].forEach((who) => who.disconnect()));
    beforeEach(() => [ada, ben, cy].forEach((who) => who.forget()));

    it('S2-12 S3-60 nobody else hears it or comes to it by any door', async () => {
      const { id } = expectOk(await openDm(door, ada, { userIds: [ben.id] })).channel;
      const secret = expectOk(await sayIn(door, ada, id, { body: 'only you and I', nonce: nonce() }));
      await ben.hears('message.created', ({ id: heard }) => heard === secret.id);
      const dan = await mate(ada, stage.team.id, 'dan'); // of the same team, and yet a stranger to it
      for (const third of [cy, dan]) {
        const emoji = encodeURIComponent('👍');
        for (const answer of [
          await viewDm(door, third, id),
          await closeDm(door, third, id),
          await historyOf(door, third, id),
          await sayIn(door, third, id, { body: 'me too', nonce: nonce() }),
          await third.rest('GET', `/channels/${id}`),
          await third.rest('GET', `/channels/${id}/messages`),
          await third.rest('GET', `/channels/${id}/members`),
          await third.rest('POST', `/channels/${id}/join`),
          await third.rest('POST', `/channels/${id}/read`, { seq: 1 }),
          await third.rest('GET', `/messages/${secret.id}`),
          await third.rest('PATCH', `/messages/${secret.id}`, { body: 'forged' }),
          await third.rest('DELETE', `/messages/${secret.id}`),
          await third.rest('PUT', `/messages/${secret.id}/reactions/${emoji}`),
          await third.rest('PATCH', '/me', { lastChannelId: id }),
          await openDm(door, third, { originMessageId: secret.id }),
        ])
          expect(answer).toMatchObject({ status: 404, error: { code: 'not_found' } });
        for (const name of commands)
          expect([name, (await third.command(name, { channelId: id, messageId: secret.id })).error?.code]).toEqual([
            name,
            'not_found',
          ]);
        const { streams } = expectOk(await third.command('sync', { positions: { [`channel:${id}`]: 0 } }));
        expect(streams).toEqual({ [`channel:${id}`]: { status: 'gone' } });
        const everything = expectOk(await third.command('sync', { discover: true }));
        expect(JSON.stringify(everything)).not.toContain(id);
        expect(idsOf(expectOk(await listDms(door, third, { closed: true })))).not.toContain(id);
      }
      expectOk(await sayIn(door, ben, id, { body: 'indeed', nonce: nonce() }));
      await ada.hears('message.created', ({ body }) => body === 'indeed');
      await sleep(100);
      expect(JSON.stringify([cy.heard, dan.heard])).not.toContain(id);
      expect(cy.heard).toEqual([]);
      dan.disconnect();
    });

    it('S2-19 a stranger is not told from nobody, whatever else is named', async () => {
      const nobody = { id: nonce(), username: 'nobody-at-all' };
      const crowd = await Promise.all(Array.from({ length: 9 }, (_, n) => mate(ada, stage.team.id, `crowd-${n}`)));
      const ids = crowd.map(({ id }) => id);
      const refusal = async (who: Person, named: object) => {
        const opened = await openDm(door, who, named);
        const sent = await sendDm(door, who, { ...named, body: 'x', nonce: nonce() });
        expect([sent.error?.code, sent.error?.detail]).toEqual([opened.error?.code, opened.error?.detail]);
        const { requestId: _, ...error } = opened.error;
        return error;
      };
      for (const with_ of [[], [ben.id], ids.slice(0, 8), ids, [...ids, ben.id]]) {
        const one = await refusal(ada, { userIds: [...with_, cy.id] });
        expect(one.code).toBe(with_.length > 8 ? 'dm.too_many' : 'not_found');
        expect(await refusal(ada, { userIds: [...with_, nobody.id] })).toEqual(one);
        expect(await refusal(ada, { userIds: with_, usernames: [cy.username] })).toEqual(one);
        expect(await refusal(ada, { userIds: with_, usernames: [nobody.username] })).toEqual(one);
      }
      const ten = expectOk(await openDm(door, ada, { userIds: [...ids, ada.id], usernames: [ada.username] }));
      expect(ten.channel.participants).toHaveLength(10);
      expect((await openDm(door, ada, { userIds: [...ids, ben.id] })).error).toMatchObject({
        code: 'dm.too_many',
        status: 400,
      });
      expect(cy.heard).toEqual([]);
      crowd.forEach((who) => who.disconnect());
    });

    it('refuses input by field and rule', async () => {
      const message = { body: 'x', nonce: nonce() };
      for (const [input, field] of [
        [{ userIds: ben.id }, 'userIds'],
        [{ userIds: ['me'] }, 'userIds'],
        [{ userIds: null }, 'userIds'],
        [{ userIds: Array.from({ length: 51 }, () => ben.id) }, 'userIds'],
        [{ usernames: ['not a name'] }, 'usernames'],
        [{ usernames: [7] }, 'usernames'],
        [{ usernames: { length: 1 } }, 'usernames'],
        [{ originMessageId: 'x' }, 'originMessageId'],
        [{ message: 'hello' }, 'message'],
        [{ message: [] }, 'message'],
        [{ message: null }, 'message'],
        [{ message: { body: 'x' } }, 'message.nonce'],
        [{ message: { ...message, replyToId: nonce() } }, 'message.replyToId'],
        [{ channelId: stage.general.id }, 'channelId'],
      ] as const) {
        const { error } = await openDm(door, ada, input);
        expect(error).toMatchObject({ code: 'validation.failed', status: 400 });
        expect([...new Set(error.fields?.map((broken) => broken.field))]).toEqual([field]);
      }
    });

    it('is a place for notes when nobody is named', async () => {
      const notes = expectOk(await openDm(door, ben, {}));
      expect(notes.channel.participants).toMatchObject([{ id: ben.id }]);
      expect(expectOk(await sendDm(door, ben, { body: 'buy milk', nonce: nonce() })).channelId).toBe(notes.channel.id);
      expect(expectOk(await openDm(door, ben, { userIds: [ben.id] })).channel.id).toBe(notes.channel.id);
      expect(expectOk(await openDm(door, cy, {})).channel.id).not.toBe(notes.channel.id); // in no team at all
      await ben.hears('message.created');
      expect(ada.heard).toEqual([]);
    });

    it('S3-23 S3-46 grows from a message that all of them can read', async () => {
      const said = (channelId: string) =>
        sayIn('rest', ada, channelId, { body: 'private word?', nonce: nonce() }).then(expectOk);
      const cause = await said(stage.general.id);
      const grown = { userIds: [ada.id], originMessageId: cause.id };
      const dm = expectOk(await openDm(door, ben, grown));
      expect(dm).toMatchObject({ channel: { originMessageId: cause.id }, origin: cause });
      expect(expectOk(await openDm(door, ada, { ...grown, userIds: [ben.id] })).channel.id).toBe(dm.channel.id);
      expect(expectOk(await openDm(door, ben, { userIds: [ada.id] })).channel.id).not.toBe(dm.channel.id);
      expect(expectOk(await listDms(door, ada)).items).toContainEqual(
        expect.objectContaining({ channel: dm.channel, origin: cause }),
      );

      const dan = await mate(ada, stage.team.id, 'dan');
      const { id } = expectOk(
        await ada.rest('POST', '/channels', { teamId: stage.team.id, name: 'Few', visibility: 'private' }),
      );
      expectOk(await ada.rest('POST', `/channels/${id}/members`, { userId: ben.id }));
      const hidden = await said(id);
      const group = { userIds: [ben.id, dan.id], originMessageId: hidden.id };
      for (const [who, input] of [
        [ada, group], // Dan cannot read it
        [dan, { userIds: [ada.id], originMessageId: hidden.id }],
        [ada, { userIds: [ben.id], originMessageId: nonce() }],
      ] as const)
        expect((await openDm(door, who, input)).error).toMatchObject({ code: 'not_found', status: 404 });
      expectOk(await ada.rest('POST', `/channels/${id}/members`, { userId: dan.id }));
      const three = expectOk(await openDm(door, ada, group));
      expect(three).toMatchObject({ origin: hidden, channel: { originMessageId: hidden.id } });
      expectOk(await ada.rest('DELETE', `/channels/${id}/members/${dan.id}`, {}));
      expect(expectOk(await viewDm(door, dan, three.channel.id)).origin).toBeNull();
      expect(expectOk(await listDms(door, dan, { closed: true })).items).toMatchObject([{ origin: null }]);
      expect(expectOk(await viewDm(door, ben, three.channel.id)).origin).toEqual(hidden);
      dan.disconnect();
    });

    it('can be read and not written in any more when its people share no team', async () => {
      const [eva, fay] = await Promise.all(['eva', 'fay'].map((name) => mate(ada, stage.team.id, name)));
      if (!eva || !fay) throw new Error('Both came.');
      const input = { userIds: [fay.id], body: 'still there?', nonce: nonce() };
      const sent = expectOk(await sendDm(door, eva, input));
      const group = expectOk(await openDm(door, eva, { userIds: [fay.id, ben.id] })).channel;
      expectOk(await fay.rest('DELETE', `/teams/${stage.team.id}/members/${fay.id}`));
      const { channelId } = sent;
      for (const who of [eva, fay]) {
        expect(expectOk(await historyOf(door, who, channelId)).items).toEqual([sent]);
        for (const answer of [
          await sayIn(door, who, channelId, { body: 'x', nonce: nonce() }),
          await sendDm(door, who, { userIds: [eva.id, fay.id], body: 'x', nonce: nonce() }),
        ])
          expect(answer.error).toMatchObject({ code: 'dm.no_shared_team', status: 403 });
        expect(expectOk(await openDm(door, who, { userIds: [eva.id, fay.id] })).channel.id).toBe(channelId);
        expect((await openDm(door, who, { userIds: [eva.id, fay.id, ada.id] })).error.code).toBe('not_found');
      }
      // Eva and Ben still share one, so their group goes on; Fay can only read it.
      expectOk(await sayIn(door, eva, group.id, { body: 'without Fay', nonce: nonce() }));
      await fay.hears('message.created', ({ body }) => body === 'without Fay');
      expect((await sayIn(door, fay, group.id, { body: 'x', nonce: nonce() })).error.code).toBe('dm.no_shared_team');
      expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: fay.id }));
      expectOk(await sayIn(door, fay, channelId, { body: 'back', nonce: nonce() }));
      expect(cy.heard).toEqual([]);
      [eva, fay].forEach((who) => who.disconnect());
    });
  });
});
