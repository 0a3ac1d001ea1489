import { Administration } from './administration.js';
import type { Auth } from './auth/auth.js';
import { Core } from './core.js';
import type { Diagnosis } from './diagnosis.js';
import type { Listener } from './events.js';
import type { MediaClient } from './media/media-client.js';
import type { ClientOptions } from './options.js';
import type { Outgoing, Sending } from './outbox.js';
import { Pages } from './pages.js';
import { Permissions } from './permissions.js';
import type { Status } from './status.js';
import { Selectors } from './store/selectors.js';
import type { PendingMessage, State } from './store/state.js';
import type { Voice } from './voice/voice.js';
import type {
  Channel,
  CommandInput,
  CommandName,
  CommandReply,
  EventMap,
  Me,
  Message,
  Team,
  TeamMember,
} from './wire.js';

/**
 * Makes a client. It does nothing until somebody signs in; from then on it keeps itself connected and up to date.
 * @example
 * const client = createClient({ url: 'http://localhost:3000', storage: localStorage });
 * if (!(await client.auth.restore())) await client.auth.login({ login: 'ada', password });
 * await client.openChannel(channelId);
 * client.subscribe(() => show(client.messages(channelId), client.pending(channelId)));
 * client.send({ channelId, body: 'Good morning!' });
 */
export function createClient(options: ClientOptions): ParleyClient {
  return new ParleyClient(options);
}

/** One person's view of a Parley server, kept up to date. */
export class ParleyClient {
  /** Signing in and out. */
  readonly auth: Auth;
  /** What the owners of the installation do. */
  readonly administration: Administration;
  /** Uploads, and where they are to be seen. */
  readonly media: MediaClient;
  /** Calls with this device. */
  readonly voice: Voice;
  /** Which part of a channel is loaded: how to be led into the past, and back. */
  readonly pages: Pages;
  /** What one may, by one's roles. */
  readonly may: Permissions;
  private readonly core: Core;
  private readonly select = new Selectors();

  constructor(options: ClientOptions) {
    this.core = new Core(options);
    this.auth = this.core.auth;
    this.media = this.core.media;
    this.voice = this.core.voice;
    this.pages = new Pages(this.core.history, this.core.store);
    this.may = new Permissions(this.core.store);
    this.administration = new Administration(this.core.commander);
    this.core.light.on(({ state }) => state === 'signed-out' && this.select.clear());
  }

  // ——— where it stands

  /** Whether everything comes live, and if not, why. */
  get status(): Status {
    return this.core.light.current;
  }

  /** Calls `listener` with each new status, until the answered function is called. */
  onStatus(listener: (status: Status) => void): () => void {
    return this.core.light.on(listener);
  }

  /** Resolves when the client is in this state; at once when it is. */
  async reaches(state: Status['state']): Promise<void> {
    if (this.status.state === state) return;
    await new Promise<void>((resolve) => {
      const stop = this.core.light.on((status) => {
        if (status.state !== state) return;
        stop();
        resolve();
      });
    });
  }

  /** How things stand, for whoever has to find out what is wrong. Nothing that anybody wrote is in it, so it can be sent to support. */
  diagnosis(): Diagnosis {
    return this.core.diagnosis();
  }

  // ——— what it knows

  /** Everything, normalised. Compare parts by identity; never change it. */
  get state(): State {
    return this.core.store.state;
  }

  /** Oneself, once known. */
  get me(): Me | null {
    return this.core.store.state.me;
  }

  /** Calls `listener` after every change of the state, until the answered function is called. May be passed on without its client. */
  readonly subscribe = (listener: () => void): (() => void) => this.core.store.subscribe(listener);

  /**
   * Resolves when `holds` answers true; it is asked now and after every change of the state.
   * @example await client.until(() => client.channels(team.id).length > 0);
   */
  async until(holds: () => boolean): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve) => {
      const stop = this.subscribe(() => {
        if (!holds()) return;
        stop();
        resolve();
      });
    });
  }

  /** One's teams, by name. Like all lists here it is the same object until it changes. */
  teams(): readonly Team[] {
    return this.select.teams(this.state);
  }

  /** The rooms one sees, of one team or all; the general one first, then by name. DMs and threads are not among them. */
  channels(teamId?: string): readonly Channel[] {
    return this.select.channels(this.state, teamId);
  }

  /** The loaded messages of an open channel, oldest first: every `seq` once, without a hole. */
  messages(channelId: string): readonly Message[] {
    return this.select.messages(this.state, channelId);
  }

  /** One's messages that are on their way into the channel, or were refused: to be shown below `messages`. */
  pending(channelId: string): readonly PendingMessage[] {
    return this.select.pending(this.state, channelId);
  }

  /** How many messages of the channel one has not read. */
  unread(channelId: string): number {
    return this.select.unread(this.state, channelId);
  }

  /** How many of them mention one, by name or with everybody. */
  mentions(channelId: string): number {
    return this.select.mentions(this.state, channelId);
  }

  /** One's DMs that are not closed, by the names of the others. */
  dms(): readonly Channel[] {
    return this.select.dms(this.state);
  }

  /** The members of a team, by name; empty until `loadMembers`. */
  members(teamId: string): readonly TeamMember[] {
    return this.select.members(this.state, teamId);
  }

  /**
   * Calls `listener` with each event of this type: durable facts once each and in the order of their stream, after the state has changed. After an
   * absence only the newest fact about each thing is told; where too much was missed none is, and the state alone says what is.
   * @returns a function that ends it.
   * @example client.on('message.created', (message) => console.log(`${message.author.displayName}: ${message.body}`));
   */
  on<Type extends keyof EventMap>(type: Type, listener: Listener<Type>): () => void {
    return this.core.events.on(type, listener);
  }

  // ——— what it does

  /**
   * Sends any command: by the live connection, or by REST where that is away. Where the connection breaks off before the answer, only what can be
   * done twice without harm (reads, edits, removals, sends with a nonce) is tried again, by REST.
   * @throws ParleyError the server's problem, `client.no_answer` (it may have been done), or `client.unreachable`.
   * @example const team = await client.command('team.create', { name: 'Difference Engine' });
   */
  command<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandReply<Name>> {
    return this.core.commander.run(name, input);
  }

  /** Sends a message: shown as pending at once, stored exactly once, in the order of these calls, however long the server is away. */
  send(message: Outgoing): Sending {
    return this.core.outbox.send(message);
  }

  /** Sends a message again that was refused. @throws RangeError when there is none with this nonce. */
  retry(nonce: string): Sending {
    return this.core.outbox.retry(nonce);
  }

  /** Drops a message that was refused or waits. */
  discard(nonce: string): void {
    this.core.outbox.discard(nonce);
  }

  /** Begins to keep a channel's messages. Resolves with its newest 50 in `messages`, or those around a `seq`. @throws ParleyError when it is refused. */
  openChannel(channelId: string, around?: number): Promise<void> {
    return this.core.history.open(channelId, around);
  }

  /** Loads up to 50 older messages of an open channel. @throws ParleyError */
  loadBefore(channelId: string): Promise<void> {
    return this.core.history.before(channelId);
  }

  /** Whether an open channel has messages before the first of `messages`. */
  hasBefore(channelId: string): boolean {
    return this.state.timelines[channelId]?.window?.hasBefore ?? false;
  }

  /** Lets the messages of a channel go; counters and events stay live. */
  closeChannel(channelId: string): void {
    this.core.history.close(channelId);
  }

  /** Marks a channel as read up to `seq`, or up to its newest message. Cheap to call often. @throws ParleyError */
  markRead(channelId: string, seq = this.state.timelines[channelId]?.seq ?? 0): Promise<void> {
    return this.core.readMarks.mark(channelId, seq);
  }

  /** Loads all members of a team into `members` and keeps them in step. @throws ParleyError */
  loadMembers(teamId: string): Promise<void> {
    return this.core.rosters.open(teamId);
  }

  /** Lets the live connection go, for tests and for saving power. REST goes on; `connect` brings it back. */
  disconnect(): void {
    this.core.disconnect();
  }

  /** Makes the live connection; signing in does it by itself. */
  connect(): void {
    this.core.connect();
  }

  /** Ends everything without signing out. What the storage keeps is there for the next client. */
  close(): Promise<void> {
    return this.core.close();
  }
}
