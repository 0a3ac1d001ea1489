import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { writeLetter, type Letter } from '../../platform/mail/letter.js';
import type { JobContext } from '../../platform/jobs/job-handlers.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { mailKindNames } from './mail-kinds.js';
import { MailRefusals } from './mail-refusals.js';
import { UnsubscribeLinks, type Subscription } from './unsubscribe-links.js';

/** A mail, sent by a job. */
export interface Outgoing {
  to: string;
  subject: string;
  letter: Omit<Letter, 'unsubscribe' | 'footer'>;
  /** The one that sends it. */
  job: Pick<JobContext, 'jobId' | 'signal'>;
  /** Of a mail that nobody has to take: it is not sent to who has switched it off, and says how that is done. */
  subscription?: Subscription;
}

/** Every mail to people leaves by here: with the one template, the reason why it came, and a way to have no more where it may be so. */
@Injectable()
export class Post {
  constructor(
    private readonly config: Config,
    private readonly mailer: Mailer,
    private readonly refusals: MailRefusals,
    private readonly links: UnsubscribeLinks,
  ) {}

  /** @throws the transport's error; the job tries again. */
  async send({ to, subject, letter, job, subscription }: Outgoing): Promise<void> {
    if (subscription && (await this.refusals.of(subscription.recipient)).has(subscription.kind)) return;
    const ways = subscription && this.links.of(subscription);
    const footer = subscription
      ? [`This is mail about ${mailKindNames[subscription.kind]}, from ${this.config.publicUrl}`]
      : [`This mail protects an account at ${this.config.publicUrl}, so it cannot be switched off.`];
    const written = writeLetter({ ...letter, footer, ...(ways && { unsubscribe: ways.page }) });
    const { jobId, signal } = job;
    await this.mailer.send({ to, subject, jobId, signal, ...written, ...(ways && { unsubscribe: ways.oneClick }) });
  }

  /** An address of the web app. What is secret stands behind `#`, which browsers neither send nor pass on. */
  pageOf(path: `/${string}`, token?: string): string {
    return `${this.config.publicUrl}${path}${token === undefined ? '' : `#token=${token}`}`;
  }
}
