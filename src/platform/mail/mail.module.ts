import { Global, Module, type NestModule } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Config } from '../config/config.js';
import { Mailer } from './mailer.js';
import { outboxHttp } from './outbox.http.js';
import { OutboxMailer } from './outbox.mailer.js';
import { SmtpMailer } from './smtp.mailer.js';

/** Mail: SMTP where SMTP_URL is set, otherwise the outbox folder with its page at `/outbox`. */
@Global()
@Module({
  providers: [
    {
      provide: Mailer,
      inject: [Config],
      useFactory: (config: Config) =>
        config.smtpUrl ? new SmtpMailer(config.smtpUrl, config) : new OutboxMailer(config),
    },
  ],
  exports: [Mailer],
})
export class MailModule implements NestModule {
  constructor(
    private readonly config: Config,
    private readonly mailer: Mailer,
    private readonly http: HttpAdapterHost,
  ) {}

  /**
   * The page stands outside `/api/v1` and outside the permissions: whoever sits at this machine may read it, and nobody else. Not
   * where PUBLIC_URL names another machine: reset links would lie behind a proxy's own address.
   */
  configure(): void {
    if (this.mailer instanceof OutboxMailer && this.config.isForThisMachine)
      this.http.httpAdapter.use('/outbox', outboxHttp(this.mailer));
  }
}
