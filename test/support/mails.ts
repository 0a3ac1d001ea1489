import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestApp } from './app.js';

/** A mail as it lies in the outbox. */
export interface StoredMail {
  to: string;
  subject: string;
  text: string;
  html: string;
  jobId: string;
  sentAt: string;
  unsubscribe?: string;
}

/** The mails that went to this address, the oldest first. */
export function mailsTo({ dataDir }: Pick<TestApp, 'dataDir'>, address: string): StoredMail[] {
  const folder = join(dataDir, 'outbox');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const mails = files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as StoredMail);
  return mails.filter(({ to }) => to === address).sort((a, b) => (a.jobId < b.jobId ? -1 : 1));
}

/** The newest mail to this address whose subject fits, at the latest within `ms`; `count` waits for so many of them. */
export async function mailTo(
  app: Pick<TestApp, 'dataDir'>,
  address: string,
  subject: RegExp,
  { count = 1, ms = 10_000 } = {},
): Promise<StoredMail> {
  for (const end = Date.now() + ms; ; await sleep(20)) {
    const found = mailsTo(app, address).filter((mail) => subject.test(mail.subject));
    if (found.length >= count) return found.at(-1)!;
    if (Date.now() > end) {
      const subjects = mailsTo(app, address).map((mail) => mail.subject);
      throw new Error(`no ${count} of ${subject} to ${address} within ${ms} ms; there are: ${subjects.join(', ')}`);
    }
  }
}

/** The secret of the link to this page, for example `/reset`. */
export function tokenIn({ text }: Pick<StoredMail, 'text'>, page: string): string {
  const token = new RegExp(`${page}#token=([\\w.-]+)`).exec(text)?.[1];
  if (token === undefined) throw new Error(`no link to ${page} in: ${text}`);
  return token;
}
