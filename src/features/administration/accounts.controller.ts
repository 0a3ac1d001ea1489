import { Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Can } from '../../core/access/decorators.js';
import { InstallationAccess } from '../../core/access/grants.js';
import { IdPipe } from '../../platform/errors/id.pipe.js';
import { Refuses } from '../../platform/http/refuses.js';
import { Account, AccountPage } from './account.wire.js';
import { ListAccountsDto } from './accounts.dto.js';
import { AccountsService } from './accounts.service.js';

@ApiTags('Installation')
@Controller('installation')
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Get('users')
  @Can('installation.user.list', { summary: 'All accounts, by username' })
  @Refuses('cursor.invalid')
  list(@Access() access: InstallationAccess, @Query() asked: ListAccountsDto): Promise<AccountPage> {
    return this.accounts.list(access, asked);
  }

  @Put('users/:userId/disabled')
  @Can('installation.user.disable', { summary: 'Shut somebody out: sessions end, sockets close, nobody signs in' })
  @Refuses('not_found', 'installation.last_owner')
  disable(@Access() access: InstallationAccess, @Param('userId', IdPipe) userId: string): Promise<Account> {
    return this.accounts.disable(access, userId);
  }

  @Delete('users/:userId/disabled')
  @Can('installation.user.enable', { summary: 'Let somebody sign in again' })
  @Refuses('not_found')
  enable(@Access() access: InstallationAccess, @Param('userId', IdPipe) userId: string): Promise<Account> {
    return this.accounts.enable(access, userId);
  }

  @Put('owners/:userId')
  @Can('installation.owner.add', { summary: 'Make somebody an owner of the installation, beside those who are' })
  @Refuses('not_found', 'user.disabled')
  makeOwner(@Access() access: InstallationAccess, @Param('userId', IdPipe) userId: string): Promise<Account> {
    return this.accounts.makeOwner(access, userId);
  }

  @Delete('owners/:userId')
  @Can('installation.owner.remove', { summary: 'Make an owner one like everybody else, oneself as well' })
  @Refuses('not_found', 'installation.last_owner')
  unmakeOwner(@Access() access: InstallationAccess, @Param('userId', IdPipe) userId: string): Promise<Account> {
    return this.accounts.unmakeOwner(access, userId);
  }
}
