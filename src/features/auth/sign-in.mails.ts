import { Injectable } from '@nestjs/common';
import { issueToken, type Purpose } from '../../core/one-time-tokens/one-time-tokens.js';
import { Post } from '../../core/post/post.js';
import { Database } from '../../platform/database/database.js';
import { JobHandlers, type JobContext } from '../../platform/jobs/job-handlers.js';
import { jobType } from '../../platform/jobs/job-type.js';
import type { Device } from './device.js';
import { Recipients } from './recipients.js';

/** What a mail about a sign-in tells. The address it goes to is looked up when it is sent. */
export interface SignInNews {
  userId: string;
  /** RFC 3339. */
  at: string;
  address: string;
  userAgent: string;
}

export const loginMail = jobType<SignInNews & { sessionId: string }>('mail', 'login');
export const logoutMail = jobType<SignInNews>('mail', 'logout');

/** Ends a session that its owner does not know: a week, for people do not read mail every day. */
export const disownSession: Purpose<{ sessionId: string }> = { name: 'session.disown', seconds: 7 * 86_400 };

/** The payload of both kinds of mail. */
export function newsOf(userId: string, at: Date, { address, userAgent }: Device): SignInNews {
  return { userId, at: at.toISOString(), address, userAgent };
}

/** When, where and by what, as facts of a letter. */
export function factsOf({ at, address, userAgent }: Omit<SignInNews, 'userId'>): (readonly [string, string])[] {
  const time = new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return [
    ['when', `${time} UTC`],
    ['where', address || 'unknown address'],
    ['device', userAgent || 'unknown'],
  ];
}

/** Tells people by mail when somebody, hopefully themselves, signed in or out. */
@Injectable()
export class SignInMails {
  constructor(
    handlers: JobHandlers,
    private readonly database: Database,
    private readonly post: Post,
    private readonly recipients: Recipients,
  ) {
    handlers.register(loginMail, (news, context) => this.cameIn(news, context));
    handlers.register(logoutMail, (news, context) => this.wentOut(news, context));
  }

  /** The token is made here and not where the job is written, so that it stands in the mail and nowhere else. */
  private async cameIn({ sessionId, ...news }: SignInNews & { sessionId: string }, job: JobContext) {
    const whom = await this.recipients.of(news.userId);
    if (!whom) return;
    const token = await this.database.write([`user:${news.userId}`], (tx) =>
      issueToken(tx, disownSession, news.userId, { sessionId }),
    );
    await this.post.send({
      ...{ to: whom.to, job, subject: 'You signed in to Parley' },
      letter: {
        greeting: whom.greeting,
        paragraphs: ['you have just signed in to Parley:'],
        facts: factsOf(news),
        notes: [
          { text: 'If that was you, there is nothing to do.' },
          {
            text: 'If not, end that session, and then choose a new password.',
            link: { label: 'This wasn’t me', url: this.post.pageOf('/disown', token) },
          },
        ],
      },
    });
  }

  private async wentOut(news: SignInNews, job: JobContext): Promise<void> {
    const whom = await this.recipients.of(news.userId);
    if (!whom) return;
    await this.post.send({
      ...{ to: whom.to, job, subject: 'You signed out of Parley' },
      subscription: { recipient: news.userId, kind: 'sign_out' },
      letter: {
        greeting: whom.greeting,
        paragraphs: ['you have just signed out of Parley:'],
        facts: factsOf(news),
        notes: [{ text: 'If that was not you, sign in and look at your sessions.' }],
      },
    });
  }
}
