import { Injectable } from '@nestjs/common';
import type { InstallationAccess } from '../../core/access/grants.js';
import { InstallationAuditEntity } from '../../core/audit/installation-audit.entity.js';
import { UsersService } from '../../core/users/users.service.js';
import { Database } from '../../platform/database/database.js';
import { timePage } from '../../platform/database/time-page.js';
import type { PageDto } from '../../platform/errors/page.dto.js';
import { toInstallationAuditEntry, type InstallationAuditPage } from './installation-audit.wire.js';

/** Reads the record of acts of power over the installation. */
@Injectable()
export class InstallationAuditQueries {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
  ) {}

  /** Newest first. @throws Problem `cursor.invalid`. */
  list(_access: InstallationAccess, page: PageDto): Promise<InstallationAuditPage> {
    return this.database.snapshot(async (reader) => {
      const query = reader.createQueryBuilder(InstallationAuditEntity, 'a').where('1 = 1');
      const placeOf = ({ at, id }: InstallationAuditEntity) => ({ at, id });
      const columns = { at: 'a.at', id: 'a.id' };
      const { items, ...cursors } = await timePage(query, { columns, direction: 'DESC', placeOf }, page);
      const users = await this.users.present(
        reader,
        items.flatMap(({ actorId, userId }) => [actorId ?? [], userId ?? []].flat()),
      );
      return { items: items.map((row) => toInstallationAuditEntry(row, users)), ...cursors };
    });
  }
}
