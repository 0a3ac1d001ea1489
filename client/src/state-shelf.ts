import type { Settings } from './options.js';
import { excerptOf } from './store/excerpt.js';
import { emptyState, type State } from './store/state.js';
import { callListener, type Store } from './store/store.js';
import { Alarm } from './waiting.js';

/** Counts the shapes of `State`. What another version of this SDK has kept is not read. */
const SHAPE = 3;

/** Keeps what one has seen last in the storage, by person. What the storage throws reaches the platform's handler of uncaught errors. */
export class StateShelf {
  private key: string | undefined;
  private kept: State = emptyState;
  private writing: Promise<void> = Promise.resolve();
  private readonly alarm = new Alarm(() => this.save());

  constructor(
    private readonly store: Store,
    private readonly settings: Pick<Settings, 'storage' | 'storagePrefix' | 'keepState' | 'timing'>,
  ) {
    if (settings.keepState) store.subscribe(() => this.look());
  }

  /** Answers what was kept of this person's state, if anything, and keeps it from here on. */
  async open(userId: string): Promise<State | undefined> {
    if (!this.settings.keepState) return undefined;
    await this.writing;
    const key = `${this.settings.storagePrefix}.state.${userId}`;
    const kept = await this.load(key);
    this.key = key;
    return kept;
  }

  /** Keeps nothing any more; with `forget` also nothing of what was kept, else the state as it is now. */
  async close({ forget }: { forget: boolean }): Promise<void> {
    const { key } = this;
    if (key === undefined) return;
    this.alarm.clear();
    if (forget) this.write(() => this.settings.storage.removeItem(key));
    else this.save();
    this.key = undefined;
    await this.writing;
  }

  private async load(key: string): Promise<State | undefined> {
    try {
      const text = await this.settings.storage.getItem(key);
      const { shape, state } = JSON.parse(text ?? '{}') as { shape?: number; state?: State };
      return shape === SHAPE ? state : undefined;
    } catch (error) {
      report(error); // it is a convenience: the server knows everything
      return undefined;
    }
  }

  private look(): void {
    if (this.key !== undefined && !this.alarm.isSet) this.alarm.set(this.settings.timing.keepAfter);
  }

  private save(): void {
    const { key } = this;
    const { state } = this.store;
    if (key === undefined || state === this.kept || state.epoch === null) return;
    this.kept = state;
    this.write(() => this.settings.storage.setItem(key, JSON.stringify({ shape: SHAPE, state: excerptOf(state) })));
  }

  private write(work: () => void | Promise<void>): void {
    this.writing = this.writing.then(work).catch(report);
  }
}

function report(error: unknown): void {
  callListener(() => {
    throw error;
  });
}
