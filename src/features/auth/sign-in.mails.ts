import { Injectable } from '@nestjs/common';
import { UserEntity } from '../../core/users/user.entity.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { JobHandlers, type JobContext } from '../../platform/jobs/job-handlers.js';
import { jobType } from '../../platform/jobs/job-type.js';
import { Mailer } from '../../platform/mail/mailer.js';
import type { Device } from './device.js';

/** What a mail about a sign-in tells. The address it goes to is looked up when it is sent. */
export interface SignInNews {
  userId: string;
  /** RFC 3339. */
  at: string;
  address: string;
  userAgent: string;
}

export const loginMail = jobType<SignInNews>('mail', 'login');
export const logoutMail = jobType<SignInNews>('mail', 'logout');

/** The payload of both kinds of mail. */
export function newsOf(userId: string, at: Date, { address, userAgent }: Device): SignInNews {
  return { userId, at: at.toISOString(), address, userAgent };
}

/** Tells people by mail when somebody, hopefully themselves, signed in or out. */
@Injectable()
export class SignInMails {
  constructor(
    handlers: JobHandlers,
    private readonly config: Config,
    private readonly database: Database,
    private readonly mailer: Mailer,
  ) {
    handlers.register(loginMail, (news, context) => this.send(news, context, 'in'));
    handlers.register(logoutMail, (news, context) => this.send(news, context, 'out'));
  }

  private async send(news: SignInNews, { jobId }: JobContext, way: 'in' | 'out'): Promise<void> {
    const user = await this.database.read((reader) => reader.findOneBy(UserEntity, { id: news.userId }));
    if (!user) return; // the account is gone, and with it whom to tell
    const text = letter(user.displayName, news, way, this.config.publicUrl);
    await this.mailer.send({
      to: user.email,
      subject: `You signed ${way} ${way === 'in' ? 'to' : 'of'} Parley`,
      text,
      jobId,
    });
  }
}

function letter(name: string, { at, address, userAgent }: SignInNews, way: 'in' | 'out', publicUrl: string): string {
  const time = new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return [
    `Hello ${name},`,
    '',
    way === 'in' ? 'you have just signed in to Parley:' : 'you have just signed out of Parley:',
    '',
    `  when    ${time} UTC`,
    `  where   ${address || 'unknown address'}`,
    `  device  ${userAgent || 'unknown'}`,
    '',
    way === 'in'
      ? 'If that was you, there is nothing to do. If not, sign in, look at your sessions and end the one that you do not know.'
      : 'If that was not you, sign in and look at your sessions.',
    '',
    publicUrl,
    '',
  ].join('\n');
}
