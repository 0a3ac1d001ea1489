import { isMark } from '../../src/features/media/storage-mark.js';
import { Storage } from '../../src/platform/storage/storage.js';
import { clock } from '../../src/platform/jobs/job-sql.js';
import type { TestApp } from './app.js';
import { until } from './processes.js';

interface JobRow {
  id: string;
  name: string;
  attempts: number;
  lastError: string | null;
}

export function jobsOf({ database }: TestApp): Promise<JobRow[]> {
  return database.read((reader) => reader.query('SELECT id, name, attempts, lastError FROM jobs'));
}

/** What rests until it is tried again has rested. */
export function endRests({ database }: TestApp): Promise<unknown> {
  const now = clock(database.dialect);
  return database.write([], ({ manager }) => manager.query(`UPDATE jobs SET runAt = ${now} WHERE lockedUntil IS NULL`));
}

/** Waits until no job is left, and lets none rest. */
export async function allDone(app: TestApp, ms = 20_000): Promise<void> {
  await until(async () => (await endRests(app), (await jobsOf(app)).length === 0), 'no job is left', ms);
}

/** Waits until each job was put off for what this says. */
export async function allPutOff(app: TestApp, says: RegExp): Promise<JobRow[]> {
  const told = (jobs: JobRow[]) => jobs.length > 0 && jobs.every(({ lastError }) => says.test(lastError ?? ''));
  await until(async () => told(await jobsOf(app)), `each job was put off: ${says}`, 20_000);
  return jobsOf(app);
}

/** The keys of all that lies in storage. */
export async function storedKeys(app: TestApp): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of app.get(Storage).list()) if (!isMark(key)) keys.push(key);
  return keys.sort();
}

/** The keys that the database knows. */
export async function knownKeys({ database }: TestApp): Promise<string[]> {
  const rows: { id: string }[] = await database.read((reader) => reader.query('SELECT id FROM media_files'));
  return rows.map(({ id }) => id).sort();
}
