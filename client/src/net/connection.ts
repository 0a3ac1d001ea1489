import { io, type Socket } from 'socket.io-client';
import type { Session } from '../auth/session.js';
import { isProblem, ownError, ParleyError } from '../errors.js';
import type { Settings } from '../options.js';
import type { Schemas } from '../generated/contract.js';
import type { ChangesFrame, Heads } from '../wire.js';
import { Alarm, Backoff } from '../waiting.js';

/** What the connection tells the rest of the client. */
export interface ConnectionEvents {
  /** The socket is up and authenticated. */
  up(): void;
  /** It went away; another is being made. */
  down(reason: string): void;
  /** A try to make it failed; more follow. */
  failed(reason: string): void;
  frame(frame: ChangesFrame): void;
  heads(heads: Heads): void;
  passing(event: string, data: unknown): void;
}

type Answer = { ok: true; data: unknown } | { ok: false; error: unknown };

/** The one socket. Socket.IO brings it back after failures of the network; after a refusal this class does, with another token where that helps. */
export class Connection {
  private socket: Socket | undefined;
  private spent = '';
  private greeting: Schemas['ServerGreeting'] | undefined;
  private readonly again: Alarm;
  private readonly backoff: Backoff;

  constructor(
    private readonly settings: Settings,
    private readonly session: Session,
    private readonly events: ConnectionEvents,
  ) {
    this.backoff = new Backoff(settings.timing.reconnectWait);
    this.again = new Alarm(() => this.socket?.connect());
  }

  /** Whether a command would go out now. */
  get isUp(): boolean {
    return this.socket?.connected ?? false;
  }

  /** How the socket is carried; undefined while it is down. */
  get transport(): string | undefined {
    return this.socket?.connected ? this.socket.io.engine.transport.name : undefined;
  }

  /** The node that it is with, or was last. */
  get server(): Schemas['ServerGreeting'] | undefined {
    return this.greeting;
  }

  /** Begins to connect; does nothing when it has begun. */
  open(): void {
    if (this.socket) return;
    const [first, longest] = this.settings.timing.reconnectWait;
    const socket = io(this.settings.url, {
      transports: this.settings.transports,
      auth: (send) => void this.authenticate(send),
      withCredentials: this.settings.cookie,
      forceNew: true,
      autoConnect: false,
      timeout: 5_000,
      reconnectionDelay: first,
      reconnectionDelayMax: longest,
      randomizationFactor: 0.5,
    });
    this.socket = socket;
    socket.on('connect', () => this.mine(socket, () => this.cameUp()));
    socket.on('disconnect', (reason) => this.mine(socket, () => this.wentDown(socket, reason)));
    socket.on('connect_error', (error) => this.mine(socket, () => this.didNotConnect(socket, error)));
    socket.onAny((event: string, data: unknown) => this.mine(socket, () => this.receive(event, data)));
    socket.connect();
  }

  /** Lets the socket go and makes no other. */
  close(): void {
    this.again.clear();
    const { socket } = this;
    this.socket = undefined;
    socket?.removeAllListeners();
    socket?.disconnect();
  }

  /** Tries at once instead of waiting: when the browser says that the network is back. */
  hurry(): void {
    if (!this.socket || this.socket.connected) return;
    this.again.clear();
    this.socket.disconnect().connect();
  }

  /**
   * Sends a command and waits for its acknowledgement.
   * @throws ParleyError the problem in the acknowledgement; `client.not_connected`, when nothing was sent; `client.no_answer`, when it may have been done.
   */
  async send(command: string, input: object): Promise<unknown> {
    const { socket } = this;
    if (!socket?.connected) throw ownError('client.not_connected'); // Socket.IO would keep it and send it later
    let answer: Answer;
    try {
      answer = (await socket.timeout(this.settings.timing.ackTimeout).emitWithAck(command, input)) as Answer;
    } catch (error) {
      throw ownError('client.no_answer', error);
    }
    if (answer.ok) return answer.data;
    throw isProblem(answer.error) ? new ParleyError(answer.error) : ownError('client.unexpected_answer');
  }

  /** Late events of a socket that was let go concern nobody. */
  private mine(socket: Socket, act: () => void): void {
    if (this.socket === socket) act();
  }

  private async authenticate(send: (auth: { token: string }) => void): Promise<void> {
    // A token that cannot be renewed right now is shown as it is: the server refuses it, and that is tried again.
    const token = await this.session.token().catch(() => this.session.accessToken ?? '');
    this.spent = token;
    send({ token });
  }

  private cameUp(): void {
    this.backoff.reset();
    this.events.up();
  }

  private wentDown(socket: Socket, reason: string): void {
    this.events.down(reason);
    if (!socket.active) this.again.set(this.backoff.next()); // closed by the server: Socket.IO leaves that to us
  }

  private didNotConnect(socket: Socket, error: Error & { data?: unknown }): void {
    const problem = isProblem(error.data) ? error.data : undefined;
    this.events.failed(problem?.code ?? error.message);
    if (socket.active) return; // Socket.IO goes on trying
    const wait = Math.max(this.backoff.next(), (problem?.retryAfter ?? 0) * 1_000);
    if (problem?.status !== 401) return this.again.set(wait);
    this.session.renew(this.spent).then(
      () => this.mine(socket, () => this.again.set(wait)),
      () => this.mine(socket, () => this.again.set(wait)), // a refusal has closed this connection; anything else passes
    );
  }

  private receive(event: string, data: unknown): void {
    if (event === 'changes') return this.events.frame(data as ChangesFrame);
    if (event === 'sync.heads') return this.events.heads(data as Heads);
    if (event === 'server.greeting') this.greeting = data as Schemas['ServerGreeting'];
    // The server's clock counts: the token has ended, whatever ours says.
    if (event === 'session.expired')
      void this.session.renew(this.spent).catch(() => undefined /* `connect` tries again */);
    this.events.passing(event, data);
  }
}
