import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { UserAccess } from '../../core/access/grants.js';
import { Memberships } from '../../core/access/memberships.js';
import { toMe, type Me } from '../../core/users/me.wire.js';
import { changeUser } from '../../core/users/user-change.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { writeFound } from '../../platform/database/write-found.js';
import { fail } from '../../platform/errors/problem.js';
import { hangPicture } from './picture-rows.js';
import type { TakenPicture } from './picture-taking.js';

/** The pictures that people show of themselves. */
@Injectable()
export class AvatarsService {
  constructor(
    private readonly database: Database,
    private readonly memberships: Memberships,
  ) {}

  /** Shows this one from now on, or none. */
  show({ userId }: UserAccess, picture: TakenPicture | undefined): Promise<Me> {
    const teams = (reader: EntityManager) => this.memberships.teamStreams(reader, userId);
    return writeFound(this.database, [`user:${userId}`], teams, async (tx, found) => {
      const { avatarId: replaced, disabledAt } = await tx.manager.findOneByOrFail(UserEntity, { id: userId });
      // It took a while to make the picture. Whose account was deleted meanwhile has no face any more.
      if (disabledAt) throw fail('user.disabled');
      const place = { purpose: 'user' as const, subjectId: userId, ownerId: userId, replaced };
      return toMe(await changeUser(tx, userId, { avatarId: await hangPicture(tx, place, picture) }, found));
    });
  }
}
