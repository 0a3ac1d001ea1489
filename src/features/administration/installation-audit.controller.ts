import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Can } from '../../core/access/decorators.js';
import { InstallationAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Refuses } from '../../platform/http/refuses.js';
import { InstallationAuditQueries } from './installation-audit.queries.js';
import { InstallationAuditPage } from './installation-audit.wire.js';

@ApiTags('Installation')
@Controller('installation/audit')
export class InstallationAuditController {
  constructor(private readonly queries: InstallationAuditQueries) {}

  @Get()
  @Can('installation.audit.list', { summary: 'What was done with power over the installation, newest first' })
  @Refuses('cursor.invalid')
  list(@Access() access: InstallationAccess, @Query() page: PageDto): Promise<InstallationAuditPage> {
    return this.queries.list(access, page);
  }
}
