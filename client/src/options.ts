/** Where a client keeps what outlives it: `localStorage` fits, and so does anything asynchronous with the same three methods. */
export interface ClientStorage {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): void | Promise<void>;
  removeItem(key: string): void | Promise<void>;
}

/** The part of `navigator.locks` that is used: one renewal at a time over all tabs. */
export interface ClientLocks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** Times in milliseconds. The defaults suit people; tests shorten them. */
export interface Timing {
  /** How long an acknowledgement may take before REST is tried. 5,000 */
  ackTimeout: number;
  /** How long a REST call may take. 10,000 */
  restTimeout: number;
  /** Shortest and longest wait before a gap is asked about: the missing frame may be on its way, two nodes' publishes may swap. 100–300 */
  gapWait: readonly [number, number];
  /** First and longest wait between tries of a message or a renewal; it doubles and is spread by half. 500–10,000 */
  retryWait: readonly [number, number];
  /** First and longest wait between tries to connect. 250–5,000 */
  reconnectWait: readonly [number, number];
  /** How long a changed state may stay unkept, where `keepState` is set. 1,000 */
  keepAfter: number;
  /** How often news are fetched by REST while there is no live connection. 5,000 */
  pollEvery: number;
  /** How long nothing of an upload may be taken, and its answer may be away, before it counts as broken off. 60,000 */
  uploadIdle: number;
}

/** What `createClient` takes. */
export interface ClientOptions {
  /** The server's address without a path, for example `https://chat.example.org`; in a page of the server `location.origin`. */
  url: string;
  /** Keeps tokens and unsent messages. Without it both live as long as the client. */
  storage?: ClientStorage;
  /** Also keeps there what one has seen last, until signing out: the next start shows it at once, and without a network. `false` */
  keepState?: boolean;
  /** For pages: the refresh token stays in an HttpOnly cookie that no script can read. Needs the server's own origin or one that it allows. */
  cookie?: boolean;
  /** The platform's `fetch` unless given. */
  fetch?: typeof fetch;
  /** `navigator.locks` where it exists unless given. */
  locks?: ClientLocks;
  /** How the live connection may be carried. Only WebSocket unless given: long polling needs a balancer with sticky sessions. */
  transports?: ('websocket' | 'polling')[];
  /** Prefix of the keys in `storage`. `parley` */
  storagePrefix?: string;
  timing?: Partial<Timing>;
}

/** Options with their defaults. */
export interface Settings extends Required<Omit<ClientOptions, 'timing' | 'locks' | 'fetch'>> {
  fetch: typeof fetch;
  locks: ClientLocks;
  timing: Timing;
}

const TIMING: Timing = {
  ackTimeout: 5_000,
  restTimeout: 10_000,
  gapWait: [100, 300],
  retryWait: [500, 10_000],
  reconnectWait: [250, 5_000],
  keepAfter: 1_000,
  pollEvery: 5_000,
  uploadIdle: 60_000,
};

/** Fills in what was not given. */
export function settingsOf(options: ClientOptions): Settings {
  return {
    url: options.url.replace(/\/+$/, ''),
    storage: options.storage ?? memoryStorage(),
    keepState: options.keepState ?? false,
    cookie: options.cookie ?? false,
    fetch: options.fetch ?? ((...args) => globalThis.fetch(...args)), // called as a method of anything else, browsers throw
    locks: options.locks ?? platformLocks(),
    transports: options.transports ?? ['websocket'],
    storagePrefix: options.storagePrefix ?? 'parley',
    timing: { ...TIMING, ...options.timing },
  };
}

/** Storage that lives as long as the object. Two clients that share one behave like two tabs. */
export function memoryStorage(): ClientStorage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

function platformLocks(): ClientLocks {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks as ClientLocks | undefined;
  return locks ?? { request: (_name, work) => work() };
}
