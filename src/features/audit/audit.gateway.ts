import { Access, Command, Input } from '../../core/access/decorators.js';
import { TeamAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { ListAuditDto } from './audit.dto.js';
import { AuditQueries } from './audit.queries.js';
import type { AuditPage } from './audit.wire.js';

@Gateway()
export class AuditGateway {
  constructor(private readonly queries: AuditQueries) {}

  @Command('team.audit.list')
  list(@Access() team: TeamAccess, @Input() asked: ListAuditDto): Promise<AuditPage> {
    return this.queries.list(team, asked);
  }
}
