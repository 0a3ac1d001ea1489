import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Access, Can } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { SyncDto } from './sync.dto.js';
import { SyncService } from './sync.service.js';
import { SyncResult } from './sync.wire.js';

@Controller()
export class SyncController {
  constructor(private readonly sync: SyncService) {}

  @Post('sync')
  @HttpCode(200)
  @Can('sync', { summary: 'First load, reconnect and gap: what do I not know yet?' })
  answer(@Access() caller: UserAccess, @Body() input: SyncDto): Promise<SyncResult> {
    return this.sync.answer(caller, input);
  }
}
