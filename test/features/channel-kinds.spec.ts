import { onEachDatabase } from '../support/app.js';
import { places } from '../support/places.js';
import { cast, doors, expectOk, type Answer, type Cast, type Door, type Person } from '../support/people.js';

/** What people do with rooms alone: the command, and the method and path below the channel. `:person` is Ben. */
const acts: [command: string, method: string, path: string, input?: object][] = [
  ['channel.update', 'PATCH', '', { name: 'Renamed' }],
  ['channel.archive', 'POST', '/archive', {}],
  ['channel.delete', 'DELETE', ''],
  ['channel.join', 'POST', '/join'],
  ['channel.leave', 'POST', '/leave'],
  ['channel.member.add', 'POST', '/members', { userId: ':person' }],
  ['channel.member.update', 'PATCH', '/members/:person', { role: 'moderator' }],
  ['channel.member.remove', 'DELETE', '/members/:person'],
  ['channel.member.ban', 'POST', '/bans', { userId: ':person' }],
  ['channel.member.unban', 'DELETE', '/bans/:person'],
  ['channel.ban.list', 'GET', '/bans'],
  ['join_request.create', 'POST', '/join-requests', {}],
  ['join_request.list', 'GET', '/join-requests'],
  ['join_request.approve', 'POST', '/join-requests/:person/approve'],
  ['join_request.deny', 'POST', '/join-requests/:person/deny'],
];

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
  });
  afterAll(() => [ada, ben, cy].forEach((who) => who.disconnect()));

  const act = (door: Door, who: Person, channelId: string, [command, method, path, input]: (typeof acts)[number]) => {
    const filled = JSON.parse(JSON.stringify(input ?? {}).replaceAll(':person', ben.id)) as object;
    if (door === 'rest')
      return who.rest(method, `/channels/${channelId}${path.replace(':person', ben.id)}`, input && filled);
    const named = path.startsWith('/join-requests/:person') ? { requestId: ben.id } : { userId: ben.id };
    return who.command(command, { channelId, ...(path.includes(':person') ? named : {}), ...filled });
  };

  describe.each(places.slice(1))('a %s is no room', (_name, place) => {
    it.each(doors)(
      'by %s: nobody renames, joins, leaves, fills or empties it, and to strangers it does not exist',
      async (door) => {
        const channelId = await place.open(stage);
        for (const one of acts) {
          const refused = await act(door, ada, channelId, one);
          expect([one[0], refused.error?.code, refused.status]).toEqual([one[0], 'channel.kind_unsupported', 409]);
          expect([one[0], (await act(door, cy, channelId, one)).error?.code]).toEqual([one[0], 'not_found']);
        }
      },
    );

    it('is in no list of channels, nor in what a team begins with', async () => {
      const channelId = await place.open(stage);
      const lists: Answer[] = [
        await ada.rest('GET', '/channels?limit=100'),
        await ada.rest('GET', '/channels?mine=true&limit=100'),
        await ada.rest('GET', `/teams/${stage.team.id}/channels?limit=100`),
        await ada.command('channel.list', { limit: 100, visibility: 'private' }),
      ];
      for (const { items } of lists.map(expectOk)) {
        expect(items.map(({ channel }: any) => channel.id)).not.toContain(channelId);
        expect(items.every(({ channel }: any) => ['text', 'voice'].includes(channel.kind))).toBe(true);
      }
      const { streams } = expectOk(await ada.command('sync'));
      const team = streams[`team:${stage.team.id}`].data;
      expect(team.channels.map(({ id }: any) => id)).not.toContain(channelId);
      expect(streams[`channel:${channelId}`].status).toBe('snapshot');
    });
  });

  it('rooms alone are made by channel.create', async () => {
    for (const kind of ['direct', 'thread']) {
      const { error } = await ada.rest('POST', '/channels', { teamId: stage.team.id, name: 'Not a room', kind });
      expect(error.fields).toMatchObject([{ field: 'kind', rule: 'isIn' }]);
    }
  });
});
