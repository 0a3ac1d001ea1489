import { Injectable } from '@nestjs/common';
import type { InstallationAccess } from '../../core/access/grants.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { usernamePage, whoseNameBegins } from '../../core/users/username-page.js';
import { Database } from '../../platform/database/database.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { disableAccount, enableAccount, makeOwner, unmakeOwner, type Exercise } from './account-power.js';
import { toAccount, type Account, type AccountPage } from './account.wire.js';
import type { AccountState, ListAccountsDto } from './accounts.dto.js';

const CONDITIONS: Record<AccountState, string> = {
  open: 'u.disabledAt IS NULL',
  disabled: 'u.disabledAt IS NOT NULL',
  owner: 'u.isOwner = 1',
};

/** What the owners of the installation see of accounts and do to them. All of it can be asked twice: what is so already stays as it is. */
@Injectable()
export class AccountsService {
  constructor(private readonly database: Database) {}

  /** In the order of usernames. @throws Problem `cursor.invalid`. */
  list(_access: InstallationAccess, { query, only, ...page }: ListAccountsDto): Promise<AccountPage> {
    return this.database.read(async (reader) => {
      const accounts = reader.createQueryBuilder(UserEntity, 'u').where(only ? CONDITIONS[only] : '1 = 1');
      if (query !== undefined) whoseNameBegins(accounts, query, { address: true });
      const { items, ...cursors } = await usernamePage(accounts, page);
      return { items: items.map(toAccount), ...cursors };
    });
  }

  /** @throws Problem `not_found`, `installation.last_owner`. */
  disable(access: InstallationAccess, userId: string): Promise<Account> {
    return this.exercise(access, userId, disableAccount);
  }

  /** @throws Problem `not_found`. */
  enable(access: InstallationAccess, userId: string): Promise<Account> {
    return this.exercise(access, userId, enableAccount);
  }

  /** @throws Problem `not_found`, `user.disabled`. */
  makeOwner(access: InstallationAccess, userId: string): Promise<Account> {
    return this.exercise(access, userId, makeOwner);
  }

  /** Oneself as well. @throws Problem `not_found`, `installation.last_owner`. */
  unmakeOwner(access: InstallationAccess, userId: string): Promise<Account> {
    return this.exercise(access, userId, unmakeOwner);
  }

  private exercise(
    access: InstallationAccess,
    userId: string,
    power: (tx: WriteTx, exercise: Exercise) => Promise<UserEntity>,
  ): Promise<Account> {
    return this.database.write([access, `user:${userId}`], async (tx) =>
      toAccount(await power(tx, { actorId: access.userId, userId })),
    );
  }
}
