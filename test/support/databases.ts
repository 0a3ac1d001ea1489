import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { newId } from '../../src/platform/database/ids.js';
import { schema } from '../../src/schema.js';

/** A database that one suite has for itself. */
export interface TestDatabase {
  /** What to set for the server: DATA_DIR always, DATABASE_URL for MySQL. */
  env: Record<string, string>;
  /** Removes it. */
  drop(): Promise<void>;
}

/** The databases that this run has: SQLite always, MySQL or MariaDB where `npm test` found one (with CI=true it insists). */
export const databaseKinds: ('sqlite' | 'mysql')[] = process.env.PARLEY_TEST_MYSQL ? ['sqlite', 'mysql'] : ['sqlite'];

/** Makes an empty database of this kind. */
export async function freshDatabase(kind: 'sqlite' | 'mysql'): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-test-'));
  const removeFolder = () => rmSync(dataDir, { recursive: true, force: true });
  if (kind === 'sqlite') {
    return { env: { DATA_DIR: dataDir }, drop: () => Promise.resolve(removeFolder()) };
  }
  const server = new URL(process.env.PARLEY_TEST_MYSQL!);
  const name = `parley_test_${newId().replaceAll('-', '')}`;
  const administer = async (statement: string) => {
    server.pathname = '/';
    const connection = await createConnection({ uri: server.href });
    await connection.query(statement);
    await connection.end();
  };
  await administer(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  server.pathname = `/${name}`;
  return {
    env: { DATA_DIR: dataDir, DATABASE_URL: server.href },
    drop: async () => {
      removeFolder();
      await administer(`DROP DATABASE ${name}`);
    },
  };
}

export type SourceKind = 'better-sqlite3' | 'mysql' | 'mariadb';

/** TypeORM's own look at a database: at what migrations have made of it, or would. */
export async function openSource({ env }: TestDatabase, type: SourceKind): Promise<DataSource> {
  const source = new DataSource(
    type === 'better-sqlite3'
      ? { type, driver: (await import('libsql')).default, database: join(env.DATA_DIR!, 'parley.sqlite'), ...schema }
      : { type, url: env.DATABASE_URL!, charset: 'utf8mb4_bin', timezone: 'Z', ...schema },
  );
  return source.initialize();
}
