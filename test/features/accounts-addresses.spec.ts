import { setTimeout as sleep } from 'node:timers/promises';
import { UserEntity } from '../../src/core/users/user.entity.js';
import { addressMovedMail } from '../../src/features/accounts/account.jobs.js';
import { onEachDatabase, type TestApp } from '../support/app.js';
import { doors, expectOk, person, rest, type Answer, type Person } from '../support/people.js';
import { mailsTo, mailTo, tokenIn } from '../support/mails.js';

const NEW = 'eleven purple giraffes';
const addressOf = ({ username }: Person) => `${username}@example.org`;
const post = (app: TestApp, path: string, body: object, token?: string) =>
  rest(app.url, 'POST', `/auth/${path}`, body, token);
const login = (app: TestApp, name: string, password: string) => post(app, 'login', { login: name, password });
const code = ({ ok, error }: Answer) => (ok ? 'ok' : error.code);
const row = (app: TestApp, { id }: { id: string }) =>
  app.database.read((reader) => reader.findOneByOrFail(UserEntity, { id }));
const verification = (app: TestApp, who: Person, count = 1) =>
  mailTo(app, addressOf(who), /Is this your email address/, { count });

async function closes({ socket }: Person): Promise<void> {
  for (const end = Date.now() + 5_000; socket!.connected && Date.now() < end;) await sleep(5);
  expect(socket!.connected).toBe(false);
}

/** Moves an account whose address is shown already to another; answers the mail that went to the one before. */
async function move(app: TestApp, who: Person, email: string): Promise<void> {
  expectOk(await who.rest('POST', '/me/email', { email, password: who.password }));
  const token = tokenIn(await mailTo(app, email, /Your email address/), '/change-email');
  expectOk(await post(app, 'email/confirm', { token }, who.accessToken));
}
const verified = async (app: TestApp, who: Person): Promise<Person> => {
  const token = tokenIn(await verification(app, who), '/verify');
  expectOk(await post(app, 'verify-email', { token }, who.accessToken));
  return who;
};
const undoIn = async (app: TestApp, address: string) =>
  tokenIn(await mailTo(app, address, /another email address/), '/change-email').replace(/^undo\./, '');

onEachDatabase((app) => {
  describe('a new account’s address', () => {
    it('is asked about once, and counts as shown by the link and a session of the account: nothing else changes', async () => {
      const ada = await (await person(app().url, 'ada')).connect();
      expect(expectOk(await ada.rest('GET', '/me'))).toMatchObject({ email: addressOf(ada), emailVerified: false });
      const mail = await verification(app(), ada);
      const token = tokenIn(mail, '/verify');
      const answer = await post(app(), 'verify-email', { token }, ada.accessToken);
      expect(answer).toMatchObject({ status: 200, data: { resetToken: null } });
      expect(await ada.hears('me.updated')).toMatchObject({ emailVerified: true, version: 2 });
      expect((await ada.rest('GET', '/me')).data).toMatchObject({ emailVerified: true });
      expect(ada.socket!.connected).toBe(true);
      expect(code(await login(app(), ada.username, ada.password))).toBe('ok');
      expect(code(await post(app(), 'verify-email', { token }, ada.accessToken))).toBe('link.invalid');
      expect(code(await post(app(), 'disown', { token: tokenIn(mail, '/disown') }))).toBe('link.invalid');
      await sleep(100);
      expect(mailsTo(app(), addressOf(ada)).filter(({ subject }) => /Is this your/.test(subject))).toHaveLength(1);
      ada.disconnect();
    });

    it('counts as shown by the link and the password, where nobody is signed in', async () => {
      const ada = await person(app().url, 'ada');
      const token = tokenIn(await verification(app(), ada), '/verify');
      const wrong = await post(app(), 'verify-email', { token, password: 'not the one at all' });
      expect(code(wrong)).toBe('auth.password_wrong');
      const right = await post(app(), 'verify-email', { token, password: ada.password });
      expect(right).toMatchObject({ status: 200, data: { resetToken: null } });
      expect((await ada.rest('GET', '/me')).data).toMatchObject({ emailVerified: true });
    });

    it('is not taken for shown by nobody in particular where a session has ended: that would put its person out', async () => {
      const ada = await person(app().url, 'ada');
      const token = tokenIn(await verification(app(), ada), '/verify');
      const other = expectOk(await login(app(), ada.username, ada.password));
      expectOk(await post(app(), 'logout', {}, other.accessToken));
      expect(code(await post(app(), 'verify-email', { token }, other.accessToken))).toBe('auth.session_ended');
      expect((await row(app(), ada)).passwordHash).not.toBeNull();
      expectOk(await post(app(), 'verify-email', { token }, ada.accessToken));
    });

    it('by the link alone makes the account the mailbox’s: whoever registered is out, and a session of others is no proof', async () => {
      const [mallory, other] = await Promise.all([person(app().url, 'mallory'), person(app().url, 'other')]);
      await mallory.connect();
      const token = tokenIn(await verification(app(), mallory), '/verify');
      expect(code(await post(app(), 'verify-email', { token }, other.accessToken))).toBe('link.other_account');
      expect((await row(app(), mallory)).emailVerifiedAt).toBeNull();
      const { resetToken } = expectOk(await post(app(), 'verify-email', { token }));
      expect(resetToken).toEqual(expect.any(String));
      await closes(mallory);
      expect((await mallory.rest('GET', '/me')).error.code).toBe('auth.session_ended');
      expect(code(await login(app(), mallory.username, mallory.password))).toBe('auth.invalid_credentials');
      expect((await row(app(), mallory)).passwordHash).toBeNull();
      expectOk(await post(app(), 'password/reset', { token: resetToken, password: NEW }));
      const { user } = expectOk(await login(app(), addressOf(mallory), NEW));
      expect(user).toMatchObject({ id: mallory.id, emailVerified: true });
    });

    it('is shown by one of twenty who use the link at once', async () => {
      const ada = await person(app().url, 'ada');
      const token = tokenIn(await verification(app(), ada), '/verify');
      const tries = Array.from({ length: 20 }, () => post(app(), 'verify-email', { token }, ada.accessToken));
      expect((await Promise.all(tries)).map(code).toSorted()).toEqual([...Array(19).fill('link.invalid'), 'ok']);
    });

    it.each(doors)('is asked about again through %s, and no more once it is shown', async (door) => {
      const ada = await (await person(app().url, 'ada')).connect();
      const ask = () => (door === 'rest' ? ada.rest('POST', '/me/email/verification') : ada.command('me.verify_email'));
      await verification(app(), ada);
      expectOk(await ask());
      const token = tokenIn(await verification(app(), ada, 2), '/verify');
      expectOk(await post(app(), 'verify-email', { token }, ada.accessToken));
      expectOk(await ask());
      await sleep(100);
      expect(mailsTo(app(), addressOf(ada)).filter(({ subject }) => /Is this your/.test(subject))).toHaveLength(2);
      ada.disconnect();
    });

    it('is free again when its owner says that it was not them; the account has none and lives on', async () => {
      const slip = await (await person(app().url, 'slip')).connect();
      const disown = tokenIn(await verification(app(), slip), '/disown');
      expect((await fetch(`${app().url}/disown`)).status).not.toBe(500); // opening the page does nothing
      expect((await row(app(), slip)).email).toBe(addressOf(slip));
      expect(await post(app(), 'disown', { token: disown })).toMatchObject({ status: 200, data: { what: 'account' } });
      expect(await slip.hears('me.updated')).toMatchObject({ email: null, emailVerified: false });
      expect(code(await post(app(), 'disown', { token: disown }))).toBe('link.invalid');
      const owner = { username: `${slip.username}2`, email: addressOf(slip), password: NEW };
      const { user } = expectOk(await rest(app().url, 'POST', '/auth/register', owner));
      expect(user.id).not.toBe(slip.id);
      expect(code(await login(app(), slip.username, slip.password))).toBe('ok');
      const email = `right-${slip.username}@example.org`;
      await move(app(), slip, email);
      expect(expectOk(await slip.rest('GET', '/me'))).toMatchObject({ email, emailVerified: true });
      slip.disconnect();
    });
  });

  describe('another email address', () => {
    it('is asked for with the password, and becomes the account’s when its mailbox answers; the one before is told', async () => {
      const ada = await verified(app(), await (await person(app().url, 'ada')).connect());
      const email = `new-${ada.username}@example.org`;
      const wrong = await ada.rest('POST', '/me/email', { email, password: 'not the one at all' });
      expect(code(wrong)).toBe('auth.password_wrong');
      expect((await ada.rest('POST', '/me/email', { email, password: ada.password })).status).toBe(202);
      const token = tokenIn(await mailTo(app(), email, /Your email address/), '/change-email');
      expect((await ada.rest('GET', '/me')).data.email).toBe(addressOf(ada));
      expect((await post(app(), 'email/confirm', { token }, ada.accessToken)).status).toBe(204);
      expect(await ada.hears('me.updated', (me) => me.email === email)).toMatchObject({ emailVerified: true });
      expect(code(await login(app(), email, ada.password))).toBe('ok');
      expect(code(await login(app(), addressOf(ada), ada.password))).toBe('auth.invalid_credentials');
      expect(await undoIn(app(), addressOf(ada))).toEqual(expect.any(String));
      expect(code(await post(app(), 'email/confirm', { token }, ada.accessToken))).toBe('link.invalid');
      ada.disconnect();
    });

    it('is not lent to a stranger’s account by who opens the link: it takes a session of the account or its password', async () => {
      const [mallory, victim] = await Promise.all([person(app().url, 'mallory'), person(app().url, 'victim')]);
      const email = `victims-${mallory.username}@example.org`;
      expectOk(await mallory.rest('POST', '/me/email', { email, password: mallory.password }));
      const token = tokenIn(await mailTo(app(), email, /Your email address/), '/change-email');
      expect(code(await post(app(), 'email/confirm', { token }))).toBe('auth.required');
      expect(code(await post(app(), 'email/confirm', { token }, victim.accessToken))).toBe('link.other_account');
      const wrong = await post(app(), 'email/confirm', { token, password: victim.password });
      expect(code(wrong)).toBe('auth.password_wrong');
      expect((await row(app(), mallory)).email).toBe(addressOf(mallory));
      expectOk(await post(app(), 'email/confirm', { token, password: mallory.password }));
    });

    it('that somebody has already is asked for with the same answer, and its owner is told without a link', async () => {
      const [ada, ben] = await Promise.all([person(app().url, 'ada'), person(app().url, 'ben')]);
      const answer = await ada.rest('POST', '/me/email', { email: addressOf(ben), password: ada.password });
      expect(answer).toMatchObject({ status: 202, data: undefined });
      const { text } = await mailTo(app(), addressOf(ben), /Your email address/);
      expect(text).not.toContain('token=');
      expect(text).not.toContain(ada.username);
    });

    it('that somebody took meanwhile is refused, and the link stays good', async () => {
      const ada = await person(app().url, 'ada');
      const email = `late-${ada.username}@example.org`;
      expectOk(await ada.rest('POST', '/me/email', { email, password: ada.password }));
      const token = tokenIn(await mailTo(app(), email, /Your email address/), '/change-email');
      const quick = { username: `quick-${ada.username}`.slice(0, 32), email, password: NEW };
      expectOk(await rest(app().url, 'POST', '/auth/register', quick));
      expect(code(await post(app(), 'email/confirm', { token }, ada.accessToken))).toBe('auth.email_taken');
      expect((await row(app(), ada)).email).toBe(addressOf(ada));
    });

    it('is undone from the mailbox before: all sessions end, the password is void, and the oldest link wins over later ones', async () => {
      const ada = await verified(app(), await (await person(app().url, 'ada')).connect());
      const [second, third] = ['second', 'third'].map((name) => `${name}-${ada.username}@example.org`) as [
        string,
        string,
      ];
      await move(app(), ada, second);
      const first = await undoIn(app(), addressOf(ada));
      await move(app(), ada, third);
      const later = await undoIn(app(), second);
      const { resetToken } = expectOk(await post(app(), 'email/undo', { token: first }));
      await closes(ada);
      expect((await ada.rest('GET', '/me')).error.code).toBe('auth.session_ended');
      expect(await row(app(), ada)).toMatchObject({ email: addressOf(ada), passwordHash: null });
      expect(code(await post(app(), 'email/undo', { token: later }))).toBe('link.invalid');
      expect(code(await post(app(), 'email/undo', { token: first }))).toBe('link.invalid');
      expectOk(await post(app(), 'password/reset', { token: resetToken, password: NEW }));
      expect(code(await login(app(), addressOf(ada), NEW))).toBe('ok');
    });

    it('is undone also where somebody has registered the free address meanwhile, without ever showing it to be theirs', async () => {
      const ada = await verified(app(), await person(app().url, 'ada'));
      await move(app(), ada, `stolen-${ada.username}@example.org`);
      const token = await undoIn(app(), addressOf(ada));
      const squatter = { username: `squat-${ada.username}`.slice(0, 32), email: addressOf(ada), password: NEW };
      const { user } = expectOk(await post(app(), 'register', squatter));
      expectOk(await post(app(), 'email/undo', { token }));
      expect((await row(app(), ada)).email).toBe(addressOf(ada));
      expect((await row(app(), user)).email).not.toBe(addressOf(ada));
    });

    it('is undone once: a mail about a later move that comes late has no way back', async () => {
      const ada = await verified(app(), await person(app().url, 'ada'));
      const [second, third] = [`b-${ada.username}@example.org`, `c-${ada.username}@example.org`];
      await move(app(), ada, second);
      const first = await undoIn(app(), addressOf(ada));
      await move(app(), ada, third);
      await undoIn(app(), second);
      const [moved] = await app().database.read((reader) =>
        reader.query(
          `SELECT payload FROM one_time_tokens WHERE userId = ? AND purpose = 'email.undo' AND payload LIKE ?`,
          [...[ada.id, `%${second}%`]],
        ),
      );
      expectOk(await post(app(), 'email/undo', { token: first }));
      const late = {
        userId: ada.id,
        undoable: true,
        ...(JSON.parse(moved.payload) as { email: string; movedAt: string }),
      };
      await app().database.write([], (tx) => Promise.resolve(tx.enqueue(addressMovedMail, late)));
      const { text } = await mailTo(app(), second, /another email address/, { count: 2 });
      expect(text).not.toContain('token=');
    });

    it('a reset asked for at the new address leaves the way back from the one before', async () => {
      const ada = await verified(app(), await person(app().url, 'ada'));
      const email = `taken-${ada.username}@example.org`;
      await move(app(), ada, email);
      const undo = await undoIn(app(), addressOf(ada));
      expectOk(await post(app(), 'password/forgot', { email }));
      const token = tokenIn(await mailTo(app(), email, /new password/), '/reset');
      expectOk(await post(app(), 'password/reset', { token, password: NEW }));
      expectOk(await post(app(), 'email/undo', { token: undo }));
      expect((await row(app(), ada)).email).toBe(addressOf(ada));
    });

    it('an address that was never shown to be one’s own gets no way back: it may be a stranger’s', async () => {
      const slip = await person(app().url, 'slip');
      await move(app(), slip, `right-${slip.username}@example.org`);
      const { text } = await mailTo(app(), addressOf(slip), /another email address/);
      expect(text).not.toContain('token=');
    });

    it('a link to a new password that lies in the mailbox before is worth nothing', async () => {
      const ada = await verified(app(), await person(app().url, 'ada'));
      expectOk(await post(app(), 'password/forgot', { email: addressOf(ada) }));
      const token = tokenIn(await mailTo(app(), addressOf(ada), /new password/), '/reset');
      await move(app(), ada, `away-${ada.username}@example.org`);
      expect(code(await post(app(), 'password/reset', { token, password: NEW }))).toBe('link.invalid');
    });
  });

  describe('news of a sign-in', () => {
    it('S5-19 comes once a sign-in and leads to ending that very session, by POST alone', async () => {
      const ada = await (await person(app().url, 'ada')).connect();
      const signedIn = expectOk(await login(app(), ada.username, ada.password));
      const mail = await mailTo(app(), addressOf(ada), /signed in/);
      const token = tokenIn(mail, '/disown');
      expect((await fetch(`${app().url}/disown?token=${token}`)).status).toBeLessThan(500);
      expect((await rest(app().url, 'GET', '/me', undefined, signedIn.accessToken)).ok).toBe(true);
      expect(await post(app(), 'disown', { token })).toMatchObject({ status: 200, data: { what: 'session' } });
      const refused = await rest(app().url, 'GET', '/me', undefined, signedIn.accessToken);
      expect(refused.error.code).toBe('auth.session_ended');
      expect(await ada.hears('session.revoked')).toEqual({ sessionId: signedIn.sessionId });
      expect((await ada.rest('GET', '/me')).ok).toBe(true);
      expect(code(await post(app(), 'disown', { token }))).toBe('link.invalid');
      expect(mailsTo(app(), addressOf(ada)).filter(({ subject }) => /signed in/.test(subject))).toHaveLength(1);
      ada.disconnect();
    });
  });
});
