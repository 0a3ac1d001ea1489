import { Module } from '@nestjs/common';
import { AccountsController } from './accounts.controller.js';
import { AccountsGateway } from './accounts.gateway.js';
import { AccountsService } from './accounts.service.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { DeadLettersGateway } from './dead-letters.gateway.js';
import { DeadLettersService } from './dead-letters.service.js';
import { InstallationAuditController } from './installation-audit.controller.js';
import { InstallationAuditGateway } from './installation-audit.gateway.js';
import { InstallationAuditQueries } from './installation-audit.queries.js';

/** What the owners of the installation do. */
@Module({
  controllers: [AccountsController, DeadLettersController, InstallationAuditController],
  providers: [
    ...[AccountsGateway, AccountsService, DeadLettersGateway, DeadLettersService],
    ...[InstallationAuditGateway, InstallationAuditQueries],
  ],
})
export class AdministrationModule {}
