import { randomBytes } from 'node:crypto';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that was made, complete under its name. */
export interface OutputFile {
  /** Absolute, when the folder was. */
  path: string;
  contentType: string;
  extension: string;
  bytes: number;
}

/**
 * Has `write` make a file of another name in `folder`, and gives it its own when it is done: a crash leaves no half file that looks whole,
 * a failure leaves none at all.
 */
export async function outputFile(
  folder: string,
  base: string,
  [contentType, extension]: [contentType: string, extension: string],
  write: (temporaryName: string) => Promise<void>,
): Promise<OutputFile> {
  const temporary = `.${base}-${randomBytes(6).toString('hex')}.part`;
  const path = join(folder, `${base}.${extension}`);
  try {
    await write(temporary);
    await rename(join(folder, temporary), path);
  } catch (error) {
    await rm(join(folder, temporary), { force: true });
    throw error;
  }
  return { path, contentType, extension, bytes: (await stat(path)).size };
}

/** The same for what is in memory already. */
export function outputBytes(
  folder: string,
  base: string,
  type: [contentType: string, extension: string],
  bytes: Uint8Array,
): Promise<OutputFile> {
  return outputFile(folder, base, type, (name) => writeFile(join(folder, name), bytes, { flag: 'wx' }));
}
