import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Mounts a disk of a megabyte, in memory, at this folder. */
export const mountSmallDisk = (folder: string): void =>
  void execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
export const unmount = (folder: string): void => void execFileSync('umount', [folder]);

/** Whether the system lets us: it takes root, and containers are often not let, as root or not. Said where it is not, for then a test is left out. */
export const mayMount = ((): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'parley-disk-'));
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  if (status === 0) unmount(folder);
  else
    process.stdout.write(
      `      no disk can be mounted here, so what a full one does is not tried: ${String(stderr)}\n`,
    );
  rmdirSync(folder);
  return status === 0;
})();
