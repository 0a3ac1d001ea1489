import type { Config } from '../config/config.js';

/** One mail to one person, sent by a job. */
export interface Mail {
  /** A single email address, without a name. */
  to: string;
  subject: string;
  text: string;
  /** Complete HTML of the same content; left out, the mail is plain text. */
  html?: string;
  /** The id of the job that sends it: a job that runs twice sends the same Message-ID, so mail programs show one mail. */
  jobId: string;
  /** Aborted when the job is over or another process's: what has not left by then must not leave any more. */
  signal?: AbortSignal;
  /**
   * For mails that nobody has to take: an https address that ends them at a POST, without a question and without a session (RFC 8058). Mail
   * programs show a button for it.
   */
  unsubscribe?: string;
}

/** The way out for mail: SMTP, or the outbox folder where no SMTP server is set. Called from job handlers only. */
export abstract class Mailer {
  /** Resolves when the mail was taken over. @throws the transport's error; the job tries again. */
  abstract send(mail: Mail): Promise<void>;
}

/** The Message-ID of a job's mail (RFC 5322, 3.6.4): the job's id at the host of PUBLIC_URL. */
export function messageId(jobId: string, config: Pick<Config, 'publicUrl'>): string {
  return `<${jobId}@${new URL(config.publicUrl).hostname}>`;
}
