import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

/** A mail as the server of somebody's mailbox got it. */
export interface Arrived {
  to: string;
  /** With its angle brackets. */
  messageId: string;
  subject: string;
  /** Names in lower case, values unfolded. */
  headers: Map<string, string>;
  text: string;
  html: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** A real mail server on this machine, which a test may stop, slow down and make refuse. */
export class MailSink {
  readonly arrived: Arrived[] = [];
  /** Milliseconds between having a mail and saying so: whoever dies meanwhile does not know that it went out. */
  slowMs = 0;
  /** Addresses that are refused for good. */
  refuses: (address: string) => boolean = () => false;
  /** Addresses for which the server says nothing at all, neither yes nor no. */
  hangs: (address: string) => boolean = () => false;
  private held: Promise<void> | undefined;
  private server: SMTPServer | undefined;
  private readonly sockets = new Set<Socket>();

  private constructor(private port: number) {}

  static async start(): Promise<MailSink> {
    const sink = new MailSink(0);
    await sink.up();
    return sink;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** The mails that went to this address, or of which this is true. */
  of(which: string | ((mail: Arrived) => boolean)): Arrived[] {
    return this.arrived.filter(typeof which === 'string' ? ({ to }) => to === which : which);
  }

  /** The first mail to this address whose subject fits, at the latest within 15 s. */
  async mailTo(address: string, subject: RegExp): Promise<Arrived> {
    for (const end = Date.now() + 15_000; ; await sleep(10)) {
      const found = this.of(address).find((mail) => subject.test(mail.subject));
      if (found) return found;
      const there = this.of(address).map((mail) => mail.subject);
      if (Date.now() > end) throw new Error(`no ${subject} to ${address}; there are: ${there.join(', ')}`);
    }
  }

  /** Takes mails and says so to nobody until the answer is called. */
  hold(): () => void {
    let release = (): void => undefined;
    this.held = new Promise((resolve) => (release = resolve));
    return release;
  }

  /** Listens (again), on the port that it had. */
  async up(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _session, done) => {
        if (this.hangs(address)) return;
        done(this.refuses(address) ? Object.assign(new Error('No such mailbox'), { responseCode: 550 }) : undefined);
      },
      onData: (stream, { envelope }, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const [to] = envelope.rcptTo;
          this.arrived.push(read(Buffer.concat(chunks).toString(), to!.address));
          void Promise.all([this.held, sleep(this.slowMs)]).then(() => done());
        });
      },
    });
    server.on('error', () => undefined); // connections that break off are what some tests are about
    server.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    server.listen(this.port, '127.0.0.1');
    await once(server.server, 'listening');
    this.port = (server.server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Ends as by a power cut: whoever connects is refused. */
  async down(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server!.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}

function read(raw: string, to: string): Arrived {
  const { headers, body } = split(raw);
  const parts = partsOf(headers, body);
  const of = (type: string) => parts.find((part) => part.type === type)?.content ?? '';
  return {
    ...{ to, headers, messageId: headers.get('message-id') ?? '', subject: headers.get('subject') ?? '' },
    ...{ text: of('text/plain'), html: of('text/html'), at: Date.now() },
  };
}

function split(raw: string): { headers: Map<string, string>; body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ').split('\r\n'); // prettier-ignore
  const headers = lines.map((line) => /^([^:]+):\s*(.*)$/.exec(line)!).map(([, name, value]) => [name!.toLowerCase(), value!] as const); // prettier-ignore
  return { headers: new Map(headers), body: raw.slice(end + 4) };
}

/** What RFC 2045 and RFC 2046 make of a mail with a text and its HTML. */
function partsOf(headers: Map<string, string>, body: string): { type: string; content: string }[] {
  const [type = 'text/plain'] = (headers.get('content-type') ?? 'text/plain').split(';');
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return [{ type, content: decoded(headers.get('content-transfer-encoding'), body) }];
  const inner = body.split(`--${boundary}`).slice(1, -1);
  return inner.map((part) => split(part.replace(/^\r\n/, ''))).flatMap((part) => partsOf(part.headers, part.body));
}

function decoded(encoding: string | undefined, body: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body;
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))); // prettier-ignore
  return Buffer.from(bytes, 'latin1').toString();
}
