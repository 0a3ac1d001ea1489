import { StorageAway, StorageFull } from './storage-failure.js';

/** No room on the disk, none left of the owner's share, or a file larger than the file system or the process may make. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** What an error of the file system comes to for whoever keeps files in `folder`. Other errors stay as they are. */
export function folderFailure(error: unknown, folder: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  if (FULL.has(code))
    return new StorageFull(
      `There is no room left in ${folder} (${code}): make room on its disk, or move it to a larger one and set STORAGE_DIR.`,
      {
        cause: error,
      },
    );
  return new StorageAway(
    `Files cannot be kept in ${folder} (${code}): see that the folder is there, its disk is mounted and sound, and the user that runs Parley may write there.`,
    { cause: error },
  );
}
