import { Injectable } from '@nestjs/common';
import { Post } from '../../core/post/post.js';
import { addressOf } from '../../core/users/user-address.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { JobHandlers, type JobContext } from '../../platform/jobs/job-handlers.js';
import { jobType } from '../../platform/jobs/job-type.js';
import { waitingFor, type Waiting } from './unread-mails.queries.js';

/** Whom to tell, of what was said when (RFC 3339, without the beginning). */
interface Told {
  userId: string;
  after: string;
  until: string;
}

/** Tells somebody in one mail of all that waits for them. */
export const unreadMail = jobType<Told>('mail', 'unread');

/** So many conversations a mail names. */
const MAX_LINES = 20;

/** The mail itself. It tells who and where and not what: what was said may be deleted before it is read, and mails never are. */
@Injectable()
export class UnreadMails {
  constructor(
    handlers: JobHandlers,
    private readonly database: Database,
    private readonly post: Post,
  ) {
    handlers.register(unreadMail, (told, context) => this.send(told, context));
  }

  /** Nothing where the person has read it meanwhile. */
  private async send({ userId, after, until }: Told, job: JobContext): Promise<void> {
    const stretch = { after: new Date(after), until: new Date(until) };
    const { user, waiting } = await this.database.snapshot(async (reader) => ({
      user: await reader.findOneBy(UserEntity, { id: userId }),
      waiting: await waitingFor(reader, userId, stretch),
    }));
    const to = user && addressOf(user);
    if (!to || user.disabledAt || waiting.length === 0) return;
    const more = waiting.length - MAX_LINES;
    await this.post.send({
      ...{ to, job, subject: subjectOf(waiting) },
      subscription: { recipient: userId, kind: 'unread' },
      letter: {
        greeting: `Hello ${user.displayName},`,
        paragraphs: ['while you were away, this came for you:'],
        facts: waiting.slice(0, MAX_LINES).map((one) => [whereOf(one), numberOf(one)] as const),
        action: { label: 'Open Parley', url: this.post.pageOf('/') },
        notes: more > 0 ? [{ text: `And more in ${more} other conversations.` }] : [],
      },
    });
  }
}

function subjectOf(waiting: Waiting[]): string {
  const [first] = waiting;
  if (waiting.length > 1 || !first) return `${waiting.length} conversations wait for you at Parley`;
  return first.kind === 'mentions' ? `${first.sender} mentioned you` : `${first.sender} wrote to you`;
}

function whereOf({ sender, channel, team }: Waiting): string {
  return channel ? `${sender} in ${channel}${team === null ? '' : ` (${team})`}` : sender;
}

function numberOf({ kind, number }: Waiting): string {
  const word = kind === 'mentions' ? 'mention' : 'message';
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
