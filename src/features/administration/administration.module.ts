import { Module, type NestModule } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Config } from '../../platform/config/config.js';
import { HealthModule } from '../../platform/health/health.module.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsGateway } from './accounts.gateway.js';
import { AccountsService } from './accounts.service.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { DeadLettersGateway } from './dead-letters.gateway.js';
import { DeadLettersService } from './dead-letters.service.js';
import { InstallationAuditController } from './installation-audit.controller.js';
import { InstallationAuditGateway } from './installation-audit.gateway.js';
import { InstallationAuditQueries } from './installation-audit.queries.js';
import { NodeController } from './node.controller.js';
import { NodeGateway } from './node.gateway.js';
import { NodeService } from './node.service.js';
import { BOARD_PATH, BoardVisitors, QueueBoardDoor } from './queue-board.door.js';

/** What the owners of the installation do. */
@Module({
  imports: [HealthModule],
  controllers: [AccountsController, DeadLettersController, InstallationAuditController, NodeController],
  providers: [
    ...[AccountsGateway, AccountsService, DeadLettersGateway, DeadLettersService],
    ...[InstallationAuditGateway, InstallationAuditQueries, NodeGateway, NodeService],
    ...[QueueBoardDoor, BoardVisitors],
  ],
})
export class AdministrationModule implements NestModule {
  constructor(
    private readonly config: Config,
    private readonly board: QueueBoardDoor,
    private readonly http: HttpAdapterHost,
  ) {}

  /** Bull Board stands outside the API and shows what is in Redis, so it is there only with it. */
  configure(): void {
    if (this.config.redisUrl) this.http.httpAdapter.use(BOARD_PATH, this.board.handle);
  }
}
