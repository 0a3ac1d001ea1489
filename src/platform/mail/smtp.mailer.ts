import type { OnApplicationShutdown } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import type { Config } from '../config/config.js';
import { Mailer, messageId, type Mail } from './mailer.js';
import { smtpOutcome } from './smtp-outcome.js';

/** Hands mail to the server at SMTP_URL over a few kept connections. Nodemailer's other options can stand in the address (`?requireTLS=true`). */
export class SmtpMailer extends Mailer implements OnApplicationShutdown {
  private readonly transport;
  /** Message-IDs of mails under way of which the last byte was sent, and whose fate the server has not told yet. */
  private readonly unanswered = new Set<string>();

  constructor(
    smtpUrl: string,
    private readonly config: Pick<Config, 'publicUrl' | 'mailFrom'>,
  ) {
    super();
    this.transport = createTransport({
      url: smtpUrl,
      pool: true,
      maxConnections: 4,
      // All of them end before a job's 60 s do, so that the job learns the reason.
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 35_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.transport.use('stream', ({ data, message }, done) => {
      message.processFunc((mail) => mail.once('end', () => this.unanswered.add(String(data.messageId))));
      done();
    });
  }

  /** @throws TryLater or GiveUp as the server's answer means it. */
  async send(mail: Mail): Promise<void> {
    const id = messageId(mail.jobId, this.config);
    try {
      await this.hand(id, mail);
    } catch (error) {
      throw smtpOutcome(error, this.unanswered.has(id));
    } finally {
      this.unanswered.delete(id);
    }
  }

  private async hand(id: string, mail: Mail): Promise<void> {
    await this.transport.sendMail({
      messageId: id,
      from: this.config.mailFrom,
      to: { name: '', address: mail.to }, // as an object a comma in it cannot become a second recipient
      subject: mail.subject,
      text: mail.text,
      ...(mail.html !== undefined && { html: mail.html }),
      ...(mail.signal && { signal: mail.signal }),
      headers: { 'Auto-Submitted': 'auto-generated', ...endedBy(mail) }, // RFC 3834: no vacation notices, please
    });
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }
}

/** RFC 2369 and RFC 8058, 3.1. Prepared: the address must not be folded, however long it is. */
function endedBy({ unsubscribe }: Mail): Record<string, string | { prepared: boolean; value: string }> {
  if (unsubscribe === undefined) return {};
  return {
    'List-Unsubscribe': { prepared: true, value: `<${unsubscribe}>` },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}
