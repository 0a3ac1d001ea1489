import { setTimeout as sleep } from 'node:timers/promises';
import type { Home, HomeChannel } from '../../src/features/home/home.wire.js';
import { onEachDatabase } from '../support/app.js';
import { closeDm, idsOf, listDms, mate, openDm, sayIn } from '../support/dms.js';
import { cast, doors, expectOk, nonce, person, type Cast, type Door, type Person } from '../support/people.js';
import { until } from '../support/processes.js';

const home = async (door: Door, who: Person): Promise<Home> =>
  expectOk(door === 'rest' ? await who.rest('GET', '/home') : await who.command('home.open', {}));
const sync = async (door: Door, who: Person, input: object) =>
  expectOk(door === 'rest' ? await who.rest('POST', '/sync', input) : await who.command('sync', input));
const say = async (who: Person, channelId: string, body: string) =>
  expectOk(await sayIn('rest', who, channelId, { body, nonce: nonce() }));
const byId = (one: HomeChannel, other: HomeChannel) => (one.channel.id < other.channel.id ? -1 : 1);
/** As `sync` has it, but for `unread`. */
const withoutMentions = ({ mentions, ...one }: HomeChannel) => {
  expect(mentions).toBe(one.readMark.mentions.length);
  return one;
};
/** As the lists have it, which do not say who is in a call. */
const asListed = (channel: HomeChannel) => {
  const { voice, ...one } = withoutMentions(channel);
  expect(voice === null).toBe(one.channel.kind === 'text' || one.channel.kind === 'thread');
  return one;
};
const counts = ({ channel, unread, mentions }: HomeChannel) => ({ id: channel.id, unread, mentions });

/** All pages of the rooms that somebody is in. */
async function roomsOf(who: Person): Promise<any[]> {
  const items: any[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page: any = expectOk(await who.rest('GET', `/channels?mine=true&limit=2${after ? `&after=${after}` : ''}`));
    items.push(...page.items);
    after = page.after;
  }
  return items;
}

onEachDatabase((app) => {
  describe.each(doors)('home by %s', (door) => {
    let stage: Cast;
    let ada: Person, ben: Person, cy: Person, dan: Person;
    beforeEach(async () => {
      stage = await cast(app().url);
      ({ ada, ben, cy } = stage);
      dan = await mate(ada, stage.team.id, 'dan');
    });
    afterEach(() => {
      expect(cy.heard.filter(({ type }) => type !== 'session.revoked')).toEqual([]);
      for (const who of [ada, ben, cy, dan]) who.disconnect();
    });

    it('S5-21 S1-04 S5-26 S2-21 fills the first screen: teams, rooms and threads, DMs, what is unread and who is there', async () => {
      const { team, general } = stage;
      const aside = expectOk(await ada.rest('POST', '/channels', { teamId: team.id, name: 'Aside' }));
      const secret = { teamId: team.id, name: 'Secret', visibility: 'private' };
      const { id: secretId } = expectOk(await ben.rest('POST', '/channels', secret));
      const root = await say(ada, general.id, 'a question');
      await say(ben, general.id, `@${ada.username} an answer`);
      await say(ben, general.id, 'and more');
      const thread = expectOk(await ben.rest('POST', `/messages/${root.id}/thread`));
      await say(ben, thread.channelId, 'under it');
      const dm = expectOk(await openDm(door, ben, { userIds: [ada.id] })).channel;
      await say(ben, dm.id, `only for you, @${ada.username}`);
      const group = expectOk(await openDm(door, ben, { userIds: [ada.id, dan.id] })).channel;

      const seen = await home(door, ada);
      expect(seen.me).toEqual(expectOk(await ada.rest('GET', '/me')));
      expect(seen.teams).toHaveLength(1);
      expect(seen.teams[0]).toMatchObject({
        team: { id: team.id },
        membership: { role: 'owner', user: { id: ada.id } },
      });
      expect(seen.teams[0]!.channels.map(({ id }) => id)).toEqual([general.id, aside.id]);
      expect(seen.channels.map(counts).sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
        [
          { id: general.id, unread: 2, mentions: 1 },
          { id: aside.id, unread: 0, mentions: 0 },
          { id: thread.channelId, unread: 1, mentions: 0 }, // who wrote the root follows
        ].sort((a, b) => (a.id < b.id ? -1 : 1)),
      );
      expect(seen.dms.map(counts)).toEqual([{ id: dm.id, unread: 1, mentions: 1 }]); // in the other nothing was said to her
      expect(seen.dms[0]!.channel.participants!.map(({ id }) => id).sort()).toEqual([ada.id, ben.id].sort());
      expect(seen.positions).toHaveProperty([`channel:${group.id}`]);
      expect(JSON.stringify(seen).includes(secretId)).toBe(false);

      expectOk(await ada.rest('POST', `/channels/${general.id}/read`, { seq: seen.channels.find(isGeneral)!.seq }));
      expect(counts((await home(door, ada)).channels.find(isGeneral)!)).toMatchObject({ unread: 0, mentions: 0 });
      expect(counts((await home(door, dan)).channels.find(isGeneral)!)).toMatchObject({ unread: 3, mentions: 0 });
    });

    it('S5-21 S5-26 says what the single lists and the first load of sync say', async () => {
      const rooms = ['one', 'two', 'three'].map((name) => ({ teamId: stage.team.id, name }));
      for (const room of rooms) expectOk(await ben.rest('POST', '/channels', room));
      const [first] = (await roomsOf(ben)).filter(({ channel }) => channel.name === 'one');
      expectOk(await ada.rest('POST', `/channels/${first.channel.id}/join`));
      for (const body of ['one', `two @${ben.username}`, '@channel three']) await say(ada, first.channel.id, body);
      const dms: string[] = [];
      for (const userIds of [[ada.id], [dan.id], [ada.id, dan.id], []])
        dms.push(expectOk(await openDm(door, ben, { userIds })).channel.id);
      for (const [index, who] of [ada, dan, dan].entries()) await say(who, dms[index]!, `hello @${ben.username}`);
      await sleep(300); // the clock is the database's, and only nearly known
      await say(ada, dms[0]!, 'this is the newest');

      const seen = await home(door, ben);
      const { epoch, streams } = await sync(door, ben, {});
      const { me, teams, channels } = seen;
      expect(seen.epoch).toBe(epoch);
      expect(seen.positions).toEqual(
        Object.fromEntries(Object.entries<any>(streams).map(([id, { position }]) => [id, position])),
      );
      expect(streams[`user:${ben.id}`].data).toEqual({ me });
      for (const team of teams) expect(streams[`team:${team.team.id}`].data).toEqual(team);
      for (const { unread, ...snapshot } of [...channels, ...seen.dms].map(withoutMentions)) {
        expect(streams[`channel:${snapshot.channel.id}`].data).toEqual(snapshot);
        expect(unread).toBe(snapshot.counted - snapshot.readMark.counted);
      }
      expect(Object.keys(streams)).toHaveLength(1 + teams.length + channels.length + seen.dms.length);

      const listed = await roomsOf(ben);
      expect(listed.every(({ channel }) => channel.kind === 'text')).toBe(true);
      expect([...channels].sort(byId).map(asListed)).toEqual(listed.sort(byId));
      const page = expectOk(await listDms(door, ben));
      expect(page.items).toMatchObject(seen.dms.map(asListed));
      expect(idsOf(page)).toEqual(seen.dms.map(({ channel }) => channel.id));
      expect(seen.dms).toHaveLength(4);
      expect(seen.dms[0]!.channel.id).toBe(dms[0]);
      const mentioned = expectOk(await ben.rest('GET', '/me/mentions')).items.filter(({ read }: any) => !read);
      expect(mentioned).toHaveLength([...channels, ...seen.dms].reduce((sum, { mentions }) => sum + mentions, 0));
      expect(mentioned).toHaveLength(5);
    });

    it('S5-21 S5-26 has DMs newest first, and none that is closed until something is said in it', async () => {
      const [first, second, third] = await Promise.all(
        [[ben.id], [dan.id], [ben.id, dan.id]].map(async (userIds) => {
          const { channel } = expectOk(await openDm(door, ada, { userIds }));
          return channel.id as string;
        }),
      );
      const shown = async (who = ada) => (await home(door, who)).dms.map(({ channel }) => channel.id);
      for (const id of [third!, first!, second!]) {
        await sleep(300); // as above
        await say(ada, id, 'hello');
      }
      expect(await shown()).toEqual([second, first, third]);
      expectOk(await closeDm(door, ada, first!, true));
      expect(await shown()).toEqual([second, third]);
      expect(await shown(ben)).toEqual([first, third]);
      await sleep(300);
      await say(ben, first!, 'again');
      expect(await shown()).toEqual([first, second, third]);
    });

    it('S5-21 has who is there, by what they have set', async () => {
      const presence = async (who = ada) =>
        Object.fromEntries((await home(door, who)).presence.map((one) => [one.userId, one.presence]));
      await until(async () => Object.keys(await presence()).length === 3, 'all three are there', 20_000);
      expectOk(await dan.rest('PUT', '/me/presence', { availability: 'dnd' }));
      await until(async () => (await presence())[dan.id] === 'dnd', 'Dan is not to be disturbed', 20_000);
      expectOk(await dan.rest('PUT', '/me/presence', { availability: 'invisible' }));
      await until(async () => !Object.hasOwn(await presence(), dan.id), 'Dan cannot be seen', 20_000);
      ben.disconnect();
      await until(async () => !Object.hasOwn(await presence(), ben.id), 'Ben is away', 30_000);
      expect(await presence()).toEqual({ [ada.id]: 'online' });
      const { items } = expectOk(await ada.rest('GET', `/teams/${stage.team.id}/presence`));
      expect((await home(door, ada)).presence).toEqual(items);
    });

    it('S5-21 its positions go on with sync: nothing was missed just after, and what comes is told', async () => {
      const { channel } = expectOk(await openDm(door, ada, { userIds: [ben.id] }));
      expectOk(await closeDm(door, ada, channel.id, true)); // not in `dms`, but heard all the same
      const { epoch, positions } = await home(door, ada);
      expect(positions).toHaveProperty([`channel:${channel.id}`]);
      const calm = await sync(door, ada, { positions, discover: true });
      expect(calm.epoch).toBe(epoch);
      expect(Object.keys(calm.streams).sort()).toEqual(Object.keys(positions).sort());
      for (const [id, answer] of Object.entries(calm.streams))
        expect(answer).toEqual({ status: 'changes', position: positions[id], events: [] });
      const said = await say(ben, channel.id, 'there you are');
      const { streams } = await sync(door, ada, { positions, discover: true });
      expect(streams[`channel:${channel.id}`]).toMatchObject({
        status: 'changes',
        events: [{ type: 'message.created', data: said }],
      });
    });

    it('S5-21 somebody without a team finds nothing of others in it', async () => {
      await say(ada, stage.general.id, 'not for strangers');
      expectOk(await openDm(door, ada, { userIds: [ben.id] }));
      const me = expectOk(await cy.rest('GET', '/me'));
      const { epoch, ...empty } = await home(door, cy);
      const positions = { [`user:${cy.id}`]: expect.any(Number) };
      expect(empty).toEqual({ me, positions, teams: [], channels: [], dms: [], presence: [] });
      expect(epoch).toBe((await home(door, ada)).epoch);
      const nobody = await person(app().url, 'nobody');
      nobody.accessToken = '';
      expect(await nobody.rest('GET', '/home')).toMatchObject({ status: 401 });
    });
  });
});

function isGeneral({ channel }: HomeChannel): boolean {
  return channel.isGeneral;
}
