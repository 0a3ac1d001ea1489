import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditGateway } from './audit.gateway.js';
import { AuditQueries } from './audit.queries.js';

/** Shows the owners of a team what those with power do; recorded it is by whoever lets them. */
@Module({ controllers: [AuditController], providers: [AuditGateway, AuditQueries] })
export class AuditReadingModule {}
