import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';

/** The two ways in. */
export const doors = ['rest', 'socket'] as const;
export type Door = (typeof doors)[number];

/** What either door answers, in one form: `data` on success, `error` (the problem body) otherwise. */
export interface Answer<T = any> {
  ok: boolean;
  status: number;
  data: T;
  error: {
    code: string;
    status: number;
    fields?: { field: string; rule: string; message: string }[];
    [key: string]: unknown;
  };
}

/** One fact as a client heard it. */
export interface Heard {
  stream: string;
  position: number;
  type: string;
  data: any;
}

/** A plain HTTP call. A body goes as JSON, a form as what it is; `data` of an answer that is no JSON is its bytes. */
export async function rest(url: string, method: string, path: string, body?: unknown, token?: string): Promise<Answer> {
  const asItIs = body === undefined || body instanceof FormData;
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(asItIs ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: asItIs ? body : JSON.stringify(body),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const json: any = bytes.length === 0 ? undefined : isJson ? JSON.parse(bytes.toString()) : bytes;
  return {
    ok: response.ok,
    status: response.status,
    data: response.ok ? json : undefined,
    error: response.ok ? undefined : json,
  };
}

/** A person with an account, a token and, once connected, a socket that keeps everything it hears. */
export class Person {
  readonly heard: Heard[] = [];
  readonly passing: { event: string; data: any }[] = [];
  socket: Socket | undefined;

  constructor(
    readonly url: string,
    readonly name: string,
    readonly id: string,
    readonly username: string,
    readonly password: string,
    public accessToken: string,
    public refreshToken: string,
  ) {}

  rest(method: string, path: string, body?: unknown): Promise<Answer> {
    return rest(this.url, method, path, body, this.accessToken);
  }

  /** Opens the socket (of `url`, another node's address if given) and waits until it is in its rooms. */
  async connect(url = this.url): Promise<this> {
    const socket = io(url, {
      transports: ['websocket'],
      auth: { token: this.accessToken },
      reconnection: false,
      forceNew: true,
    });
    socket.onAny((event: string, data: any) => {
      if (event === 'server.greeting') return; // about nothing that happens
      if (event !== 'changes') this.passing.push({ event, data });
      else for (const fact of data.events) this.take({ stream: data.stream, ...fact });
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    this.socket = socket;
    await this.command('session.list', {}); // commands wait for the rooms
    return this;
  }

  /** Takes new tokens, as every client does before the old ones run out, and lets the socket live on with them. */
  async renew(): Promise<void> {
    const { refreshToken } = this;
    const answer = expectOk(await rest(this.url, 'POST', '/auth/refresh', { refreshToken }));
    this.accessToken = answer.accessToken;
    this.refreshToken = answer.refreshToken;
    if (this.socket) expectOk(await this.command('session.refresh', { accessToken: this.accessToken }));
  }

  /** Sends a command and waits for its acknowledgement. */
  async command(name: string, payload: unknown = {}): Promise<Answer> {
    const answer = await answered(this.socket!, name, payload);
    return { ok: answer.ok, status: answer.ok ? 200 : answer.error.status, data: answer.data, error: answer.error };
  }

  /** In the order of its stream, as clients put it: frames of two commits that came at once may cross. */
  private take(fact: Heard): void {
    const later = this.heard.findIndex(({ stream, position }) => stream === fact.stream && position > fact.position);
    this.heard.splice(later < 0 ? this.heard.length : later, 0, fact);
  }

  /** The first fact (or passing event) of this type that fits, heard already or within `ms`. */
  async hears(type: string, fits: (data: any) => boolean = () => true, ms = 15_000): Promise<any> {
    for (const end = Date.now() + ms; ; await sleep(10)) {
      const fact = this.heard.find((heard) => heard.type === type && fits(heard.data));
      if (fact) return fact.data;
      const event = this.passing.find((heard) => heard.event === type && fits(heard.data));
      if (event) return event.data;
      if (Date.now() > end)
        throw new Error(
          `${this.name} did not hear ${type} within ${ms} ms; heard ${this.heard.map((h) => h.type).join(', ')}`,
        );
    }
  }

  /** Forgets what was heard so far. */
  forget(): void {
    this.heard.length = 0;
    this.passing.length = 0;
  }

  /** Closes the socket. */
  disconnect(): void {
    this.socket?.disconnect();
    this.socket = undefined;
  }
}

/** The acknowledgement; an error at once where the socket is closed or closes meanwhile, for then nobody answers any more. */
async function answered(socket: Socket, name: string, payload: unknown): Promise<any> {
  if (socket.disconnected) throw new Error(`The socket was closed before ${name} was sent.`);
  let onClose: (reason: string) => void;
  const closed = new Promise<never>((_, reject) => {
    onClose = (reason) => reject(new Error(`The socket closed before ${name} was answered: ${reason}`));
    socket.once('disconnect', onClose);
  });
  const ack = socket.timeout(60_000).emitWithAck(name, payload);
  return Promise.race([ack, closed]).finally(() => socket.off('disconnect', onClose));
}

/** Registers somebody new. Names are made unique, so suites may share an app. */
export async function person(url: string, name: string): Promise<Person> {
  const username = `${name}-${randomBytes(4).toString('hex')}`;
  const password = `correct horse ${randomBytes(6).toString('hex')}`;
  const answer = await rest(url, 'POST', '/auth/register', {
    username,
    displayName: name,
    email: `${username}@example.org`,
    password,
  });
  if (!answer.ok) throw new Error(`${name} could not register: ${JSON.stringify(answer.error)}`);
  const { user, accessToken, refreshToken } = answer.data;
  return new Person(url, name, user.id, username, password, accessToken, refreshToken);
}

/** Ada and Ben in a team of Ada's with its channel `general`, and Cy, who has an account and nothing to do with them; all connected. */
export interface Cast {
  ada: Person;
  ben: Person;
  cy: Person;
  team: { id: string; slug: string; version: number };
  general: { id: string; slug: string; version: number };
}

/** Sets the stage through the product itself: Ben comes in by Ada's invitation. */
export async function cast(url: string): Promise<Cast> {
  const [ada, ben, cy] = await Promise.all([person(url, 'ada'), person(url, 'ben'), person(url, 'cy')]);
  const team = expectOk(await ada.rest('POST', '/teams', { name: `Team of ${ada.username}` }));
  const invitation = expectOk(await ada.rest('POST', `/teams/${team.id}/invitations`, {}));
  expectOk(await ben.rest('POST', `/invitations/${invitation.code}/accept`));
  const general = expectOk(await ada.rest('GET', `/teams/${team.id}/channels/by-slug/general`)).channel;
  await Promise.all([ada.connect(), ben.connect(), cy.connect()]);
  return { ada, ben, cy, team, general };
}

/** The answer's data; throws with the problem otherwise. */
export function expectOk<T = any>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`expected success, got ${JSON.stringify(answer.error)}`);
  return answer.data;
}

/** A nonce as clients make them. */
export const nonce = () => randomUUID();
