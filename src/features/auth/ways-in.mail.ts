import { Injectable } from '@nestjs/common';
import { Post } from '../../core/post/post.js';
import { JobHandlers } from '../../platform/jobs/job-handlers.js';
import { jobType } from '../../platform/jobs/job-type.js';
import { Recipients } from './recipients.js';
import { factsOf, type SignInNews } from './sign-in.mails.js';

/** How an account can be signed in to from now on, beside its password. */
const changes = {
  google_linked: 'A Google account was linked to your Parley account',
  google_unlinked: 'Your Google account was unlinked from Parley',
  second_factor_on: 'Signing in to Parley now takes a second factor',
  second_factor_off: 'Signing in to Parley takes no second factor any more',
  recovery_codes_renewed: 'You have new recovery codes for Parley',
  recovery_code_used: 'A recovery code was used to sign in to Parley',
} as const;

/** Tells that there is another way in to an account, or one less: whoever took it over would add their own. */
export const waysInMail = jobType<SignInNews & { what: keyof typeof changes }>('mail', 'ways-in');

/** Sends `waysInMail`. */
@Injectable()
export class WaysInMails {
  constructor(handlers: JobHandlers, recipients: Recipients, post: Post) {
    handlers.register(waysInMail, async ({ what, ...news }, job) => {
      const whom = await recipients.of(news.userId);
      if (!whom) return;
      const text =
        'If that was not you, choose a new password at once and look at your account: it signs everybody else out.';
      await post.send({
        ...{ to: whom.to, job, subject: changes[what] },
        letter: {
          greeting: whom.greeting,
          paragraphs: [`${changes[what]}:`],
          facts: factsOf(news),
          notes: [{ text, link: { label: 'Choose a new password', url: post.pageOf('/forgot') } }],
        },
      });
    });
  }
}
