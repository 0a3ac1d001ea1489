import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { UserAccess } from '../../core/access/grants.js';
import { addressOf, nowhere } from '../../core/users/user-address.js';
import { changeUser } from '../../core/users/user-change.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { writeFound } from '../../platform/database/write-found.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { Confirmation, requireSamePassword } from '../auth/confirmation.js';
import type { Device } from '../auth/device.js';
import { removeOwn } from '../media/media-farewell.js';
import { eraseMessages } from '../messages/message-erasure.js';
import { AccessEnding } from './access-ending.js';
import { goodbyeMail } from './account.jobs.js';
import type { DeleteAccountDto } from './accounts.dto.js';
import { Departures } from './departures.js';

/** Deleting an account. Its row stays, empty, for what was said and done; nothing in it tells any more who it was. */
@Injectable()
export class DeletionService {
  constructor(
    private readonly database: Database,
    private readonly confirmation: Confirmation,
    private readonly departures: Departures,
    private readonly ending: AccessEnding,
  ) {}

  /** @throws Problem `auth.password_wrong`, `auth.proof_required`, `rate.limited`, `team.last_owner`, `account.owns_installation`. */
  async remove(caller: UserAccess, { password, messages }: DeleteAccountDto, device: Device): Promise<void> {
    const { userId } = caller;
    const before = await this.confirmation.requireOwner(caller, password, device);
    const find = (reader: Parameters<Departures['streamsOf']>[0]) => this.departures.streamsOf(reader, userId);
    await writeFound(this.database, [`user:${userId}`], find, async (tx) => {
      const user = await requireSamePassword(tx, before);
      if (user.disabledAt) throw fail('user.disabled');
      if (user.isOwner) throw fail('account.owns_installation');
      // First the face, while the teams still hear of the person.
      await changeUser(tx, userId, facelessAt(tx), await this.departures.audienceOf(tx.manager, userId));
      await this.departures.leaveAll(tx, userId);
      await removeOwn(tx, this.database, userId);
      await tx.manager.update(UserEntity, { id: userId }, { passwordHash: null });
      await this.ending.endAll(tx, userId);
      const email = addressOf(user);
      if (email !== null) tx.enqueue(goodbyeMail, { email, displayName: user.displayName });
      if (messages === 'erase') tx.enqueue(eraseMessages, { authorId: userId, after: '' });
    });
  }
}

/** What is left of a person. The name can be nobody's by guessing, so nobody can take it first. */
function facelessAt({ now }: WriteTx) {
  return {
    ...{ username: `deleted-${randomBytes(8).toString('hex')}`, displayName: 'Deleted user' },
    ...{ email: nowhere(), emailVerifiedAt: null, avatarId: null, status: null, lastChannelId: null, lastSeenAt: null },
    ...{ disabledAt: now, deletedAt: now },
  };
}
