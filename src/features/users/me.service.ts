import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ChannelAccess, type UserAccess } from '../../core/access/grants.js';
import { Memberships } from '../../core/access/memberships.js';
import { channelStanding } from '../../core/access/standing.js';
import { toMe, type Me } from '../../core/users/me.wire.js';
import { changeUser, type UserChanges } from '../../core/users/user-change.js';
import { UserEntity } from '../../core/users/user.entity.js';
import type { UserStatus } from '../../core/users/user.wire.js';
import { Database } from '../../platform/database/database.js';
import { duplicateKey } from '../../platform/database/errors.js';
import type { StreamId } from '../../platform/database/ids.js';
import { writeFound } from '../../platform/database/write-found.js';
import { fail } from '../../platform/errors/problem.js';
import type { SetStatusDto, UpdateMeDto } from './me.dto.js';

/** What people read and change about themselves. */
@Injectable()
export class MeService {
  constructor(
    private readonly database: Database,
    private readonly memberships: Memberships,
  ) {}

  async open({ userId }: UserAccess): Promise<Me> {
    return toMe(await this.database.read((reader) => reader.findOneByOrFail(UserEntity, { id: userId })));
  }

  /** @throws Problem `auth.username_taken`; `not_found` for a channel that the caller cannot see. */
  async update({ userId }: UserAccess, { username, displayName, lastChannelId }: UpdateMeDto): Promise<Me> {
    const renames = username !== undefined || displayName !== undefined;
    try {
      return await this.change(userId, { username, displayName, lastChannelId }, { shows: renames });
    } catch (error) {
      throw duplicateKey(error) === 'uq_users_username' ? fail('auth.username_taken', { cause: error }) : error;
    }
  }

  /** Nothing said at all clears it. */
  setStatus({ userId }: UserAccess, { text = '', emoji, expiresAt }: SetStatusDto): Promise<Me> {
    const until = expiresAt ? new Date(expiresAt).toISOString() : null;
    const status: UserStatus = { text, emoji: emoji ?? null, expiresAt: until };
    const says = text !== '' || status.emoji !== null;
    return this.change(userId, { status: says ? JSON.stringify(status) : null }, { shows: true });
  }

  clearStatus(caller: UserAccess): Promise<Me> {
    return this.setStatus(caller, {});
  }

  /** `shows`: whether team mates see it, and so have to hear of it. */
  private async change(userId: string, changes: UserChanges, { shows }: { shows: boolean }): Promise<Me> {
    const teams = async (reader: EntityManager): Promise<StreamId[]> =>
      shows ? this.memberships.teamStreams(reader, userId) : [];
    return writeFound(this.database, [`user:${userId}`], teams, async (tx, found) => {
      const { lastChannelId } = changes;
      if (lastChannelId) await requireVisible(tx.manager, userId, lastChannelId);
      return toMe(await changeUser(tx, userId, changes, found));
    });
  }
}

async function requireVisible(manager: EntityManager, userId: string, channelId: string): Promise<void> {
  ChannelAccess.of('channel.open', await channelStanding(manager, userId, { channelId }));
}
