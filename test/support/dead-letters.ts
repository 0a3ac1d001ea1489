import type { Database } from '../../src/platform/database/database.js';
import { newId } from '../../src/platform/database/ids.js';
import { insertRows, sqlTime } from '../../src/platform/database/sql.js';

/** A job that was given up: a mail to somebody who is gone, so that it does nothing when it is tried again. Answers its id. */
export async function deadLetter(database: Database, error = 'Error: the mail server said no'): Promise<string> {
  const id = newId();
  const now = sqlTime(new Date());
  const payload = JSON.stringify({ userId: newId(), at: new Date().toISOString(), address: '', userAgent: 'test' });
  const columns = ['id', 'queue', 'name', 'payload', 'attempts', 'error', 'createdAt', 'failedAt'] as const;
  await database.write([], ({ manager }) =>
    insertRows(manager, 'dead_letters', columns, [[id, 'mail', 'login', payload, 3, error, now, now]]),
  );
  return id;
}
