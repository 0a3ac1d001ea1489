import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { onEachDatabase, startApp, type TestApp } from '../support/app.js';
import { doors, expectOk, person, rest, type Person } from '../support/people.js';
import { mailsTo, mailTo, tokenIn } from '../support/mails.js';

const addressOf = ({ username }: Person) => `${username}@example.org`;
const signOut = (who: Person) => who.rest('POST', '/auth/logout');
const everything = { signOut: true, unread: true, invitations: true };

/** Signs the person in again, out of a session that was ended. */
async function again(app: TestApp, who: Person): Promise<Person> {
  const input = { login: who.username, password: who.password };
  const answer = expectOk(await rest(app.url, 'POST', '/auth/login', input));
  who.accessToken = answer.accessToken;
  return who;
}

onEachDatabase((app) => {
  describe.each(doors)('which mails one wants, through %s', (door) => {
    it('is everything at first; what is left out stays, and it is one’s own alone', async () => {
      const [ada, ben] = await Promise.all(
        ['ada', 'ben'].map(async (name) => (await person(app().url, name)).connect()),
      );
      const get = (who: Person) =>
        door === 'rest' ? who.rest('GET', '/me/mail-preferences') : who.command('mail_preferences.open');
      const put = (who: Person, wishes: object) =>
        door === 'rest' ? who.rest('PUT', '/me/mail-preferences', wishes) : who.command('mail_preferences.set', wishes);
      expect(expectOk(await get(ada!))).toEqual(everything);
      expect(expectOk(await put(ada!, { signOut: false }))).toEqual({ ...everything, signOut: false });
      expect(expectOk(await put(ada!, { unread: false }))).toEqual({ ...everything, signOut: false, unread: false });
      expect(expectOk(await put(ada!, { signOut: true, unread: true }))).toEqual(everything);
      expectOk(await put(ada!, { invitations: false }));
      expect(expectOk(await get(ben!))).toEqual(everything);
      expect((await put(ada!, { login: false })).error).toMatchObject({ code: 'validation.failed' });
      for (const who of [ada!, ben!]) who.disconnect();
    });
  });

  it('S5-20 whoever wants no news of sign-outs gets none; news of sign-ins come all the same', async () => {
    const ada = await person(app().url, 'ada');
    expectOk(await ada.rest('PUT', '/me/mail-preferences', { signOut: false }));
    expectOk(await signOut(ada));
    await again(app(), ada);
    await mailTo(app(), addressOf(ada), /signed in/);
    expect(mailsTo(app(), addressOf(ada)).filter(({ subject }) => /signed out/.test(subject))).toEqual([]);
  });

  it('one click in a mail ends that kind of mail, without a session; opening the address does not', async () => {
    const ada = await person(app().url, 'ada');
    expectOk(await signOut(ada));
    const mail = await mailTo(app(), addressOf(ada), /signed out/);
    const path = new URL(mail.unsubscribe!).pathname;
    expect(path).toBe(`/api/v1/mail/unsubscribe/${tokenIn(mail, '/unsubscribe')}`);
    await fetch(app().url + path);
    await again(app(), ada);
    expect(expectOk(await ada.rest('GET', '/me/mail-preferences'))).toEqual(everything);
    // As RFC 8058 says that mail programs send it.
    const click = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) };
    for (let twice = 0; twice < 2; twice += 1) expect((await fetch(app().url + path, click)).status).toBe(204);
    expect(expectOk(await ada.rest('GET', '/me/mail-preferences'))).toEqual({ ...everything, signOut: false });
  });

  it('a link of another kind, of somebody else or without its signature ends nothing', async () => {
    const [ada, ben] = await Promise.all([person(app().url, 'ada'), person(app().url, 'ben')]);
    expectOk(await signOut(ada));
    const [recipient, kind, mac] = tokenIn(await mailTo(app(), addressOf(ada), /signed out/), '/unsubscribe').split(
      '.',
    );
    expect(recipient).toBe(ada.id);
    const forged = [
      `${ben.id}.${kind}.${mac}`,
      `${recipient}.unread.${mac}`,
      `${recipient}.${kind}.`,
      `${recipient}.${kind}`,
    ];
    for (const token of [...forged, 'x', `${recipient}.${kind}.${mac}x`, `${recipient}.login.${mac}`]) {
      const answer = await rest(app().url, 'POST', `/mail/unsubscribe/${encodeURIComponent(token)}`);
      expect([token, answer.error?.code]).toEqual([token, 'not_found']);
    }
    expect(expectOk(await ben.rest('GET', '/me/mail-preferences'))).toEqual(everything);
    await again(app(), ada);
    expect(expectOk(await ada.rest('GET', '/me/mail-preferences'))).toEqual(everything);
  });
});

describe('by SMTP', () => {
  it('S5-17 S5-20 mails carry the headers of RFC 8058 where one may have no more of them, and no others do', async () => {
    const received: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, _session, done) => {
        let raw = '';
        stream.on('data', (chunk: Buffer) => (raw += chunk.toString()));
        stream.on('end', () => {
          received.push(raw);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    const env = { SMTP_URL: `smtp://127.0.0.1:${port}`, PUBLIC_URL: 'https://chat.example.org' };
    const app = await startApp('sqlite', env);
    try {
      const ada = await person(app.url, 'ada');
      expectOk(await again(app, ada).then((who) => signOut(who)));
      for (const end = Date.now() + 10_000; received.length < 3 && Date.now() < end;)
        await new Promise((resolve) => setTimeout(resolve, 20));
      const about = (subject: string) => received.find((raw) => raw.includes(`Subject: ${subject}`))!;
      const out = about('You signed out');
      expect(out).toMatch(
        /^List-Unsubscribe: <https:\/\/chat\.example\.org\/api\/v1\/mail\/unsubscribe\/[\w.-]+>\r?$/m,
      );
      expect(out).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
      for (const subject of ['You signed in', 'Is this your email address']) {
        expect(about(subject)).not.toContain('List-Unsubscribe');
        expect(about(subject)).toContain('Auto-Submitted: auto-generated');
        expect(about(subject)).toMatch(/^Message-ID: <[\w-]+@chat\.example\.org>\r?$/m);
        expect(about(subject)).toContain('text/html');
      }
    } finally {
      await app.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    }
  });
});
