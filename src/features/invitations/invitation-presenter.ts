import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UsersService } from '../../core/users/users.service.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { InvitationEntity } from './invitation.entity.js';
import { toInvitation, type Invitation } from './invitation.wire.js';

/** Shows invitations with who made them and the address to hand on. */
@Injectable()
export class InvitationPresenter {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
    private readonly config: Config,
  ) {}

  /** In the order of `invitations`, each in its state at `time`. */
  async present(
    reader: EntityManager,
    invitations: InvitationEntity[],
    time = this.database.time,
  ): Promise<Invitation[]> {
    const users = await this.users.present(
      reader,
      invitations.map(({ createdBy }) => createdBy),
    );
    return invitations.map((row) => toInvitation(row, users.get(row.createdBy)!, this.config.publicUrl, time));
  }

  async presentOne(reader: EntityManager, invitation: InvitationEntity, time?: Date): Promise<Invitation> {
    const [presented] = await this.present(reader, [invitation], time);
    return presented!;
  }
}
