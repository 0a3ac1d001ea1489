import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OAuth2Server } from 'oauth2-mock-server';

/** Who signs in at the provider. */
export interface GooglePerson {
  sub: string;
  email?: string;
  email_verified?: unknown;
  name?: string;
}

/** A real OpenID provider on this machine, in Google's place. */
export class Provider {
  /** Who signs in next; anything else is answered as it is. */
  person: unknown;
  private constructor(private readonly server: OAuth2Server) {}

  static async start(): Promise<Provider> {
    const server = new OAuth2Server();
    await server.issuer.keys.generate('RS256');
    await server.start(0, '127.0.0.1');
    const provider = new Provider(server);
    server.service.on('beforeUserinfo', (answer) => {
      answer.body = provider.person as Record<string, unknown>;
    });
    return provider;
  }

  get url(): string {
    return `http://127.0.0.1:${this.server.address().port}`;
  }

  get events(): OAuth2Server['service'] {
    return this.server.service;
  }

  /** What the server is told of it. */
  get env(): Record<string, string> {
    return {
      GOOGLE_CLIENT_ID: 'parley-test',
      GOOGLE_CLIENT_SECRET: 'a secret of the test',
      GOOGLE_AUTHORIZATION_URL: `${this.url}/authorize`,
      GOOGLE_TOKEN_URL: `${this.url}/token`,
      GOOGLE_USERINFO_URL: `${this.url}/userinfo`,
      GOOGLE_TIMEOUT_MS: '20000', // what is tested is not how busy the machine is
    };
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}

/** A server that answers whatever it is told to, for providers that are out of order. */
export async function oddServer(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** What a browser gets: a page, or where it is sent. */
export interface Page {
  status: number;
  location: string;
  text: string;
}

/** A browser as far as signing in needs one: it keeps cookies and goes where it is sent, one step at a time. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** Every address it was at. */
  readonly history: string[] = [];

  constructor(readonly url: string) {}

  /** Opens a path of the app, or any address; those of the app itself it knows by its configured name. */
  async open(address: string): Promise<Page> {
    const url = new URL(address, this.url);
    const ours = url.hostname === 'localhost';
    this.history.push(url.href);
    const target = ours ? new URL(url.pathname + url.search, this.url) : url;
    const headers: Record<string, string> = { accept: 'text/html' };
    if (target.origin === this.url) headers.cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(target, { headers, redirect: 'manual' });
    if (target.origin === this.url) this.keep(response);
    const location = response.headers.get('location') ?? '';
    return { status: response.status, location, text: await response.text() };
  }

  /** Takes the cookies of an answer. */
  keep({ headers }: Response): void {
    for (const cookie of headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0]!.split('=') as [string, string];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }

  /** From our own button to the provider and back: the page or the address that it ends at. */
  async signInWithGoogle(query = ''): Promise<Page> {
    const away = await this.open(`/api/v1/auth/google${query}`);
    if (away.status !== 302) return away;
    const back = await this.open(away.location);
    return this.open(back.location);
  }
}

/** The code that a landing address carries. */
export function codeOf({ status, location, text }: Page): string {
  const code = new URL(location || '/', 'http://x').searchParams.get('code');
  if (status !== 302 || !code) throw new Error(`no code, but ${status} ${location} ${text.slice(0, 300)}`);
  return code;
}
