import { ParleyError, type ProblemBody } from './errors.js';
import type { Settings } from './options.js';
import type { PendingMessage } from './store/state.js';
import { callListener, type Store } from './store/store.js';

type StoredMessage = Pick<PendingMessage, 'nonce' | 'channelId' | 'body' | 'replyToId' | 'mediaIds' | 'createdAt'> & {
  refusal?: Pick<ProblemBody, 'code' | 'status' | 'title' | 'detail' | 'fields'>;
};

/**
 * Keeps unsent messages in the storage, by person, so that they survive a reload. Tabs share one list: each adds and takes away what it has itself
 * changed, so none overwrites what another has to send. What the storage throws reaches the platform's handler of uncaught errors.
 */
export class OutboxShelf {
  private key: string | undefined;
  /** The list that was looked at last. */
  private seen: readonly PendingMessage[] = [];
  /** What this client has read from the storage or written there. */
  private kept: readonly PendingMessage[] = [];
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly settings: Pick<Settings, 'storage' | 'storagePrefix' | 'locks'>,
  ) {
    store.subscribe(() => this.save());
  }

  /** Answers what this person left, and keeps their messages from here on. */
  async open(userId: string): Promise<PendingMessage[]> {
    await this.writing;
    const key = `${this.settings.storagePrefix}.outbox.${userId}`;
    this.kept = (await this.load(key)).map(fromStored);
    this.key = key;
    return [...this.kept];
  }

  /** Keeps nothing any more; with `forget` also nothing of what was kept. */
  async close({ forget }: { forget: boolean }): Promise<void> {
    const { key } = this;
    this.key = undefined;
    if (forget && key !== undefined) this.write(() => this.settings.storage.removeItem(key));
    await this.writing;
  }

  /** Writes the list down if it has changed. */
  save(): void {
    const { pending } = this.store.state;
    const { key } = this;
    if (key === undefined || pending === this.seen) return;
    this.seen = pending;
    this.write(() => {
      if (this.key === key && this.seen !== pending) return undefined; // a newer list is next
      return this.merge(key, pending);
    });
  }

  private async merge(key: string, pending: readonly PendingMessage[]): Promise<void> {
    const unsent = pending.filter(({ status }) => status !== 'sent');
    const changed = unsent.filter((one) => !this.kept.includes(one));
    const gone = this.kept.filter(({ nonce }) => !unsent.some((one) => one.nonce === nonce));
    if (changed.length === 0 && gone.length === 0) return;
    const { storage, locks } = this.settings;
    await locks.request(key, async () => {
      const stored = new Map((await this.load(key)).map((one) => [one.nonce, one]));
      for (const { nonce } of gone) stored.delete(nonce);
      for (const one of changed) stored.set(one.nonce, toStored(one));
      if (stored.size > 0) await storage.setItem(key, JSON.stringify([...stored.values()]));
      else await storage.removeItem(key);
    });
    this.kept = unsent;
  }

  private async load(key: string): Promise<StoredMessage[]> {
    const text = await this.settings.storage.getItem(key);
    return text === null ? [] : (JSON.parse(text) as StoredMessage[]);
  }

  private write(work: () => void | Promise<void>): void {
    this.writing = this.writing.then(work).catch((error: unknown) =>
      callListener(() => {
        throw error;
      }),
    );
  }
}

function toStored({ nonce, channelId, body, replyToId, mediaIds, createdAt, error }: PendingMessage): StoredMessage {
  const refusal = error && {
    ...{ code: error.code, status: error.status, title: error.title, fields: [...error.fields] },
    ...(error.detail !== undefined && { detail: error.detail }),
  };
  return {
    nonce,
    channelId,
    body,
    createdAt,
    ...(replyToId !== undefined && { replyToId }),
    ...(mediaIds && { mediaIds }),
    ...(refusal && { refusal }),
  };
}

function fromStored({ refusal, ...message }: StoredMessage): PendingMessage {
  return refusal
    ? { ...message, status: 'failed', error: new ParleyError(refusal) }
    : { ...message, status: 'sending' };
}
