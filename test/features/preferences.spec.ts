import { setTimeout as sleep } from 'node:timers/promises';
import { onEachDatabase } from '../support/app.js';
import { places, secondDevice, type Place } from '../support/places.js';
import { until } from '../support/processes.js';
import { cast, doors, expectOk, nonce, type Answer, type Cast, type Door, type Person } from '../support/people.js';

const want = (door: Door, who: Person, channelId: string, input: object): Promise<Answer> =>
  door === 'rest'
    ? who.rest('PUT', `/channels/${channelId}/preferences`, input)
    : who.command('channel.preferences', { channelId, ...input });
const told = (who: Person) => who.heard.filter(({ type }) => type === 'channel.preferences').map(({ data }) => data);

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, tablet: Person, channelId: string;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    tablet = await secondDevice(ben);
  });
  afterAll(() => [ada, ben, cy, tablet].forEach((who) => who.disconnect()));

  /** As a device finds them that comes fresh. */
  const stored = async (who: Person) => {
    const stream = `channel:${channelId}`;
    const { streams } = expectOk(await who.command('sync', { positions: { [stream]: null } }));
    return streams[stream].data.preferences;
  };

  describe.each(places)('in a %s', (_name, place: Place) => {
    beforeEach(async () => {
      channelId = await place.open(stage);
      const { id } = expectOk(
        await ada.rest('POST', `/channels/${channelId}/messages`, { body: 'hello', nonce: nonce() }),
      );
      await tablet.hears('message.created', (message) => message.id === id);
      [ada, ben, cy, tablet].forEach((who) => who.forget());
    });

    describe.each(doors)('preferences by %s', (door) => {
      it('are one’s own, told to all one’s devices and to nobody else', async () => {
        expect(cy.socket?.connected).toBe(true);
        const before = await stored(ben);
        expect(before).toMatchObject({ channelId, notify: 'all', muted: false });
        const quiet = expectOk(await want(door, ben, channelId, { notify: 'mentions' }));
        expect(quiet).toEqual({ ...before, notify: 'mentions', version: before.version + 1 });
        for (const device of [ben, tablet]) expect(await device.hears('channel.preferences')).toEqual(quiet);
        const silent = expectOk(await want(door, tablet, channelId, { muted: true }));
        expect(silent).toEqual({ ...quiet, muted: true, version: before.version + 2 });
        expect(expectOk(await want(door, ben, channelId, { notify: 'mentions', muted: true }))).toEqual(silent);
        expect(expectOk(await want(door, ben, channelId, {}))).toEqual(silent);
        expect(await stored(ben)).toEqual(silent);
        expect(expectOk(await ben.rest('GET', `/channels/${channelId}`)).preferences).toEqual(silent);
        expect(await stored(ada)).toMatchObject({ notify: 'all', muted: false });
        await ben.hears('channel.preferences', ({ muted }) => muted);
        await tablet.hears('channel.preferences', ({ muted }) => muted);
        await sleep(100);
        for (const device of [ben, tablet]) expect(told(device)).toEqual([quiet, silent]);
        for (const who of [ada, cy]) expect(who.heard).toEqual([]);
      });

      it('missed while away: sync says what a fresh look says', async () => {
        const stream = `user:${ben.id}`;
        const { position } = expectOk(await ben.command('sync', { positions: { [stream]: null } })).streams[stream];
        expectOk(await want(door, ben, channelId, { notify: 'none' }));
        expectOk(await want(door, ben, channelId, { muted: true }));
        const { streams } = expectOk(await tablet.command('sync', { positions: { [stream]: position } }));
        expect(streams[stream].events).toEqual([
          { position: position + 2, type: 'channel.preferences', data: await stored(ben) },
        ]);
      });

      it('wrong input names the field, and strangers have none', async () => {
        const wrong = await want(door, ben, channelId, { notify: 'loudly', muted: 'yes', closedSeq: 3 });
        expect(wrong.error.fields?.map(({ field }) => field).sort()).toEqual(['closedSeq', 'muted', 'notify']);
        expect((await want(door, ben, channelId, { muted: null })).error.code).toBe('validation.failed');
        expect((await want(door, cy, channelId, { muted: true })).error.code).toBe('not_found');
        expect(told(ben)).toEqual([]);
      });
    });

    it('of fifty at once on two devices the last stands, each with a version of its own', async () => {
      const { version } = await stored(ben);
      const levels = ['all', 'mentions', 'none'];
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          want(doors[index % 2]!, [ben, tablet][index % 2]!, channelId, {
            ...{ notify: levels[index % 3], muted: index % 4 < 2 },
          }),
        ),
      );
      const newest = answers.map(expectOk).sort((a, b) => b.version - a.version)[0];
      expect(await stored(ben)).toEqual(newest);
      for (const device of [ben, tablet]) {
        const all = Array.from({ length: newest.version - version }, (_, index) => version + 1 + index);
        await until(() => told(device).length === all.length, `${device.name} has heard of all`, 20_000);
        const heard = told(device).map((preferences) => preferences.version);
        expect(heard.sort((a, b) => a - b)).toEqual(all); // frames may cross: of two copies the higher version stands
      }
    });
  });

  it('of a channel that one left and came back to they are what they were; visitors have none', async () => {
    channelId = await places[0]![1].open(stage);
    const wanted = expectOk(await want('rest', ben, channelId, { notify: 'none', muted: true }));
    expectOk(await ben.rest('POST', `/channels/${channelId}/leave`));
    expect((await want('rest', ben, channelId, { muted: false })).error).toMatchObject({
      ...{ code: 'access.denied', permission: 'channel.preferences' },
    });
    expectOk(await ben.rest('POST', `/channels/${channelId}/join`));
    expect(await stored(ben)).toEqual(wanted);
  });

  it('of a thread only its followers have some, and a mark', async () => {
    channelId = await places[2]![1].open(stage);
    expectOk(await ben.rest('DELETE', `/channels/${channelId}/follow`));
    expectOk(await ada.rest('POST', `/channels/${channelId}/messages`, { body: 'hello', nonce: nonce() }));
    expect((await want('socket', ben, channelId, { muted: true })).error).toMatchObject({
      ...{ code: 'not_found', detail: expect.stringContaining('follows') },
    });
    expect((await ben.command('channel.unread', { channelId, seq: 1 })).error.code).toBe('not_found');
  });
});
