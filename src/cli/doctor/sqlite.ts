import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { judgeMigrations } from './mysql.js';
import { reason, well, wrong, type Finding } from './finding.js';

interface LibsqlDatabase {
  prepare(sql: string): { all(): unknown[] };
  close(): void;
}
const libsql = createRequire(import.meta.url)('libsql') as new (
  path: string,
  options?: { timeout?: number },
) => LibsqlDatabase;

/** Looks at the SQLite file, also beside the server that serves it, without migrating it. */
export function* examineSqlite(dataDir: string): Generator<Finding> {
  const path = join(dataDir, 'parley.sqlite');
  if (!existsSync(path)) {
    yield well('database', `SQLite; ${path} is made when the server starts`);
    return;
  }
  let database: LibsqlDatabase | undefined;
  try {
    database = new libsql(path, { timeout: 5000 });
    const all = <T>(sql: string) => database!.prepare(sql).all() as T[];
    yield well(
      'database',
      `SQLite ${all<{ version: string }>('SELECT sqlite_version() AS version')[0]!.version} in ${path}`,
    );
    const faults = all<{ quick_check: string }>('PRAGMA quick_check(3)').map((row) => row.quick_check);
    yield faults[0] === 'ok'
      ? well('durability', 'the file is sound, and each commit is flushed to the disk')
      : wrong(
          'durability',
          `the file is damaged: ${faults.join('; ').slice(0, 200)}`,
          'Stop the server, keep a copy of the file, and restore a backup.',
        );
    const tables = all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'");
    yield judgeMigrations(
      tables.length > 0 ? all<{ name: string }>('SELECT name FROM migrations').map(({ name }) => name) : [],
    );
  } catch (error) {
    yield wrong(
      'database',
      `${path} cannot be read (${reason(error)})`,
      'Check the owner and the mode of the file, and that the disk is sound.',
    );
  } finally {
    database?.close();
  }
}
