import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { hasToken, issueToken } from '../../core/one-time-tokens/one-time-tokens.js';
import { Post } from '../../core/post/post.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { JobHandlers, type JobContext } from '../../platform/jobs/job-handlers.js';
import { SessionEntity } from '../auth/session.entities.js';
import { addressMovedMail, newAddressMail, type AddressMoved } from './account.jobs.js';
import { changeEmail, movedAway, undoEmail } from './account.purposes.js';

interface Wish {
  userId: string;
  sessionId: string;
  email: string;
}

/** What a move to another address says to both mailboxes. */
@Injectable()
export class EmailChangeMails {
  constructor(
    handlers: JobHandlers,
    private readonly database: Database,
    private readonly post: Post,
  ) {
    handlers.register(newAddressMail, (wish, context) => this.ask(wish, context));
    handlers.register(addressMovedMail, (moved, context) => this.tell(moved, context));
  }

  private async ask(wish: Wish, job: JobContext): Promise<void> {
    const answer = await this.open(wish);
    if (!answer) return;
    const { user, token } = answer;
    const letter = token
      ? {
          greeting: `Hello ${user.displayName},`,
          paragraphs: [
            `you want your account ${user.username} at Parley to have this email address. Confirm it within a day:`,
          ],
          action: { label: 'Use this address', url: this.post.pageOf('/change-email', token) },
          notes: [{ text: 'If you know nothing of it, do nothing: nothing changes.' }],
        }
      : {
          greeting: 'Hello,',
          paragraphs: [
            'somebody, perhaps you, wants to use this email address for another account at Parley. You have an account with it already, so nothing changes.',
          ],
        };
    await this.post.send({ to: wish.email, job, subject: 'Your email address at Parley', letter });
  }

  /** No token once the session that asked has ended: whoever was put out of the account has nothing to come by later. */
  private open({ userId, sessionId, email }: Wish) {
    return this.database.write([`user:${userId}`], async (tx) => {
      const { manager } = tx;
      const user = await manager.findOneByOrFail(UserEntity, { id: userId });
      if (user.disabledAt || !(await manager.existsBy(SessionEntity, { id: sessionId, endedAt: IsNull() })))
        return undefined;
      if (await manager.existsBy(UserEntity, { email })) return { user, token: undefined };
      return { user, token: await issueToken(tx, changeEmail, userId, { email, from: user.email }) };
    });
  }

  private async tell({ userId, email, movedAt, undoable }: AddressMoved, job: JobContext): Promise<void> {
    const { user, token } = await this.database.write([`user:${userId}`], async (tx) => ({
      user: await tx.manager.findOneByOrFail(UserEntity, { id: userId }),
      // Not once the move was undone: a mail that comes late must not undo that.
      token:
        undoable && (await hasToken(tx, userId, movedAway, (move) => move.movedAt === movedAt))
          ? await issueToken(tx, undoEmail, userId, { email, movedAt })
          : undefined,
    }));
    await this.post.send({
      ...{ to: email, job, subject: 'Your Parley account has another email address' },
      letter: {
        greeting: `Hello ${user.displayName},`,
        paragraphs: [`the account ${user.username} has another email address now. No more mail about it comes here.`],
        notes: token
          ? [
              {
                text: 'If that was not you, take the account back within a week. It signs everybody out and asks for a new password.',
                link: { label: 'This wasn’t me', url: this.post.pageOf('/change-email', `undo.${token}`) },
              },
            ]
          : [],
      },
    });
  }
}
