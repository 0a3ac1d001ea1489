import { useSyncExternalStore } from 'react';
import { createClient, ParleyError, type Status } from '@parley/client';
import { pageStorage } from './storage.js';

/**
 * The one client of this page. The refresh token is in a cookie that no script can read; the storage keeps unsent messages, and what was seen last,
 * so that there is something to read at once and without a network.
 */
export const client = createClient({ url: location.origin, cookie: true, storage: pageStorage, keepState: true });

/** What `read` answers about the client's state, now and after every change. It must answer the same object until that changes. */
export function useParley<T>(read: () => T): T {
  return useSyncExternalStore(client.subscribe, read);
}

const onStatus = (listener: () => void): (() => void) => client.onStatus(listener);

export function useStatus(): Status {
  return useSyncExternalStore(onStatus, () => client.status);
}

/** Calls `listener` whenever everything is up to date again after a pause: what passed meanwhile may not have been told. Answers what ends it. */
export function onReturn(listener: () => void): () => void {
  return client.onStatus(({ state }) => state === 'online' && listener());
}

/** For what happens on the side: where the server says no or is away, nothing is lost and nobody needs to hear of it. */
export function quietly(work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    if (!(error instanceof ParleyError)) throw error;
  });
}
