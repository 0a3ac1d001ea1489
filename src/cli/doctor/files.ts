import type { Config } from '../../platform/config/config.js';
import { openScanner } from '../../platform/scanning/scanning.module.js';
import { StorageAway, StorageFull } from '../../platform/storage/storage-failure.js';
import { openStorage } from '../../platform/storage/storage.module.js';
import { doubtful, reason, well, wrong, type Finding } from './finding.js';

/** Writes a small file where files lie, reads it and removes it, without much patience. */
export async function* examineFiles({ bucket, storageDir, databaseUrl, redisUrl }: Config): AsyncGenerator<Finding> {
  const storage = await openStorage({
    storageDir,
    bucket: bucket && { ...bucket, timeoutMs: Math.min(bucket.timeoutMs, 5_000) },
  });
  try {
    await storage.check();
  } catch (error) {
    yield error instanceof StorageAway || error instanceof StorageFull
      ? wrong('files', 'nothing can be kept', error.message)
      : wrong(
          'files',
          `nothing can be kept (${reason(error)})`,
          'Check the settings that begin with S3_, or STORAGE_DIR.',
        );
    return;
  }
  if (bucket) yield well('files', `go to the bucket ${bucket.name}, which takes, gives and removes them`);
  else if (databaseUrl && redisUrl)
    yield doubtful(
      'files',
      `go to ${storageDir} on this machine`,
      'That is right where all nodes share this folder. Otherwise a file that one node took is missing on the others: set S3_BUCKET.',
    );
  else yield well('files', `go to ${storageDir}, which can be written`);
}

/** Asks the scanner who it is. */
export async function* examineScanner({ clamav }: Pick<Config, 'clamav'>): AsyncGenerator<Finding> {
  const scanner = openScanner({ clamav: clamav && { ...clamav, timeoutMs: Math.min(clamav.timeoutMs, 5_000) } });
  if (!scanner.configured) {
    yield well('scanner', 'not used: uploads are not scanned for malware (CLAMAV_URL)');
    return;
  }
  try {
    yield well('scanner', `${(await scanner.check()).slice(0, 100)} answers and scans uploads`);
  } catch (error) {
    yield wrong('scanner', 'uploads cannot be scanned', (error as Error).message);
  }
}
