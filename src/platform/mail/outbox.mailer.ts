import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Mailer, messageId, type Mail } from './mailer.js';
import type { Config } from '../config/config.js';

/** A mail as it lies in the outbox. */
export interface OutboxMail extends Omit<Mail, 'signal'> {
  messageId: string;
  from: string;
  /** RFC 3339. */
  sentAt: string;
}

const ID = /^[\w-]{1,64}$/;
const FILE = /^[\w-]{1,64}\.json$/;

/** Mail without a mail server: one file per message in `DATA_DIR/outbox`. The same job writes the same file again, so running twice stays one mail. */
export class OutboxMailer extends Mailer {
  private readonly folder: string;

  constructor(private readonly config: Pick<Config, 'dataDir' | 'publicUrl' | 'mailFrom'>) {
    super();
    this.folder = join(config.dataDir, 'outbox');
  }

  async send({ signal, ...mail }: Mail): Promise<void> {
    signal?.throwIfAborted();
    const sent: OutboxMail = {
      ...mail,
      messageId: messageId(mail.jobId, this.config),
      from: this.config.mailFrom,
      sentAt: new Date().toISOString(),
    };
    const path = join(this.folder, `${checked(mail.jobId)}.json`);
    const unfinished = `${path}.${process.pid}.tmp`;
    // Mails hold links that sign people in: for this user of the machine alone.
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await writeFile(unfinished, JSON.stringify(sent, null, 2), { mode: 0o600, flush: true });
    await rename(unfinished, path);
  }

  /** The newest mails first: job ids begin with their time. */
  async list(limit: number): Promise<OutboxMail[]> {
    const files = await this.orNothing(() => readdir(this.folder));
    const newest = (files ?? []).filter((file) => FILE.test(file)).sort().reverse().slice(0, limit); // prettier-ignore
    const mails = await Promise.all(newest.map((file) => this.read(file.slice(0, -'.json'.length))));
    return mails.filter((mail) => mail !== undefined);
  }

  /** The mail of this job, or undefined when there is none. */
  async read(jobId: string): Promise<OutboxMail | undefined> {
    if (!ID.test(jobId)) return undefined;
    const text = await this.orNothing(() => readFile(join(this.folder, `${jobId}.json`), 'utf8'));
    return text === undefined ? undefined : (JSON.parse(text) as OutboxMail);
  }

  private async orNothing<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }
}

function checked(jobId: string): string {
  if (!ID.test(jobId))
    throw new Error('A job id names the file of its mail and holds letters, digits and hyphens only.');
  return jobId;
}
