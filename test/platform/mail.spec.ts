import { TryLater } from '../../src/platform/jobs/job-failure.js';
import { smtpOutcome } from '../../src/platform/mail/smtp-outcome.js';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Global, Module, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { SMTPServer } from 'smtp-server';
import { Config, loadConfig } from '../../src/platform/config/config.js';
import { MailModule } from '../../src/platform/mail/mail.module.js';
import { Mailer } from '../../src/platform/mail/mailer.js';
import { OutboxMailer } from '../../src/platform/mail/outbox.mailer.js';

const jobId = '0190a0a0-0000-7000-8000-000000000001';
const later = '0190a0a0-0000-7000-8000-000000000002';

/** A real application that has nothing but mail. */
async function application(settings: Record<string, string>): Promise<INestApplication> {
  const config = loadConfig({ NODE_ENV: 'test', PUBLIC_URL: 'https://chat.example.org', ...settings });
  @Global()
  @Module({ providers: [{ provide: Config, useValue: config }], exports: [Config] })
  class Settings {}
  const module = await Test.createTestingModule({ imports: [Settings, MailModule] }).compile();
  const app = module.createNestApplication({ logger: false });
  await app.listen(0, '0.0.0.0');
  return app;
}

interface Answer {
  status: number;
  body: string;
  headers: Record<string, unknown>;
}

function get(
  app: INestApplication,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  host = '127.0.0.1',
): Promise<Answer> {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request(
      { host, port, path, method, headers: { host: `localhost:${port}`, ...headers } },
      (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }));
      },
    );
    sent.on('error', reject).end();
  });
}

describe('mail', () => {
  let dataDir: string;
  let app: INestApplication;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'parley-mail-'));
  });

  afterEach(async () => {
    await rm(dataDir, { recursive: true, force: true });
  });

  describe('with a mail server', () => {
    let server: SMTPServer;
    let received: { from: string; to: string[]; raw: string }[];
    let refusing: string | undefined;
    let responseCode: number;
    let answering: Promise<void>;

    beforeEach(async () => {
      received = [];
      refusing = undefined;
      responseCode = 550;
      answering = Promise.resolve();
      server = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        onAuth: ({ username, password }, _, done) => done(null, password === 'pw' ? { user: username } : undefined),
        onRcptTo: ({ address }, _, done) =>
          void answering.then(() =>
            done(refusing ? Object.assign(new Error(`${refusing} ${address}`), { responseCode }) : undefined),
          ),
        onData: (stream, { envelope }, done) => {
          let raw = '';
          stream.on('data', (chunk: Buffer) => (raw += chunk.toString()));
          stream.on('end', () => {
            const { mailFrom } = envelope;
            received.push({
              from: mailFrom ? mailFrom.address : '',
              to: envelope.rcptTo.map(({ address }) => address),
              raw,
            });
            done();
          });
        },
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.server.address() as AddressInfo;
      app = await application({ DATA_DIR: dataDir, SMTP_URL: `smtp://bot:pw@127.0.0.1:${port}` });
    });

    afterEach(async () => {
      await app.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    });

    it('a mail arrives with a Message-ID made of its job, the same on every try', async () => {
      const mail = {
        to: 'ada@example.org',
        subject: 'Grüße 👋',
        text: 'Hello\n.\nAda',
        html: '<p>Hello Ada</p>',
        jobId,
      };
      await app.get(Mailer).send(mail);
      await app.get(Mailer).send(mail);
      expect(received).toHaveLength(2);
      for (const { raw, from, to } of received) {
        expect({ from, to }).toEqual({ from: 'no-reply@chat.example.org', to: ['ada@example.org'] });
        expect(raw).toContain(`Message-ID: <${jobId}@chat.example.org>`);
        expect(raw).toContain('Auto-Submitted: auto-generated');
        expect(raw).toContain('text/plain');
        expect(raw).toContain('text/html');
      }
    });

    it('an address cannot bring in a second recipient or a header', async () => {
      const mail = { to: 'ada@example.org, eve@example.org', subject: 'a\r\nBcc: eve@example.org', text: 'x', jobId };
      await app
        .get(Mailer)
        .send(mail)
        .catch(() => undefined); // refused or sent to one odd address: never to eve
      for (const { to, raw } of received) {
        expect(to).not.toContain('eve@example.org');
        expect(raw).not.toMatch(/^Bcc:/m);
      }
    });

    it('what the server cannot take now is tried later, what it refuses for good is given up', async () => {
      const send = () => app.get(Mailer).send({ to: 'ada@example.org', subject: 's', text: 't', jobId });
      refusing = 'Come again';
      responseCode = 451;
      await expect(send()).rejects.toMatchObject({ name: 'TryLater', afterMs: 60_000 });
      responseCode = 550;
      await expect(send()).rejects.toMatchObject({ name: 'GiveUp' });
      refusing = undefined;
      await send();
      expect(received).toHaveLength(1);
    });

    it('a server that is away, or does not let us in, is tried later', async () => {
      const { port } = server.server.address() as AddressInfo;
      for (const url of ['smtp://127.0.0.1:1', `smtp://bot:wrong@127.0.0.1:${port}`]) {
        const other = await application({ DATA_DIR: dataDir, SMTP_URL: url });
        const sending = other.get(Mailer).send({ to: 'ada@example.org', subject: 's', text: 't', jobId });
        await expect(sending).rejects.toMatchObject({ name: 'TryLater' });
        await other.close();
      }
    });

    it.each(['554 No mail service here', '421 Too busy'])(
      'a server that greets with “%s” refuses no mail, but us: it is tried later',
      async (greeting) => {
        const refuser = createServer((socket) => socket.on('error', () => undefined).end(`${greeting}\r\n`));
        await new Promise<void>((resolve) => refuser.listen(0, '127.0.0.1', resolve));
        const { port } = refuser.address() as AddressInfo;
        const other = await application({ DATA_DIR: dataDir, SMTP_URL: `smtp://127.0.0.1:${port}` });
        const sending = other.get(Mailer).send({ to: 'ada@example.org', subject: 's', text: 't', jobId });
        const outcome = await sending.catch((error: Error) => error.name);
        await other.close();
        await new Promise((resolve) => refuser.close(resolve));
        expect(outcome).toBe('TryLater');
      },
    );

    it.each([
      ['may have taken the mail', 'it is a try that failed', '\r\n.\r\n', 'Error'],
      ['has only the half of it', 'it is tried later', 'Subject: ', 'TryLater'],
    ])('a server that %s when the connection breaks: %s', async (_when, _outcome, lastHeard, expected) => {
      const breaking = createServer((socket) => {
        let heard = '';
        socket.on('error', () => undefined).write('220 ready\r\n');
        socket.on('data', (bytes) => {
          heard += bytes.toString();
          if (heard.includes(lastHeard)) return socket.destroy();
          if (/DATA\r\n$/.test(heard)) socket.write('354 go on\r\n');
          else if (!heard.includes('DATA\r\n')) socket.write('250 fine\r\n');
          return undefined;
        });
      });
      await new Promise<void>((resolve) => breaking.listen(0, '127.0.0.1', resolve));
      const { port } = breaking.address() as AddressInfo;
      const other = await application({ DATA_DIR: dataDir, SMTP_URL: `smtp://127.0.0.1:${port}` });
      const text = 'A line of a long mail.\n'.repeat(200_000); // more than is under way at once
      const sending = other.get(Mailer).send({ to: 'ada@example.org', subject: 's', text, jobId });
      const outcome = await sending.catch((error: Error) => error.name);
      await other.close();
      await new Promise((resolve) => breaking.close(resolve));
      expect(outcome).toBe(expected);
    });

    it('a server that wants a log-in first is tried later', async () => {
      [refusing, responseCode] = ['Authentication required', 530];
      const sending = app.get(Mailer).send({ to: 'ada@example.org', subject: 's', text: 't', jobId });
      await expect(sending).rejects.toMatchObject({ name: 'TryLater' });
    });

    it('a mail whose job is over does not leave any more, whether it is under way or waits behind others', async () => {
      let answer = (): void => undefined;
      answering = new Promise((resolve) => (answer = resolve));
      const over = new AbortController();
      const sendings = [1, 2, 3, 4, 5, 6].map((n) => {
        const mail = { to: `p${n}@example.org`, subject: 's', text: 't', jobId };
        return app.get(Mailer).send(n === 2 || n === 6 ? { ...mail, signal: over.signal } : mail);
      });
      const ended = Promise.allSettled(sendings);
      await sleep(200); // of four connections each waits for an answer
      over.abort(new Error('The process stops.'));
      answer();
      expect((await ended).map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, true, true, false]);
      await sleep(100);
      expect(received.flatMap(({ to }) => to).toSorted()).toEqual([1, 3, 4, 5].map((n) => `p${n}@example.org`));
    });

    it('a refusal is an error, which the job is told', async () => {
      refusing = 'No such person';
      await expect(app.get(Mailer).send({ to: 'ada@example.org', subject: 's', text: 't', jobId })).rejects.toThrow(
        'No such person',
      );
      expect(received).toHaveLength(0);
    });

    it('there is no outbox', async () => {
      await app.get(Mailer).send({ to: 'ada@example.org', subject: 's', text: 't', jobId });
      expect((await get(app, '/outbox')).status).toBe(404);
      await expect(readdir(join(dataDir, 'outbox'))).rejects.toThrow('ENOENT');
    });
  });

  describe('without a mail server', () => {
    const mail = {
      to: 'ada@example.org',
      subject: 'Confirm <b>your</b> address',
      text: 'Open https://chat.example.org/verify?token=a&x=1 now <script>alert(1)</script>',
      html: '<p class="a">Open "it" <script>alert(1)</script></p>',
      jobId,
    };

    beforeEach(async () => {
      app = await application({ DATA_DIR: dataDir, PUBLIC_URL: 'http://localhost:3000' });
      await app.get(Mailer).send(mail);
    });

    afterEach(async () => {
      await app.close();
    });

    it('a job that runs twice leaves one file, whole and for this user alone', async () => {
      await app.get(Mailer).send({ ...mail, subject: 'second' });
      expect(await readdir(join(dataDir, 'outbox'))).toEqual([`${jobId}.json`]);
      expect((await stat(join(dataDir, 'outbox', `${jobId}.json`))).mode & 0o777).toBe(0o600);
      const outbox = app.get(Mailer);
      expect(outbox).toBeInstanceOf(OutboxMailer);
      expect(await (outbox as OutboxMailer).list(10)).toMatchObject([
        {
          subject: 'second',
          to: mail.to,
          messageId: `<${jobId}@localhost>`,
          from: 'Parley <no-reply@localhost>',
        },
      ]);
    });

    it('a job id that is a path is refused', async () => {
      await expect(app.get(Mailer).send({ ...mail, jobId: '../evil' })).rejects.toThrow('letters, digits and hyphens');
      expect((await get(app, '/outbox/..%2Fsecrets')).status).toBe(404);
      expect((await get(app, '/outbox/../secrets')).status).toBe(404);
    });

    it('this machine reads the list, newest first, and each mail, in which nothing runs', async () => {
      await app.get(Mailer).send({ ...mail, subject: 'Later', jobId: later });
      const list = await get(app, '/outbox');
      expect(list.status).toBe(200);
      expect(list.body.indexOf('Later')).toBeLessThan(list.body.indexOf('Confirm &lt;b&gt;your&lt;/b&gt; address'));
      expect(list.body).toContain(`href="/outbox/${jobId}"`);
      const one = await get(app, `/outbox/${jobId}`);
      expect(one.status).toBe(200);
      expect(one.body).not.toContain('<script');
      expect(one.body).toContain('<a href="https://chat.example.org/verify?token=a&amp;x=1"');
      expect(one.body).toContain('sandbox srcdoc="&lt;p class=&quot;a&quot;&gt;');
      for (const { headers } of [list, one]) {
        expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
        expect(headers['content-security-policy']).toContain("default-src 'none'");
        expect(headers['content-security-policy']).not.toContain('script-src');
      }
      expect((await get(app, `/outbox/${later}x`)).status).toBe(404);
    });

    it.each([
      ['another name for this machine', { host: 'chat.example.org' }],
      ['a name that only begins like it', { host: 'localhost.example.org' }],
      ['a proxy that says so', { 'x-forwarded-for': '127.0.0.1' }],
      ['a proxy that says so otherwise', { forwarded: 'for=127.0.0.1' }],
      ['a proxy with its own header', { 'x-real-ip': '127.0.0.1' }],
      ["another page's script", { origin: 'http://localhost:5173' }],
      ["another page's script without CORS", { 'sec-fetch-mode': 'no-cors' }],
    ])('%s gets 404', async (_, headers: Record<string, string>) => {
      for (const path of ['/outbox', `/outbox/${jobId}`]) {
        const { status, body } = await get(app, path, headers);
        expect({ status, hasMail: body.includes('ada@example.org') }).toEqual({ status: 404, hasMail: false });
      }
    });

    it('nobody reads it where PUBLIC_URL names another machine: behind a proxy everybody looks like this one', async () => {
      const behind = await application({ DATA_DIR: dataDir });
      expect((await get(behind, '/outbox')).status).toBe(404);
      await behind.close();
    });

    it('another address of this machine gets 404, and so does another method', async () => {
      expect((await get(app, '/outbox', {}, 'POST')).status).toBe(404);
      const outside = Object.values(networkInterfaces()).flat().find((address) => address?.family === 'IPv4' && !address.internal); // prettier-ignore
      if (outside) expect((await get(app, '/outbox', {}, 'GET', outside.address)).status).toBe(404);
      expect((await get(app, '/outbox')).status).toBe(200);
    });
  });
});

it('a server that is silent after it may have taken a mail is asked three times, and not for a day', () => {
  const silent = Object.assign(new Error('Timeout'), { code: 'ETIMEDOUT' });
  expect(smtpOutcome(silent, true)).toBe(silent);
  expect(smtpOutcome(silent, false)).toBeInstanceOf(TryLater);
});
