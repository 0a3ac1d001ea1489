import { onEachDatabase, type TestApp } from '../support/app.js';
import { doors, expectOk, nonce, person, type Answer, type Door, type Person } from '../support/people.js';

/** In a room everybody named is in it; `host` leads it, `lead` is its moderator, and the others are plain members of it with this role in the team. */
const people = ['host', 'lead', 'admin', 'moderator', 'teacher', 'member', 'student', 'guest'] as const;
type Name = (typeof people)[number];

/** What is part of another command: who may, by hand. */
const mayMore: Record<Name, boolean> = {
  ...{ host: true, lead: true, admin: true, moderator: true, teacher: true },
  ...{ member: false, student: false, guest: false },
};

onEachDatabase((app: () => TestApp) => {
  const cast = {} as Record<Name | 'owner', Person>;
  let teamId: string;

  beforeAll(async () => {
    await person(app().url, 'installer');
    const names = ['owner', ...people] as const;
    await Promise.all(names.map(async (name) => (cast[name] = await person(app().url, name))));
    teamId = expectOk(await cast.owner.rest('POST', '/teams', { name: 'Implied' })).id;
    for (const name of people) {
      const role = name === 'host' || name === 'lead' ? 'member' : name;
      expectOk(await cast.owner.rest('POST', `/teams/${teamId}/members`, { userId: cast[name].id, role }));
    }
    await Promise.all(Object.values(cast).map((who) => who.connect()));
  });
  afterAll(() => Object.values(cast).forEach((who) => who.disconnect()));

  async function room(): Promise<string> {
    const input = { teamId, name: `Room ${nonce()}`, visibility: 'private' };
    const { id } = expectOk(await cast.host.rest('POST', '/channels', input));
    for (const name of people.filter((name) => name !== 'host'))
      expectOk(await cast.host.rest('POST', `/channels/${id}/members`, { userId: cast[name].id }));
    expectOk(await cast.host.rest('PATCH', `/channels/${id}/members/${cast.lead.id}`, { role: 'moderator' }));
    return id;
  }

  const send = (door: Door, who: Person, channelId: string, body: string): Promise<Answer> =>
    door === 'rest'
      ? who.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() })
      : who.command('message.send', { channelId, body, nonce: nonce() });

  describe.each(doors)('by %s', (door) => {
    it.each(['@channel', '@here'])(
      'message.mention_everyone: %s is a word for some and a call for others',
      async (call) => {
        const channelId = await room();
        const threadId = await threadIn(channelId);
        for (const where of [channelId, threadId]) {
          const found: Record<string, boolean> = {};
          for (const name of people) {
            const sent = expectOk(await send(door, cast[name], where, `${call} look`));
            found[name] = sent.mentions.everyone !== null;
            const { count } = await mentionsOf(sent.id);
            expect([name, Number(count) > 0]).toEqual([name, mayMore[name]]);
          }
          expect(found).toEqual(mayMore);
        }
      },
    );

    it('message.mention_everyone: an edit calls nobody whom a message could not', async () => {
      const channelId = await room();
      for (const name of people) {
        const { id } = expectOk(await send(door, cast[name], channelId, 'later'));
        const input = { body: '@channel now' };
        const edited = expectOk(
          door === 'rest'
            ? await cast[name].rest('PATCH', `/messages/${id}`, input)
            : await cast[name].command('message.edit', { messageId: id, ...input }),
        );
        expect([name, edited.mentions.everyone !== null]).toEqual([name, mayMore[name]]);
      }
    });

    it('message.mention_everyone: in a DM, and in a thread of it, everybody may', async () => {
      const input = { userIds: [cast.member.id, cast.guest.id] };
      const { channel } = expectOk(await cast.student.rest('POST', '/dms', input));
      const { id } = expectOk(await send(door, cast.guest, channel.id, 'a root'));
      const thread = expectOk(await cast.guest.rest('POST', `/messages/${id}/thread`));
      for (const where of [channel.id, thread.channelId])
        for (const name of ['member', 'student', 'guest'] as const)
          expect(expectOk(await send(door, cast[name], where, '@channel hear')).mentions.everyone).not.toBeNull();
    });

    it('S3-67 message.skip_slow_mode: who waits and who need not', async () => {
      const channelId = await room();
      expectOk(await cast.host.rest('PATCH', `/channels/${channelId}`, { slowModeSeconds: 3600 }));
      const found: Record<string, unknown> = {};
      for (const name of people) {
        expectOk(await send(door, cast[name], channelId, 'first'));
        const again = await send(door, cast[name], channelId, 'second');
        found[name] = again.ok || again.error.code;
      }
      const told = people.map((name) => [name, mayMore[name] || 'channel.slow_mode']);
      expect(found).toEqual(Object.fromEntries(told));
    });

    it('S3-09 message.history_deleted: what was taken back is read by those who lead alone, and not by its author', async () => {
      const channelId = await room();
      for (const author of ['member', 'guest'] as const) {
        const { id } = expectOk(await send(door, cast[author], channelId, 'a secret'));
        expectOk(await cast[author].rest('DELETE', `/messages/${id}`));
        for (const name of people) {
          const asked =
            door === 'rest'
              ? await cast[name].rest('GET', `/messages/${id}/history`)
              : await cast[name].command('message.history', { messageId: id });
          const told = asked.ok ? asked.data.items.map(({ body }: { body: string }) => body) : asked.error;
          expect([name, told]).toEqual([
            name,
            mayMore[name]
              ? ['a secret']
              : expect.objectContaining({ code: 'access.denied', permission: 'message.history_deleted' }),
          ]);
        }
        const shown = expectOk(await cast.host.rest('GET', `/messages/${id}`));
        expect(shown).toMatchObject({ body: '' });
      }
    });
  });

  async function threadIn(channelId: string): Promise<string> {
    const root = expectOk(await send('rest', cast.host, channelId, 'a root'));
    return expectOk(await cast.host.rest('POST', `/messages/${root.id}/thread`)).channelId;
  }

  async function mentionsOf(messageId: string): Promise<{ count: number }> {
    const [row] = await app().database.read((reader) =>
      reader.query('SELECT COUNT(*) AS count FROM mentions WHERE messageId = ?', [messageId]),
    );
    return row;
  }
});
