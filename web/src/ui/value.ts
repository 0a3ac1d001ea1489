import { useSyncExternalStore } from 'react';

/** Something that this page knows beside the SDK, and that is drawn. It is replaced, never changed inside. */
export interface Value<T> {
  readonly get: () => T;
  readonly set: (next: T) => void;
  /** Calls `listener` after every change. Answers what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** `begin` is called once, before somebody listens for the first time: for what has to be heard or asked to keep the value true. */
export function valueOf<T>(first: T, begin?: () => void): Value<T> {
  const listeners = new Set<() => void>();
  let now = first;
  let hasBegun = false;
  return {
    get: () => now,
    set: (next) => {
      now = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      if (!hasBegun) {
        hasBegun = true;
        begin?.();
      }
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A value, or what `read` answers about it, now and after every change. It must answer the same object until that changes. */
export function useValue<T>(value: Value<T>): T;
export function useValue<T, Read>(value: Value<T>, read: (now: T) => Read): Read;
export function useValue<T>(value: Value<T>, read: (now: T) => unknown = (now) => now): unknown {
  return useSyncExternalStore(value.subscribe, () => read(value.get()));
}

/** A map with something else under a key; with nothing there for `undefined`. */
export function withEntry<T>(map: ReadonlyMap<string, T>, key: string, entry: T | undefined): ReadonlyMap<string, T> {
  const next = new Map(map);
  if (entry === undefined) next.delete(key);
  else next.set(key, entry);
  return next;
}
