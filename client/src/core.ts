import { Auth } from './auth/auth.js';
import { Session } from './auth/session.js';
import { diagnose, type Diagnosis } from './diagnosis.js';
import { Events } from './events.js';
import { History } from './history.js';
import { Journal } from './journal.js';
import { MediaClient } from './media/media-client.js';
import { Commander } from './net/commander.js';
import { Connection } from './net/connection.js';
import { Rest } from './net/rest.js';
import { settingsOf, type ClientOptions, type Settings } from './options.js';
import { Outbox } from './outbox.js';
import { ReadMarks } from './read-marks.js';
import { Rosters } from './roster.js';
import { StateShelf } from './state-shelf.js';
import { StatusLight } from './status.js';
import { emptyState } from './store/state.js';
import { Store } from './store/store.js';
import { SyncEngine } from './sync/engine.js';
import { Voice } from './voice/voice.js';
import { Alarm, between } from './waiting.js';
import type { Fact, Message, SyncAnswer } from './wire.js';

/** The parts of a client and how they hang together: what the session and the connection do, and who hears of it. */
export class Core {
  readonly store = new Store();
  readonly light = new StatusLight();
  readonly events = new Events();
  private readonly journal = new Journal();
  readonly auth: Auth;
  readonly commander: Commander;
  readonly outbox: Outbox;
  readonly history: History;
  readonly rosters: Rosters;
  readonly readMarks: ReadMarks;
  readonly media: MediaClient;
  readonly voice: Voice;
  private readonly settings: Settings;
  private readonly session: Session;
  private readonly connection: Connection;
  private readonly engine: SyncEngine;
  private readonly shelf: StateShelf;
  private readonly poll: Alarm;
  private readonly networkIsBack = (): void => this.connection.hurry();

  constructor(options: ClientOptions) {
    this.settings = settingsOf(options);
    const { timing } = this.settings;
    const rest = new Rest(this.settings);
    this.session = new Session(this.settings, rest, {
      begun: (userId) => this.begun(userId),
      renewed: (accessToken) => this.renewed(accessToken),
      ended: (reason) => this.ended(reason),
      storageFailed: (error) => this.journal.note('storage', error instanceof Error ? error.name : String(error)),
    });
    this.auth = new Auth(this.settings, rest, this.session);
    this.connection = new Connection(this.settings, this.session, {
      up: () => this.cameUp(),
      down: (reason) => this.wentDown('connecting', reason),
      failed: (reason) => this.wentDown('offline', reason),
      frame: (frame) => this.engine.frame(frame),
      heads: (heads) => this.engine.heads(heads),
      passing: (event, data) => this.events.tellPassing(event, data),
    });
    const commander = new Commander(this.connection, rest, this.session, this.journal);
    this.commander = commander;
    this.engine = new SyncEngine(
      this.store,
      {
        ask: (question): Promise<SyncAnswer> => commander.run('sync', question),
        told: (facts) => this.told(facts),
        caughtUp: () => this.caughtUp(),
      },
      timing,
    );
    this.outbox = new Outbox(this.store, (input) => commander.run('message.send', input), this.settings);
    this.history = new History(this.store, (input) => commander.run('message.list', input), timing);
    this.rosters = new Rosters(this.store, (input) => commander.run('team.member.list', input), timing);
    this.readMarks = new ReadMarks(this.store, (input) => commander.run('channel.read', input));
    this.shelf = new StateShelf(this.store, this.settings);
    this.media = new MediaClient(this.settings, this.session, commander, this.store);
    this.voice = new Voice(commander, this.store, this.events);
    this.poll = new Alarm(() => this.fetchNews());
    globalThis.addEventListener?.('online', this.networkIsBack); // browsers; Node has no such event
  }

  /** How things stand, for whoever has to find out what is wrong. */
  diagnosis(): Diagnosis {
    const { connection, session, journal } = this;
    return diagnose({ status: this.light.current, connection, session, state: this.store.state, journal });
  }

  /** Lets the live connection go; REST goes on. */
  disconnect(): void {
    this.connection.close();
    if (this.session.userId !== undefined) this.wentDown('offline', 'disconnect');
  }

  /** Makes the live connection. */
  connect(): void {
    if (this.session.userId === undefined || this.connection.isUp) return;
    this.light.show('connecting');
    this.connection.open();
  }

  /** Ends everything without signing out. */
  async close(): Promise<void> {
    globalThis.removeEventListener?.('online', this.networkIsBack);
    this.session.close();
    this.stop();
    await Promise.all([this.outbox.end('client.closed'), this.shelf.close({ forget: false })]);
    this.light.show('signed-out', 'closed');
  }

  /** Shows what was seen last before it asks for what is new. */
  private async begun(userId: string): Promise<void> {
    this.media.clear();
    this.light.show('connecting');
    const kept = await this.shelf.open(userId);
    if (this.session.userId !== userId) return; // signed out meanwhile
    if (kept) {
      this.store.update(({ pending }) => ({ ...kept, pending }));
      this.history.resume();
    }
    this.connect();
    void this.outbox.begin(userId);
  }

  private renewed(accessToken: string): void {
    if (!this.connection.isUp) return;
    const told = this.connection.send('session.refresh', { accessToken });
    void told.catch(() => undefined /* the server will close the socket, and the next one shows the new token */);
  }

  private ended(reason: string): void {
    this.stop();
    void this.outbox.end('client.signed_out', { forget: reason === 'logout' });
    void this.shelf.close({ forget: true });
    this.journal.clear();
    this.store.update(() => emptyState);
    this.light.show('signed-out', reason);
  }

  private stop(): void {
    this.voice.close();
    this.connection.close();
    this.engine.stop();
    this.history.clear();
    this.rosters.clear();
    this.media.clear();
    this.poll.clear();
  }

  private cameUp(): void {
    this.poll.clear();
    this.light.show('syncing');
    this.engine.begin();
    this.voice.cameUp();
    this.outbox.wake();
    this.history.wake();
  }

  private wentDown(state: 'connecting' | 'offline', reason: string): void {
    this.engine.stop();
    this.voice.wentDown();
    this.journal.note('connection', reason);
    this.light.show(state, reason);
    if (!this.poll.isSet) this.pollLater();
  }

  private caughtUp(): void {
    if (this.connection.isUp) this.light.show('online');
  }

  private told(facts: Fact[]): void {
    for (const { type, data } of facts) if (type.startsWith('message.')) this.outbox.heard(data as Message);
    this.events.tell(facts);
  }

  /** Without a live connection news come by REST. */
  private fetchNews(): void {
    if (this.connection.isUp || this.session.userId === undefined) return;
    this.engine.begin();
    this.pollLater();
  }

  private pollLater(): void {
    const { pollEvery } = this.settings.timing;
    this.poll.set(between([pollEvery / 2, pollEvery]));
  }
}
