import { Access, Command, Input } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { SyncDto } from './sync.dto.js';
import { SyncService } from './sync.service.js';
import type { SyncResult } from './sync.wire.js';

@Gateway()
export class SyncGateway {
  constructor(private readonly sync: SyncService) {}

  @Command('sync')
  answer(@Access() caller: UserAccess, @Input() input: SyncDto): Promise<SyncResult> {
    return this.sync.answer(caller, input);
  }
}
