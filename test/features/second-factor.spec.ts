import { Secret, TOTP, URI } from 'otpauth';
import { onEachDatabase, startApp } from '../support/app.js';
import { Browser, codeOf, Provider } from '../support/google.js';
import { mailTo, tokenIn } from '../support/mails.js';
import { doors, expectOk, person, rest, type Answer, type Door, type Person } from '../support/people.js';
import { forgetUsed, shownBy, turnOff, turnOn } from '../support/second-factor.js';

const routes = {
  'second_factor.open': ['GET', '/me/second-factor'],
  'second_factor.enrol': ['POST', '/me/second-factor'],
  'second_factor.confirm': ['POST', '/me/second-factor/confirm'],
  'second_factor.renew_codes': ['POST', '/me/second-factor/recovery-codes'],
  'second_factor.disable': ['POST', '/me/second-factor/disable'],
} as const;

const ask = (door: Door, who: Person, command: keyof typeof routes, input?: object): Promise<Answer> =>
  door === 'socket' ? who.command(command, input) : who.rest(routes[command][0], routes[command][1], input);

onEachDatabase((app) => {
  const login = ({ username, password }: Person): Promise<Answer> =>
    rest(app().url, 'POST', '/auth/login', { login: username, password });
  const pass = (input: object): Promise<Answer> => rest(app().url, 'POST', '/auth/second-factor', input);
  const ticketOf = async (who: Person): Promise<string> => {
    const { error } = await login(who);
    expect(error).toMatchObject({ code: 'auth.second_factor_required', status: 401 });
    return error.ticket as string;
  };

  describe.each(doors)('by %s', (door) => {
    it('is turned on by the first right code, shows ten recovery codes once, and is turned off again', async () => {
      const ada = await person(app().url, 'ada');
      await ada.connect();
      expect(expectOk(await ask(door, ada, 'second_factor.open'))).toEqual({ enabled: false, recoveryCodesLeft: 0 });
      const { secret, uri } = expectOk(await ask(door, ada, 'second_factor.enrol', { password: ada.password }));
      const parsed = URI.parse(uri) as TOTP;
      expect([parsed.secret.base32, parsed.label, parsed.issuer]).toEqual([secret, ada.username, 'Parley']);
      expect(Secret.fromBase32(secret).bytes).toHaveLength(20);
      expect((await login(ada)).ok).toBe(true); // nothing yet
      const wrong = await ask(door, ada, 'second_factor.confirm', { code: '000000' });
      expect(wrong.error).toMatchObject({ code: 'auth.code_wrong', status: 403 });
      const { codes } = expectOk(await ask(door, ada, 'second_factor.confirm', { code: parsed.generate() }));
      expect(new Set(codes).size).toBe(10);
      for (const code of codes) expect(code).toMatch(/^([a-z2-7]{4}-){3}[a-z2-7]{4}$/);
      expect((await ada.hears('me.updated')).secondFactor).toBe(true);
      expect((await ask(door, ada, 'second_factor.enrol', {})).error.code).toBe('second_factor.on');
      expect((await ask(door, ada, 'second_factor.confirm', { code: shownBy(secret, 1) })).error.code).toBe(
        'second_factor.on',
      );
      expect(expectOk(await ask(door, ada, 'second_factor.open'))).toEqual({ enabled: true, recoveryCodesLeft: 10 });
      await ticketOf(ada);
      for (const [proof, code] of [
        [{}, 'auth.proof_required'],
        [{ password: 'not the password' }, 'auth.password_wrong'],
        [{ code: '000000' }, 'auth.code_wrong'],
      ] as const)
        for (const command of ['second_factor.disable', 'second_factor.renew_codes'] as const)
          expect((await ask(door, ada, command, proof)).error.code).toBe(code);
      const renewed = expectOk(await ask(door, ada, 'second_factor.renew_codes', { code: shownBy(secret, 1) })).codes;
      expect(renewed.filter((code: string) => codes.includes(code))).toEqual([]);
      expect((await ask(door, ada, 'second_factor.disable', { code: codes[0] })).error.code).toBe('auth.code_wrong');
      expectOk(await ask(door, ada, 'second_factor.disable', { code: renewed[0] }));
      expect((await ask(door, ada, 'second_factor.disable', { password: ada.password })).error.code).toBe(
        'second_factor.off',
      );
      expect((await login(ada)).ok).toBe(true);
      ada.disconnect();
    });

    it('asks who turns it on for the password, or for a sign-in of a few minutes ago', async () => {
      const ada = await person(app().url, 'ada');
      await ada.connect();
      await app().database.write([], ({ manager }) =>
        manager.query(`UPDATE sessions SET createdAt = '2020-01-01 00:00:00.000' WHERE userId = ?`, [ada.id]),
      );
      expect((await ask(door, ada, 'second_factor.enrol', {})).error.code).toBe('auth.proof_required');
      expect((await ask(door, ada, 'second_factor.enrol', { password: 'no' })).error.code).toBe('auth.password_wrong');
      expectOk(await ask(door, ada, 'second_factor.enrol', { password: ada.password }));
      ada.disconnect();
    });
  });

  describe('signing in', () => {
    it('takes the password and then a code, which are worth nothing without one another', async () => {
      const ada = await person(app().url, 'ada');
      const { secret } = await turnOn(app(), ada);
      const ticket = await ticketOf(ada);
      expect((await pass({ ticket, code: '000000' })).error.code).toBe('auth.code_wrong');
      expect((await pass({ ticket: 'x'.repeat(43), code: shownBy(secret) })).error).toMatchObject({
        ...{ code: 'auth.ticket_invalid', status: 401 },
      });
      const { user, refreshToken, accessToken } = expectOk(await pass({ ticket, code: shownBy(secret) }));
      expect([user.id, user.secondFactor]).toEqual([ada.id, true]);
      expectOk(await rest(app().url, 'GET', '/me', undefined, accessToken));
      expectOk(await rest(app().url, 'POST', '/auth/refresh', { refreshToken })); // goes on without a code
      expect((await pass({ ticket, code: shownBy(secret, 1) })).error.code).toBe('auth.ticket_invalid');
    });

    it('refuses the same code a second time, and one that is older', async () => {
      const ada = await person(app().url, 'ada');
      const { secret } = await turnOn(app(), ada);
      const code = shownBy(secret);
      expectOk(await pass({ ticket: await ticketOf(ada), code }));
      for (const old of [code, shownBy(secret, -1)])
        expect((await pass({ ticket: await ticketOf(ada), code: old })).error.code).toBe('auth.code_wrong');
      expectOk(await pass({ ticket: await ticketOf(ada), code: shownBy(secret, 1) }));
    });

    it('of twenty at once one gets in, by a code, by a ticket and by a recovery code', async () => {
      const ada = await person(app().url, 'ada');
      const { secret, codes } = await turnOn(app(), ada);
      const twenty = <T>(make: () => Promise<T>) => Promise.all(Array.from({ length: 20 }, make));
      const tickets = await twenty(() => ticketOf(ada));
      const code = shownBy(secret);
      const byCode = await Promise.all(tickets.map((ticket) => pass({ ticket, code })));
      expect(byCode.filter(({ ok }) => ok)).toHaveLength(1);
      await forgetUsed(app(), ada.id);
      const ticket = await ticketOf(ada);
      const byTicket = await Promise.all(codes.concat(codes).map((code) => pass({ ticket, code })));
      expect(byTicket.filter(({ ok }) => ok)).toHaveLength(1);
      const { codes: fresh } = expectOk(
        await ada.rest('POST', '/me/second-factor/recovery-codes', { password: ada.password }),
      );
      const more = await twenty(() => ticketOf(ada));
      const byRecovery = await Promise.all(more.map((ticket) => pass({ ticket, code: fresh[0] })));
      expect(byRecovery.filter(({ ok }) => ok)).toHaveLength(1);
      expect(expectOk(await ada.rest('GET', '/me/second-factor')).recoveryCodesLeft).toBe(9);
    });

    it('takes a recovery code however it is typed, and only its owner’s', async () => {
      const [ada, ben] = [await person(app().url, 'ada'), await person(app().url, 'ben')];
      const [{ codes }] = [await turnOn(app(), ada), await turnOn(app(), ben)];
      expect((await pass({ ticket: await ticketOf(ben), code: codes[0] })).error.code).toBe('auth.code_wrong');
      const typed = codes[0]!.toUpperCase().replaceAll('-', ' ');
      expectOk(await pass({ ticket: await ticketOf(ada), code: typed }));
    });

    it('a ticket ends after five minutes, and when the second factor is turned off', async () => {
      const ada = await person(app().url, 'ada');
      const { secret } = await turnOn(app(), ada);
      const ticket = await ticketOf(ada);
      await app().database.write([], ({ manager }) =>
        manager.query(`UPDATE one_time_tokens SET expiresAt = '2020-01-01 00:00:00.000' WHERE userId = ?`, [ada.id]),
      );
      expect((await pass({ ticket, code: shownBy(secret) })).error.code).toBe('auth.ticket_invalid');
      const later = await ticketOf(ada);
      await turnOff(ada);
      expect((await pass({ ticket: later, code: shownBy(secret) })).error.code).toBe('auth.ticket_invalid');
    });

    it('a ticket ends with the sessions of the account: a new password, or ending all others', async () => {
      const ada = await person(app().url, 'ada');
      const { secret } = await turnOn(app(), ada);
      const ends = [
        () => ada.rest('DELETE', '/auth/sessions'),
        () => ada.rest('PUT', '/me/password', { currentPassword: ada.password, password: 'eleven purple giraffes' }),
      ];
      for (const end of ends) {
        const ticket = await ticketOf(ada);
        expectOk(await end());
        expect((await pass({ ticket, code: shownBy(secret) })).error.code).toBe('auth.ticket_invalid');
      }
    });

    it('tells the mailbox when it is turned on or off, has new recovery codes, or one of them is used', async () => {
      const ada = await person(app().url, 'ada');
      const { codes } = await turnOn(app(), ada);
      expectOk(await pass({ ticket: await ticketOf(ada), code: codes[0] }));
      expectOk(await ada.rest('POST', '/me/second-factor/recovery-codes', { password: ada.password }));
      await turnOff(ada);
      const address = `${ada.username}@example.org`;
      for (const subject of [
        /now takes a second/,
        /recovery code was used/,
        /new recovery codes/,
        /no second factor/,
      ]) {
        const { text } = await mailTo(app(), address, subject);
        expect(text).toMatch(/where:? +127\.0\.0\.1|where.*127\.0\.0\.1/s);
      }
    });

    it('a ticket is worth nothing once the second factor was turned off and on again', async () => {
      const ada = await person(app().url, 'ada');
      await turnOn(app(), ada);
      const ticket = await ticketOf(ada);
      await turnOff(ada);
      const { secret } = await turnOn(app(), ada);
      expect((await pass({ ticket, code: shownBy(secret) })).error.code).toBe('auth.ticket_invalid');
    });

    it('one that a stranger turned on is gone once the address’s owner resets the password', async () => {
      const mallory = await person(app().url, 'mallory');
      const { codes } = await turnOn(app(), mallory);
      const ticket = await ticketOf(mallory);
      const email = `${mallory.username}@example.org`; // the victim's
      expectOk(await rest(app().url, 'POST', '/auth/password/forgot', { email }));
      const token = tokenIn(await mailTo(app(), email, /new password/), '/reset');
      const password = 'eleven purple giraffes';
      expectOk(await rest(app().url, 'POST', '/auth/password/reset', { token, password }));
      expect((await pass({ ticket, code: codes[0] })).error.code).toBe('auth.ticket_invalid');
      const { user } = expectOk(await rest(app().url, 'POST', '/auth/login', { login: email, password }));
      expect(user).toMatchObject({ id: mallory.id, secondFactor: false });
    });

    it('keeps neither codes nor tickets as they are told', async () => {
      const ada = await person(app().url, 'ada');
      const { codes } = await turnOn(app(), ada);
      const ticket = await ticketOf(ada);
      const kept = await app().database.read(async (reader) => [
        await reader.query('SELECT * FROM recovery_codes WHERE userId = ?', [ada.id]),
        await reader.query('SELECT * FROM one_time_tokens WHERE userId = ?', [ada.id]),
      ]);
      for (const secret of [ticket, ...codes, ...codes.map((code) => code.replaceAll('-', ''))])
        expect(JSON.stringify(kept)).not.toContain(secret);
    });
  });
});

describe('limits and Google', () => {
  it('wrong codes are limited per account, whatever the ticket; others go on', async () => {
    const app = await startApp('sqlite', { RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_AUTH_SECOND_FACTOR: '5/900' });
    const [ada, ben] = [await person(app.url, 'ada'), await person(app.url, 'ben')];
    const [mine, theirs] = [await turnOn(app, ada), await turnOn(app, ben)];
    const ticketOf = async ({ username, password }: Person) =>
      (await rest(app.url, 'POST', '/auth/login', { login: username, password })).error.ticket as string;
    const pass = (ticket: string, code: string) => rest(app.url, 'POST', '/auth/second-factor', { ticket, code });
    const guesses = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => pass(await ticketOf(ada), String(n).padStart(6, '0'))),
    );
    expect(guesses.filter(({ error }) => error.code === 'auth.code_wrong')).toHaveLength(5);
    expect(guesses.filter(({ error }) => error.code === 'rate.limited')).toHaveLength(15);
    expect((await pass(await ticketOf(ada), shownBy(mine.secret))).status).toBe(429);
    expect((await pass(await ticketOf(ben), shownBy(theirs.secret))).ok).toBe(true);
    await app.close();
  });

  it('S5-14 is asked for after Google as well, and an account without a password proves itself by a code', async () => {
    const provider = await Provider.start();
    const app = await startApp('sqlite', provider.env);
    provider.person = { sub: '17', email: 'gil@gmail.example', email_verified: true, name: 'Gil' };
    const exchange = async () =>
      rest(app.url, 'POST', '/auth/exchange', { code: codeOf(await new Browser(app.url).signInWithGoogle()) });
    const { accessToken, user } = expectOk(await exchange());
    const gil = (path: string, body: object) => rest(app.url, 'POST', `/me/second-factor${path}`, body, accessToken);
    const { secret } = expectOk(await gil('', {}));
    expectOk(await gil('/confirm', { code: shownBy(secret) }));
    await forgetUsed(app, user.id);
    const { error } = await exchange();
    expect(error.code).toBe('auth.second_factor_required');
    expectOk(await rest(app.url, 'POST', '/auth/second-factor', { ticket: error.ticket, code: shownBy(secret) }));
    expect((await gil('/disable', { password: 'any at all' })).error.code).toBe('auth.password_wrong');
    expectOk(await gil('/disable', { code: shownBy(secret, 1) }));
    expectOk(await exchange());
    await app.close();
    await provider.stop();
  });
});
