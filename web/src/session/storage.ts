import { memoryStorage, type ClientStorage } from '@parley/client';
import { createStore, del, get, set } from 'idb-keyval';

/** IndexedDB, because `localStorage` is too small for conversations. Where it is switched off, things are kept while the page is open. */
async function open(): Promise<ClientStorage> {
  try {
    const store = createStore('parley', 'kept');
    await get('', store);
    return {
      getItem: async (key) => (await get<string>(key, store)) ?? null,
      setItem: (key, value) => set(key, value, store),
      removeItem: (key) => del(key, store),
    };
  } catch (error) {
    console.warn('This browser keeps nothing for this page:', error);
    return memoryStorage();
  }
}

const opened = open();

/** Where the page keeps what has to outlive it. */
export const pageStorage: ClientStorage = {
  getItem: async (key) => (await opened).getItem(key),
  setItem: async (key, value) => (await opened).setItem(key, value),
  removeItem: async (key) => (await opened).removeItem(key),
};
