import { memoryStorage, type ClientStorage } from '@parley/client';
import { createStore, del, get, set } from 'idb-keyval';

/** Milliseconds. Some browsers never say whether they open a database, and nobody is to look at an empty page for that. */
const PATIENCE = 3_000;
const OUTBOX = 'parley.outbox.';

/** IndexedDB, because `localStorage` is too small for conversations. Where it is switched off, things are kept while the page is open. */
async function open(): Promise<ClientStorage> {
  try {
    return await Promise.race([openDatabase(), impatience()]);
  } catch (error) {
    console.warn('This browser keeps nothing for this page:', error);
    return memoryStorage();
  }
}

async function openDatabase(): Promise<ClientStorage> {
  const store = createStore('parley', 'kept');
  await get('', store);
  const storage = {
    getItem: async (key: string) => (await get<string>(key, store)) ?? null,
    setItem: (key: string, value: string) => set(key, value, store),
    removeItem: (key: string) => del(key, store),
  };
  await takeOver(storage);
  return storage;
}

async function impatience(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, PATIENCE));
  throw new Error(`It was not opened within ${PATIENCE} ms.`);
}

/** Earlier pages kept what waits to be sent in `localStorage`. It is moved once, so that it is sent. */
async function takeOver(storage: ClientStorage): Promise<void> {
  for (const [key, text] of Object.entries(localStorage) as [string, string][]) {
    if (!key.startsWith(OUTBOX)) continue;
    const waiting = JSON.parse((await storage.getItem(key)) ?? '[]') as unknown[];
    await storage.setItem(key, JSON.stringify([...(JSON.parse(text) as unknown[]), ...waiting]));
    localStorage.removeItem(key);
  }
}

const opened = open();

/** Where the page keeps what has to outlive it. */
export const pageStorage: ClientStorage = {
  getItem: async (key) => (await opened).getItem(key),
  setItem: async (key, value) => (await opened).setItem(key, value),
  removeItem: async (key) => (await opened).removeItem(key),
};
