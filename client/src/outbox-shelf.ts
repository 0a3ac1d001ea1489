import { ParleyError, type ProblemBody } from './errors.js';
import type { Settings } from './options.js';
import type { PendingMessage } from './store/state.js';
import { callListener, type Store } from './store/store.js';

type StoredMessage = Pick<PendingMessage, 'nonce' | 'channelId' | 'body' | 'replyToId' | 'mediaIds' | 'createdAt'> & {
  refusal?: Pick<ProblemBody, 'code' | 'status' | 'title'>;
};

/** Keeps unsent messages in the storage, by person, so that they survive a reload. What the storage throws reaches the platform's handler of uncaught errors. */
export class OutboxShelf {
  private key: string | undefined;
  private saved: readonly PendingMessage[] = [];
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly settings: Pick<Settings, 'storage' | 'storagePrefix'>,
  ) {
    store.subscribe(() => this.save());
  }

  /** Answers what this person left, and keeps their messages from here on. */
  async open(userId: string): Promise<PendingMessage[]> {
    await this.writing;
    const key = `${this.settings.storagePrefix}.outbox.${userId}`;
    const text = await this.settings.storage.getItem(key);
    this.key = key;
    return text === null ? [] : (JSON.parse(text) as StoredMessage[]).map(fromStored);
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
    if (key === undefined || pending === this.saved) return;
    this.saved = pending;
    this.write(() => {
      if (this.key === key && this.saved !== pending) return undefined; // a newer list is next
      const unsent = pending.filter(({ status }) => status !== 'sent').map(toStored);
      return unsent.length > 0
        ? this.settings.storage.setItem(key, JSON.stringify(unsent))
        : this.settings.storage.removeItem(key);
    });
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
  const refusal = error && { code: error.code, status: error.status, title: error.title };
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
