import { Injectable } from '@nestjs/common';
import type { UserAccess } from '../../core/access/grants.js';
import { changeUser, type UserChanges } from '../../core/users/user-change.js';
import { UserEntity, type Availability } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { ConnectedDevices } from './connected-devices.js';
import type { SetPresenceCommandDto } from './presence.dto.js';
import { PresenceStore } from './presence.store.js';
import { ownPresence, type OwnPresence } from './presence.wire.js';
import { TypingService } from './typing.service.js';

/** What people say about whether they are there. */
@Injectable()
export class PresenceService {
  constructor(
    private readonly database: Database,
    private readonly store: PresenceStore,
    private readonly devices: ConnectedDevices,
    private readonly typing: TypingService,
  ) {}

  /** `connectionId` is the device that says it; a REST call comes from none. */
  async set({ userId }: UserAccess, input: SetPresenceCommandDto, connectionId?: string): Promise<OwnPresence> {
    const { availability, idle } = input;
    if (idle !== undefined && connectionId !== undefined) this.devices.setIdle(userId, connectionId, idle);
    const now = await (availability === undefined ? this.availabilityOf(userId) : this.keep(userId, availability));
    return { availability: now, presence: ownPresence(now, this.store.devicesOf(userId)) };
  }

  private async keep(userId: string, availability: Availability): Promise<Availability> {
    if (availability === 'invisible') this.typing.stopAll(userId);
    const here = this.store.devicesOf(userId) !== undefined;
    const changed = await this.database.write([`user:${userId}`], async (tx) => {
      const { availability: before } = await tx.manager.findOneByOrFail(UserEntity, { id: userId });
      if (before === availability) return false;
      // Who becomes invisible is seen to leave, at this moment.
      const leaves = here && availability === 'invisible';
      const changes: UserChanges = { availability, lastSeenAt: leaves ? tx.now : undefined };
      await changeUser(tx, userId, changes);
      return true;
    });
    if (changed) this.store.touch(userId);
    return availability;
  }

  private async availabilityOf(userId: string): Promise<Availability> {
    const user = await this.database.read((reader) => reader.findOneByOrFail(UserEntity, { id: userId }));
    return user.availability;
  }
}
