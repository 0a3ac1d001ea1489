import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TeamMemberEntity } from '../../core/access/member.entities.js';
import { MailLimits } from '../../core/post/mail-limits.js';
import { Post } from '../../core/post/post.js';
import { recipientOf } from '../../core/post/unsubscribe-links.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { JobHandlers, type JobContext } from '../../platform/jobs/job-handlers.js';
import { jobType } from '../../platform/jobs/job-type.js';
import { TeamEntity } from '../teams/team.entity.js';
import { InvitationEntity } from './invitation.entity.js';
import { stateAt } from './invitation.wire.js';

interface Invited {
  invitationId: string;
  email: string;
}

/** Sends an invitation, once. */
export const invitationMail = jobType<Invited>('mail', 'invitation');

/** Invitations that go by mail. */
@Injectable()
export class InvitationMails {
  constructor(
    handlers: JobHandlers,
    private readonly database: Database,
    private readonly limits: RateLimits,
    private readonly mails: MailLimits,
    private readonly post: Post,
  ) {
    handlers.register(invitationMail, (invited, context) => this.send(invited, context));
  }

  /** Before one more goes out: nobody fills others' mailboxes. @throws Problem `rate.limited`. */
  async count(inviterId: string, email: string): Promise<void> {
    await this.limits.consume('mail.inviter', inviterId);
    await this.mails.count('invitation', email);
  }

  private async send({ invitationId, email }: Invited, job: JobContext): Promise<void> {
    const found = await this.database.read((reader) => this.lookUp(reader, invitationId, email));
    if (!found) return;
    const { invitation, team, inviter, recipient } = found;
    await this.post.send({
      ...{ to: email, job, subject: `${inviter.displayName} invites you to ${team.name}` },
      subscription: { recipient, kind: 'invitation' },
      letter: {
        greeting: 'Hello,',
        paragraphs: [`${inviter.displayName} (${inviter.username}) invites you to the team “${team.name}” at Parley.`],
        action: { label: 'Join the team', url: this.post.pageOf(`/invite/${invitation.code}`) },
        notes: [
          ...(invitation.expiresAt ? [{ text: `The link works until ${dayOf(invitation.expiresAt)}.` }] : []),
          { text: 'If you do not know who that is, do nothing.' },
        ],
      },
    });
  }

  /** Nothing where the invitation is over already, or the address's owner is in the team. */
  private async lookUp(reader: EntityManager, invitationId: string, email: string) {
    const invitation = await reader.findOneBy(InvitationEntity, { id: invitationId });
    if (!invitation || stateAt(invitation, this.database.time) !== 'open') return undefined;
    const { teamId, createdBy } = invitation;
    const owner = await reader.findOneBy(UserEntity, { email });
    const membership = owner && { teamId, userId: owner.id, state: 'joined' as const };
    if (membership && (await reader.existsBy(TeamMemberEntity, membership))) return undefined;
    const team = await reader.findOneByOrFail(TeamEntity, { id: teamId });
    const inviter = await reader.findOneByOrFail(UserEntity, { id: createdBy });
    return { invitation, team, inviter, recipient: owner?.id ?? recipientOf(email) };
  }
}

function dayOf(time: Date): string {
  return `${time.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })} UTC`;
}
