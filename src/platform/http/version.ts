import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programFolder } from './program-folder.js';

/** The program's version, out of its package.json. */
export function programVersion(): string {
  return (JSON.parse(readFileSync(join(programFolder(), 'package.json'), 'utf8')) as { version: string }).version;
}
