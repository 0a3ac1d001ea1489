/** There is no file under this key. */
export class StorageMissing extends Error {
  override readonly name = 'StorageMissing';

  constructor(key: string, options?: ErrorOptions) {
    super(`There is no file ${key}.`, options);
  }
}

/** There is no room left where files lie. The message tells the operator what to do; callers are answered `storage.full`. */
export class StorageFull extends Error {
  override readonly name = 'StorageFull';
}

/**
 * The place where files lie cannot be used just now: it is not there, refuses, breaks down or does not answer in time. The message tells the operator
 * what to do; callers are answered `storage.unavailable`. Whether a file is there is not known, so it must not be taken for missing.
 */
export class StorageAway extends Error {
  override readonly name = 'StorageAway';
}
