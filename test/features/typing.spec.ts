import { setTimeout as sleep } from 'node:timers/promises';
import { onEachDatabase } from '../support/app.js';
import { cast, expectOk, nonce, person, type Cast, type Person } from '../support/people.js';
import { until } from '../support/processes.js';

const SOON = 20_000;
const typing = (who: Person) => who.passing.filter(({ event }) => event.startsWith('typing.'));

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
  }, 300_000);
  beforeEach(() => [ada, ben, cy].forEach((who) => who.forget()));
  afterEach(() => expect(typing(cy)).toEqual([]));
  afterAll(() => [ada, ben, cy].forEach((who) => who.disconnect()));

  const places: [string, () => Promise<string>][] = [
    ['a channel', () => Promise.resolve(stage.general.id)],
    ['a DM', async () => expectOk(await ada.rest('POST', '/dms', { userIds: [ben.id] })).channel.id],
    [
      'a thread',
      async () => {
        const path = `/channels/${stage.general.id}/messages`;
        const root = expectOk(await ada.rest('POST', path, { body: 'root', nonce: nonce() }));
        for (const who of [ada, ben]) expectOk(await who.rest('POST', `/messages/${root.id}/thread`));
        return expectOk(await ada.rest('GET', `/messages/${root.id}/thread`)).thread.channelId;
      },
    ],
  ];

  describe.each(places)('writing in %s', (_where, place) => {
    let channelId: string;
    beforeAll(async () => {
      channelId = await place();
    });
    const start = async (who: Person) => expectOk(await who.command('typing.start', { channelId }));
    const stop = async (who: Person) => expectOk(await who.command('typing.stop', { channelId }));
    const stopped = (who: Person) => who.hears('typing.stopped', (data) => data.channelId === channelId, SOON);

    it('S3-08 S3-18 S3-54 S3-55 S3-61 the others see that somebody writes and that they stopped, oneself does not', async () => {
      const answer = await start(ada);
      expect(answer).toEqual({ channelId, userId: ada.id, expiresAt: expect.any(String) });
      expect(Date.parse(answer.expiresAt)).toBeGreaterThan(Date.now());
      expect(await ben.hears('typing.started', undefined, SOON)).toEqual(answer);
      expect(await stop(ada)).toEqual({ channelId, userId: ada.id });
      expect(await stopped(ben)).toEqual({ channelId, userId: ada.id });
      await stop(ada); // nothing to stop, nothing to tell
      await sleep(300);
      expect(typing(ben)).toHaveLength(2);
      expect(typing(ada)).toEqual([]);
      expect([...ada.heard, ...ben.heard]).toEqual([]); // nothing of it is kept
    });

    it('S3-08 it is over by itself after some seconds', async () => {
      const { expiresAt } = await start(ada);
      await stopped(ben);
      expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(expiresAt) - 500);
    }, 300_000);

    it('S3-08 a sent message ends it, by either door', async () => {
      for (const send of [
        (input: object) => ada.rest('POST', `/channels/${channelId}/messages`, input),
        (input: object) => ada.command('message.send', { channelId, ...input }),
      ]) {
        ben.forget();
        const { expiresAt } = await start(ada);
        expectOk(await send({ body: 'done', nonce: nonce() }));
        await stopped(ben);
        expect(Date.now()).toBeLessThan(Date.parse(expiresAt));
      }
    });

    it('S3-08 what is said again at once is told once', async () => {
      const answers = [];
      for (let turn = 0; turn < 20; turn++) answers.push((await start(ada)).expiresAt);
      await stop(ada);
      await stopped(ben);
      const told = ben.passing.filter(({ event }) => event === 'typing.started').map(({ data }) => data.expiresAt);
      expect(told).toEqual([...new Set(answers)]);
      expect(told.length).toBeLessThan(20);
    });

    it('S3-08 the end of the connection ends it', async () => {
      const { expiresAt } = await start(ada);
      await ben.hears('typing.started', undefined, SOON);
      ada.disconnect();
      await stopped(ben);
      expect(Date.now()).toBeLessThan(Date.parse(expiresAt));
      await ada.connect();
    });
  });

  it('S3-08 tells it again while it goes on', async () => {
    const channelId = stage.general.id;
    const first = expectOk(await ada.command('typing.start', { channelId })).expiresAt;
    await until(
      async () => expectOk(await ada.command('typing.start', { channelId })).expiresAt !== first,
      'it is told again',
      SOON,
    );
    await ben.hears('typing.started', ({ expiresAt }) => expiresAt !== first, SOON);
    expectOk(await ada.command('typing.stop', { channelId }));
  });

  it('S3-08 who becomes invisible seems to stop, and is told of no more', async () => {
    const channelId = stage.general.id;
    const { expiresAt } = expectOk(await ada.command('typing.start', { channelId }));
    await ben.hears('typing.started', undefined, SOON);
    expectOk(await ada.command('presence.set', { availability: 'invisible' }));
    await ben.hears('typing.stopped', undefined, SOON);
    expect(Date.now()).toBeLessThan(Date.parse(expiresAt));
    ben.forget();
    expectOk(await ada.command('typing.start', { channelId }));
    expectOk(await ada.command('typing.stop', { channelId }));
    await sleep(500);
    expect(typing(ben)).toEqual([]);
    expectOk(await ada.command('presence.set', { availability: 'auto' }));
  });

  it('S3-08 only members write, where it can be written', async () => {
    const channelId = stage.general.id;
    for (const command of ['typing.start', 'typing.stop']) {
      expect((await cy.command(command, { channelId })).error).toMatchObject({ code: 'not_found', status: 404 });
      expect((await ada.command(command, { channelId, userId: ben.id })).error.code).toBe('validation.failed');
    }
    const made = expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: `Old ${nonce()}` }));
    const dan = await person(app().url, 'dan');
    expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: dan.id }));
    expectOk(await dan.rest('POST', `/channels/${made.id}/leave`));
    await dan.connect();
    expect((await dan.command('typing.start', { channelId: made.id })).error.code).toBe('access.denied');
    expectOk(await ada.rest('POST', `/channels/${made.id}/archive`));
    expect((await ada.command('typing.start', { channelId: made.id })).error.code).toBe('channel.archived');
    dan.disconnect();
  });
});
