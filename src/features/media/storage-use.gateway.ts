import { Access, Command } from '../../core/access/decorators.js';
import { InstallationAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { StorageUseQueries } from './storage-use.queries.js';
import type { StorageUse } from './storage-use.wire.js';

@Gateway()
export class StorageUseGateway {
  constructor(private readonly queries: StorageUseQueries) {}

  @Command('installation.storage.open')
  open(@Access() access: InstallationAccess): Promise<StorageUse> {
    return this.queries.look(access);
  }
}
