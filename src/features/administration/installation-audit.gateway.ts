import { Access, Command, Input } from '../../core/access/decorators.js';
import { InstallationAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { InstallationAuditQueries } from './installation-audit.queries.js';
import type { InstallationAuditPage } from './installation-audit.wire.js';

@Gateway()
export class InstallationAuditGateway {
  constructor(private readonly queries: InstallationAuditQueries) {}

  @Command('installation.audit.list')
  list(@Access() access: InstallationAccess, @Input() page: PageDto): Promise<InstallationAuditPage> {
    return this.queries.list(access, page);
  }
}
