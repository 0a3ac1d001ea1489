import { jest } from '@jest/globals';
import type { Session } from '../src/auth/session.js';
import { ownError, ParleyError } from '../src/errors.js';
import { Journal } from '../src/journal.js';
import { Commander } from '../src/net/commander.js';
import type { Connection } from '../src/net/connection.js';
import type { Rest, RestCall } from '../src/net/rest.js';

/** A commander whose socket and REST do what a test says. */
function bench({
  socket,
  rest = () => Promise.resolve('by REST'),
}: {
  socket?: () => Promise<unknown>;
  rest?: (call: RestCall) => Promise<unknown>;
}) {
  const calls: RestCall[] = [];
  const sent: string[] = [];
  let token = 'token 1';
  const renew = jest.fn((spent: string) => {
    if (spent === token) token = 'token 2';
    return Promise.resolve();
  });
  const connection = {
    isUp: socket !== undefined,
    send: (name: string) => {
      sent.push(name);
      return socket!();
    },
  } as unknown as Connection;
  const http = {
    call: (call: RestCall) => {
      calls.push(call);
      return rest(call);
    },
  } as unknown as Rest;
  const session = { userId: 'me', token: () => Promise.resolve(token), renew };
  const journal = new Journal();
  const commander = new Commander(connection, http, session as unknown as Session, journal);
  return { journal, commander, calls, sent, renew, session };
}

const noAnswer = () => Promise.reject(ownError('client.no_answer'));
const problem = (status: number) => new ParleyError({ code: `code.${status}`, status, title: '' });

describe('a command', () => {
  it('goes by the live connection when it is up', async () => {
    const { commander, calls } = bench({ socket: () => Promise.resolve('by socket') });
    expect(await commander.run('team.create', { name: 'x' })).toBe('by socket');
    expect(calls).toEqual([]);
  });

  it('goes by REST when it is not: ids into the path, the rest into body or query', async () => {
    const { commander, calls } = bench({});
    await commander.run('message.edit', { messageId: 'm/1', body: 'x' });
    await commander.run('message.list', { channelId: 'c', before: 7, limit: 50 });
    await commander.run('channel.create', { teamId: 't', name: 'n' });
    await commander.run('channel.open', { teamId: 't', slug: 'general', include: ['messages', 'members'] });
    await commander.run('sync', { positions: { 'user:x': null } });
    const token = 'token 1';
    expect(calls).toEqual([
      { method: 'PATCH', path: '/messages/m%2F1', body: { body: 'x' }, token },
      { method: 'GET', path: '/channels/c/messages', query: { before: 7, limit: 50 }, token },
      { method: 'POST', path: '/channels', body: { teamId: 't', name: 'n' }, token },
      { method: 'GET', path: '/teams/t/channels/by-slug/general', query: { include: ['messages', 'members'] }, token },
      { method: 'POST', path: '/sync', body: { positions: { 'user:x': null } }, token },
    ]);
  });

  it('that fails is in the journal by its name and code, without what it was to do; only the newest 50 are', async () => {
    const { commander, journal } = bench({ rest: () => Promise.reject(problem(403)) });
    for (let count = 0; count < 60; count += 1) {
      const failing = commander.run('message.edit', { messageId: 'm', body: 'a secret' });
      await expect(failing).rejects.toMatchObject({ status: 403 });
    }
    expect(journal.entries).toHaveLength(50);
    expect(journal.entries[0]).toEqual({ at: expect.any(String), what: 'message.edit', code: 'code.403' });
    expect(JSON.stringify(journal.entries)).not.toContain('secret');
  });

  it('of this device goes by the live connection or not at all', async () => {
    const live = bench({ socket: () => Promise.resolve('by socket') });
    expect(await live.commander.runLive('voice.leave', { channelId: 'c' })).toBe('by socket');
    for (const code of ['client.not_connected', 'client.no_answer'] as const) {
      const { commander, calls, journal } = bench({ socket: () => Promise.reject(ownError(code)) });
      await expect(commander.runLive('voice.leave', { channelId: 'c' })).rejects.toMatchObject({ code });
      expect([calls, journal.entries]).toEqual([[], [expect.objectContaining({ what: 'voice.leave', code })]]);
    }
  });

  it('goes by REST always where there is no such socket command', async () => {
    const { commander, sent } = bench({ socket: noAnswer });
    expect(await commander.run('invitation.preview', { code: 'c' })).toBe('by REST');
    expect(sent).toEqual([]);
  });

  it.each([
    ['message.send', { channelId: 'c', body: 'x', nonce: 'n' }],
    ['message.edit', { messageId: 'm', body: 'x' }],
    ['message.delete', { messageId: 'm' }],
    ['message.list', { channelId: 'c' }],
    ['channel.read', { channelId: 'c', seq: 1 }],
    ['channel.join', { channelId: 'c' }],
    ['sync', {}],
  ] as const)('%s is repeated by REST when no answer came', async (name, input) => {
    const { commander, calls } = bench({ socket: noAnswer });
    expect(await commander.run(name, input as never)).toBe('by REST');
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['team.create', { name: 'x' }],
    ['channel.create', { teamId: 't', name: 'x' }],
    ['invitation.create', { teamId: 't' }],
    ['invitation.accept', { code: 'c' }],
    ['team.member.add', { teamId: 't', userId: 'u' }],
  ] as const)('%s is never repeated blindly', async (name, input) => {
    const { commander, calls } = bench({ socket: noAnswer });
    await expect(commander.run(name, input as never)).rejects.toMatchObject({ code: 'client.no_answer', status: 0 });
    expect(calls).toEqual([]);
  });

  it('that was refused is not tried by the other road', async () => {
    const { commander, calls } = bench({ socket: () => Promise.reject(problem(403)) });
    await expect(commander.run('message.list', { channelId: 'c' })).rejects.toMatchObject({ status: 403 });
    expect(calls).toEqual([]);
  });

  it('of one person is never carried out as another who has signed in meanwhile, by neither road', async () => {
    const byRest = bench({ rest: () => Promise.reject(problem(401)) });
    byRest.renew.mockImplementation(() => {
      byRest.session.userId = 'other'; // another call has renewed, and the cookie was theirs
      return Promise.resolve();
    });
    await expect(byRest.commander.run('team.list', {})).rejects.toMatchObject({ code: 'client.signed_out' });
    expect(byRest.calls).toHaveLength(1);

    const socket = () => {
      bySocket.session.userId = 'other';
      return noAnswer();
    };
    const bySocket = bench({ socket });
    const sending = bySocket.commander.run('message.edit', { messageId: 'm', body: 'x' });
    await expect(sending).rejects.toMatchObject({ code: 'client.signed_out' });
    expect(bySocket.calls).toEqual([]);
  });

  it('renews a refused token once and tries again', async () => {
    const rest = ({ token }: RestCall) =>
      token === 'token 2' ? Promise.resolve('done') : Promise.reject(problem(401));
    const { commander, calls, renew } = bench({ rest });
    expect(await commander.run('team.list', {})).toBe('done');
    expect(renew).toHaveBeenCalledTimes(1);
    const refusing = bench({ rest: () => Promise.reject(problem(401)) });
    await expect(refusing.commander.run('team.list', {})).rejects.toMatchObject({ status: 401 });
    expect([calls.length, refusing.calls.length]).toEqual([2, 2]);
  });
});
