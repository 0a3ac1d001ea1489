import { Access, Command, Input } from '../../core/access/decorators.js';
import { InstallationAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import type { Account, AccountPage } from './account.wire.js';
import { ChosenAccountDto, ListAccountsDto } from './accounts.dto.js';
import { AccountsService } from './accounts.service.js';

@Gateway()
export class AccountsGateway {
  constructor(private readonly accounts: AccountsService) {}

  @Command('installation.user.list')
  list(@Access() access: InstallationAccess, @Input() asked: ListAccountsDto): Promise<AccountPage> {
    return this.accounts.list(access, asked);
  }

  @Command('installation.user.disable')
  disable(@Access() access: InstallationAccess, @Input() { userId }: ChosenAccountDto): Promise<Account> {
    return this.accounts.disable(access, userId);
  }

  @Command('installation.user.enable')
  enable(@Access() access: InstallationAccess, @Input() { userId }: ChosenAccountDto): Promise<Account> {
    return this.accounts.enable(access, userId);
  }

  @Command('installation.owner.add')
  makeOwner(@Access() access: InstallationAccess, @Input() { userId }: ChosenAccountDto): Promise<Account> {
    return this.accounts.makeOwner(access, userId);
  }

  @Command('installation.owner.remove')
  unmakeOwner(@Access() access: InstallationAccess, @Input() { userId }: ChosenAccountDto): Promise<Account> {
    return this.accounts.unmakeOwner(access, userId);
  }
}
