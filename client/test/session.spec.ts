import { jest } from '@jest/globals';
import { Session } from '../src/auth/session.js';
import { ownError } from '../src/errors.js';
import { ParleyError, memoryStorage, type ClientOptions } from '../src/index.js';
import type { Rest, RestCall } from '../src/net/rest.js';
import { settingsOf } from '../src/options.js';

const user = {
  id: 'me',
  username: 'me',
  displayName: 'Me',
  avatarId: null,
  status: null,
  version: 1,
  email: '',
  emailVerified: false,
  isOwner: false,
  availability: 'auto' as const,
  secondFactor: false,
  lastChannelId: null,
  createdAt: '',
};

/** A JWT of ten minutes, as far as a client reads it. */
function jwt(name: string): string {
  return `e30.${btoa(JSON.stringify({ iat: 1_000, exp: 1_600, name }))}.x`;
}

function signedIn(name: string) {
  // The server's clock says that the token has long ended: only its own length may count.
  return {
    user,
    sessionId: 's',
    accessToken: jwt(name),
    expiresAt: '2020-01-01T00:00:00.000Z',
    refreshToken: `refresh ${name}`,
  };
}

/** A session with an auth server that a test plays. */
function bench(refresh: (call: RestCall) => Promise<unknown>, options: Partial<ClientOptions> = {}) {
  const calls: RestCall[] = [];
  const rest = {
    call: (call: RestCall) => {
      calls.push(call);
      return refresh(call);
    },
  } as unknown as Rest;
  const events = {
    begun: jest.fn<(userId: string) => void>(),
    renewed: jest.fn(),
    ended: jest.fn(),
    storageFailed: jest.fn(),
  };
  return { session: new Session(settingsOf({ url: 'http://x', ...options }), rest, events), calls, events };
}

const MINUTE = 60_000;

describe('the session', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('renews itself between 70 and 85 percent of the token’s life, whatever the clocks say', async () => {
    const { session, calls, events } = bench(() => Promise.resolve(signedIn('two')));
    await session.begin(signedIn('one'));
    await jest.advanceTimersByTimeAsync(6.9 * MINUTE);
    expect(calls).toEqual([]);
    await jest.advanceTimersByTimeAsync(1.6 * MINUTE);
    expect(calls).toMatchObject([{ path: '/auth/refresh', body: { refreshToken: 'refresh one' } }]);
    expect(events.renewed).toHaveBeenCalledWith(jwt('two'));
    expect(await session.token()).toBe(jwt('two'));
    session.close();
  });

  it('renews once for all who find the token refused at the same time', async () => {
    const { session, calls } = bench(() => Promise.resolve(signedIn('two')));
    await session.begin(signedIn('one'));
    const spent = jwt('one');
    await Promise.all([session.renew(spent), session.renew(spent), session.renew(spent)]);
    await session.renew(spent); // old news
    expect(calls).toHaveLength(1);
    session.close();
  });

  it('goes on trying while the server is away, with growing waits, and stays signed in', async () => {
    let away = true;
    const { session, calls, events } = bench(() =>
      away ? Promise.reject(ownError('client.unreachable')) : Promise.resolve(signedIn('two')),
    );
    await session.begin(signedIn('one'));
    await jest.advanceTimersByTimeAsync(30 * MINUTE);
    expect(calls.length).toBeGreaterThan(60);
    expect(calls.length).toBeLessThan(400);
    await expect(session.token()).rejects.toMatchObject({ code: 'client.unreachable' });
    away = false;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await session.token()).toBe(jwt('two'));
    expect(events.ended).not.toHaveBeenCalled();
    session.close();
  });

  it.each(['auth.refresh_invalid', 'auth.refresh_reused', 'auth.session_ended'])(
    'ends with the reason %s',
    async (code) => {
      const storage = memoryStorage();
      const { session, events } = bench(() => Promise.reject(new ParleyError({ code, status: 401, title: '' })), {
        storage,
      });
      await session.begin(signedIn('one'));
      await expect(session.renew(jwt('one'))).rejects.toMatchObject({ code });
      expect(events.ended).toHaveBeenCalledWith(code);
      expect(await storage.getItem('parley.session')).toBeNull();
      await expect(session.token()).rejects.toMatchObject({ code: 'client.signed_out' });
    },
  );

  it('takes what another tab has renewed instead of renewing again', async () => {
    const storage = memoryStorage();
    const first = bench(() => Promise.resolve(signedIn('two')), { storage });
    const second = bench(() => Promise.reject(new Error('not asked')), { storage });
    await first.session.begin(signedIn('one'));
    expect(await second.session.restore()).toBe(true);
    await first.session.renew(jwt('one'));
    await second.session.renew(jwt('one'));
    expect(second.calls).toEqual([]);
    expect(await second.session.token()).toBe(jwt('two'));
    for (const { session } of [first, second]) session.close();
  });

  it('asks for one renewal at a time over all tabs', async () => {
    let turn: Promise<unknown> = Promise.resolve();
    const locks = {
      request: <T>(_name: string, work: () => Promise<T>): Promise<T> => {
        const mine = turn.then(work);
        turn = mine.catch(() => undefined /* told to whoever asked */);
        return mine;
      },
    };
    const storage = memoryStorage();
    const server = jest.fn(() => Promise.resolve(signedIn('two')));
    const tabs = [bench(server, { storage, locks }), bench(server, { storage, locks })];
    await tabs[0]!.session.begin(signedIn('one'));
    await tabs[1]!.session.restore();
    await Promise.all(tabs.map(({ session }) => session.renew(jwt('one'))));
    expect(server).toHaveBeenCalledTimes(1);
    for (const { session } of tabs) session.close();
  });

  it('keeps no token anywhere when the refresh token is in a cookie', async () => {
    const storage = memoryStorage();
    const write = jest.spyOn(storage, 'setItem');
    const { session, calls } = bench(() => Promise.resolve(signedIn('two')), { storage, cookie: true });
    expect(await session.restore()).toBe(true);
    expect(calls).toMatchObject([{ path: '/auth/refresh', body: { cookie: true } }]);
    expect(JSON.stringify(write.mock.calls)).not.toMatch(/two|e30/);
    session.close();
  });

  it('with a cookie goes on at once as who was here last, also while the server is away, and ends when it says no', async () => {
    const storage = memoryStorage();
    const first = bench(() => Promise.resolve(signedIn('two')), { storage, cookie: true });
    await first.session.restore();
    first.session.close();

    let answer: () => Promise<unknown> = () => Promise.reject(ownError('client.unreachable'));
    const { session, events } = bench(() => answer(), { storage, cookie: true });
    expect(await session.restore()).toBe(true);
    expect(events.begun).toHaveBeenCalledWith('me');
    await expect(session.token()).rejects.toMatchObject({ code: 'client.unreachable' });
    answer = () => Promise.resolve(signedIn('three'));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await session.token()).toBe(jwt('three'));

    answer = () => Promise.reject(new ParleyError({ code: 'auth.refresh_invalid', status: 401, title: '' }));
    await expect(session.renew(jwt('three'))).rejects.toMatchObject({ status: 401 });
    expect(events.ended).toHaveBeenCalledWith('auth.refresh_invalid');
    expect(await storage.getItem('parley.session')).toBeNull();
  });

  it('that was left while the server was away is left for good: its cookie lets nobody in again', async () => {
    const storage = memoryStorage();
    const first = bench(() => Promise.reject(ownError('client.unreachable')), { storage, cookie: true });
    await first.session.begin(signedIn('one'));
    await first.session.leave();
    expect(first.events.ended).toHaveBeenCalledWith('logout');

    const away = bench(() => Promise.reject(ownError('client.unreachable')), { storage, cookie: true });
    await expect(away.session.restore()).rejects.toMatchObject({ code: 'client.unreachable' });
    const back = bench(() => Promise.resolve(signedIn('two')), { storage, cookie: true });
    expect(await back.session.restore()).toBe(false);
    expect(back.calls.map(({ path }) => path)).toEqual(['/auth/refresh', '/auth/logout']);
    expect(back.events.begun).not.toHaveBeenCalled();

    const other = { ...signedIn('three'), sessionId: 'of somebody else' };
    await storage.setItem('parley.leaving', 's');
    const next = bench(() => Promise.resolve(other), { storage, cookie: true });
    expect(await next.session.restore()).toBe(true);
    expect(await storage.getItem('parley.leaving')).toBeNull();
    next.session.close();
  });

  it('hands over to who has signed in in another tab, and does nothing in the first one’s name with their token', async () => {
    const other = { ...signedIn('theirs'), user: { ...user, id: 'other' }, sessionId: 'other session' };
    const { session, events } = bench(() => Promise.resolve(other), { cookie: true });
    await session.begin(signedIn('one'));
    await expect(session.renew(jwt('one'))).rejects.toMatchObject({ code: 'client.signed_out' });
    expect(events.ended).toHaveBeenCalledWith('replaced');
    expect(events.begun).toHaveBeenLastCalledWith('other');
    expect(session.userId).toBe('other');
    expect(await session.token()).toBe(jwt('theirs'));
    session.close();
  });

  it('leaves what another tab has stored since when it ends', async () => {
    const storage = memoryStorage();
    const first = bench(() => Promise.reject(new Error('not asked')), { storage });
    await first.session.begin(signedIn('one'));
    const second = bench(() => Promise.reject(new Error('not asked')), { storage });
    await second.session.begin({ ...signedIn('two'), sessionId: 'newer' });
    await first.session.end('logout');
    expect(await storage.getItem('parley.session')).toContain('newer');
    second.session.close();
  });

  it.each([
    ['a page of a proxy', ownError('client.unexpected_answer')],
    [
      'a page of a proxy that wants a password',
      new ParleyError({ code: 'client.unexpected_answer', status: 401, title: '' }),
    ],
    ['a wrong address', new ParleyError({ code: 'not_found', status: 404, title: '' })],
  ])('is not ended by %s where the server should be', async (_, error) => {
    const storage = memoryStorage();
    let answer: () => Promise<unknown> = () => Promise.reject(error);
    const { session, events } = bench(() => answer(), { storage, cookie: true });
    await session.begin(signedIn('one'));
    await expect(session.renew(jwt('one'))).rejects.toBe(error);
    expect(events.ended).not.toHaveBeenCalled();
    await expect(bench(() => Promise.reject(error), { cookie: true }).session.restore()).rejects.toBe(error);
    answer = () => Promise.resolve(signedIn('two'));
    await session.renew(jwt('one'));
    expect(await session.token()).toBe(jwt('two'));
    session.close();
  });

  it('ends where the account was disabled', async () => {
    const error = new ParleyError({ code: 'user.disabled', status: 403, title: '' });
    const { session, events } = bench(() => Promise.reject(error));
    await session.begin(signedIn('one'));
    await expect(session.renew(jwt('one'))).rejects.toBe(error);
    expect(events.ended).toHaveBeenCalledWith('user.disabled');
  });

  it('with a cookie lives in a storage that keeps nothing, and tells of it', async () => {
    const full = () => {
      throw new DOMException('No room', 'QuotaExceededError');
    };
    const storage = { getItem: full, setItem: full, removeItem: full };
    let count = 0;
    const { session, events } = bench(() => Promise.resolve(signedIn(`${(count += 1)}`)), { storage, cookie: true });
    expect(await session.restore()).toBe(true);
    expect(await session.token()).toBe(jwt('1'));
    await session.renew(jwt('1'));
    expect(await session.token()).toBe(jwt('2'));
    await session.leave();
    expect(session.userId).toBeUndefined();
    expect(events.ended).toHaveBeenCalledWith('logout');
    await session.begin(signedIn('again'));
    expect(events.begun).toHaveBeenCalledTimes(2);
    expect(events.storageFailed).toHaveBeenCalledWith(expect.objectContaining({ name: 'QuotaExceededError' }));
    session.close();
  });

  it('that was left is not taken for who has signed in meanwhile in another tab', async () => {
    const other = { ...signedIn('theirs'), user: { ...user, id: 'other' }, sessionId: 'other session' };
    const { session, calls } = bench(() => Promise.resolve(other), { cookie: true });
    await session.begin(signedIn('one'));
    jest.setSystemTime(Date.now() + 20 * MINUTE); // a machine that slept: the token has ended, nothing was renewed
    await session.leave();
    expect(session.userId).toBe('other');
    expect(calls.map(({ path }) => path)).toEqual(['/auth/refresh']);
    session.close();
  });

  it('answers that there is nothing to restore', async () => {
    expect(await bench(() => Promise.reject(new Error('not asked'))).session.restore()).toBe(false);
    const refused = () => Promise.reject(new ParleyError({ code: 'auth.refresh_invalid', status: 401, title: '' }));
    expect(await bench(refused, { cookie: true }).session.restore()).toBe(false);
    const away = () => Promise.reject(ownError('client.unreachable'));
    await expect(bench(away, { cookie: true }).session.restore()).rejects.toMatchObject({ code: 'client.unreachable' });
  });
});
