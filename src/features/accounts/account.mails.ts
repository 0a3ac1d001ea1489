import { Injectable } from '@nestjs/common';
import { issueToken, type Purpose } from '../../core/one-time-tokens/one-time-tokens.js';
import { Post } from '../../core/post/post.js';
import { addressOf } from '../../core/users/user-address.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { JobHandlers, type JobContext } from '../../platform/jobs/job-handlers.js';
import { AccountFounding } from '../auth/account-founding.js';
import { Recipients } from '../auth/recipients.js';
import { factsOf, type SignInNews } from '../auth/sign-in.mails.js';
import { forgottenMail, goodbyeMail, passwordMail, verificationMail } from './account.jobs.js';
import { disownAccount, resetPassword, verifyEmail } from './account.purposes.js';

type Addressed = Purpose<{ email: string }>;

/**
 * Mails about an account and its password. Their tokens are made when they are sent, under the lock of the person's stream: a token then stands in the
 * mail and nowhere else, and none is made for what is over meanwhile.
 */
@Injectable()
export class AccountMails {
  constructor(
    handlers: JobHandlers,
    founding: AccountFounding,
    private readonly database: Database,
    private readonly post: Post,
    private readonly recipients: Recipients,
  ) {
    founding.register((tx, { id, emailVerifiedAt }) => {
      if (!emailVerifiedAt) tx.enqueue(verificationMail, { userId: id });
    });
    handlers.register(verificationMail, ({ userId }, context) => this.verification(userId, context));
    handlers.register(forgottenMail, ({ email }, context) => this.forgotten(email, context));
    handlers.register(passwordMail, (news, context) => this.passwordChanged(news, context));
    handlers.register(goodbyeMail, (whom, context) => this.goodbye(whom, context));
  }

  private async verification(userId: string, job: JobContext): Promise<void> {
    const isOpen = ({ emailVerifiedAt }: UserEntity) => emailVerifiedAt === null;
    const made = await this.withTokens(userId, [verifyEmail, disownAccount], isOpen);
    if (!made) return;
    const [verify, disown] = made.tokens;
    await this.post.send({
      ...{ to: made.to, job, subject: 'Is this your email address?' },
      letter: {
        greeting: `Hello ${made.user.displayName},`,
        paragraphs: [
          `somebody made an account at Parley with this address, under the username ${made.user.username}. If that was you, confirm it within a day:`,
        ],
        action: { label: 'Confirm this address', url: this.post.pageOf('/verify', verify) },
        notes: [
          {
            text: 'If you know nothing of it, do not confirm.',
            link: { label: 'I did not register', url: this.post.pageOf('/disown', disown) },
          },
        ],
      },
    });
  }

  /** Nothing is sent where nobody has an account: a mail would tell its reader's whole household, and nobody waits for it. */
  private async forgotten(email: string, job: JobContext): Promise<void> {
    const found = await this.database.read((reader) => reader.findOneBy(UserEntity, { email }));
    if (!found || found.email !== email) return; // MySQL overlooks spaces at the end
    const made = await this.withTokens(found.id, [resetPassword], (user) => user.email === email);
    if (!made) return;
    await this.post.send({
      ...{ to: made.to, job, subject: 'A new password for Parley' },
      letter: {
        greeting: `Hello ${made.user.displayName},`,
        paragraphs: [
          `somebody asked for a new password for your account ${made.user.username}. Choose one within the hour; it signs you out everywhere:`,
        ],
        action: { label: 'Choose a new password', url: this.post.pageOf('/reset', made.tokens[0]) },
        notes: [{ text: 'If that was not you, there is nothing to do: without this mail nothing changes.' }],
      },
    });
  }

  private async passwordChanged({ userId, ...news }: SignInNews, job: JobContext): Promise<void> {
    const whom = await this.recipients.of(userId);
    if (!whom) return;
    await this.post.send({
      ...{ to: whom.to, job, subject: 'Your Parley password was changed' },
      letter: {
        greeting: whom.greeting,
        paragraphs: ['your password was changed:'],
        facts: factsOf(news),
        notes: [
          {
            text: 'If that was not you, choose a new one at once: it signs everybody else out.',
            link: { label: 'Choose a new password', url: this.post.pageOf('/forgot') },
          },
        ],
      },
    });
  }

  private async goodbye({ email, displayName }: { email: string; displayName: string }, job: JobContext) {
    await this.post.send({
      ...{ to: email, job, subject: 'Your Parley account was deleted' },
      letter: {
        greeting: `Hello ${displayName},`,
        paragraphs: ['your account was deleted, as you asked. This is the last mail about it.'],
      },
    });
  }

  /** Nothing where the account is gone or disabled, has no address, or is not any more as `fits` asks. */
  private withTokens(userId: string, purposes: Addressed[], fits: (user: UserEntity) => boolean) {
    return this.database.write([`user:${userId}`], async (tx) => {
      const user = await tx.manager.findOneBy(UserEntity, { id: userId });
      const to = user && addressOf(user);
      if (!to || user.disabledAt || !fits(user)) return undefined;
      const tokens: string[] = [];
      for (const purpose of purposes) tokens.push(await issueToken(tx, purpose, userId, { email: to }));
      return { user, to, tokens };
    });
  }
}
