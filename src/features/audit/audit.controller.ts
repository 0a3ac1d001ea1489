import { Controller, Get, Query } from '@nestjs/common';
import { Access, Can } from '../../core/access/decorators.js';
import { TeamAccess } from '../../core/access/grants.js';
import { Refuses } from '../../platform/http/refuses.js';
import { ListAuditDto } from './audit.dto.js';
import { AuditQueries } from './audit.queries.js';
import { AuditPage } from './audit.wire.js';

@Controller('teams/:teamId/audit')
export class AuditController {
  constructor(private readonly queries: AuditQueries) {}

  @Get()
  @Can('team.audit.list', { summary: 'Who with power did what to whom, newest first' })
  @Refuses('cursor.invalid')
  list(@Access() team: TeamAccess, @Query() asked: ListAuditDto): Promise<AuditPage> {
    return this.queries.list(team, asked);
  }
}
