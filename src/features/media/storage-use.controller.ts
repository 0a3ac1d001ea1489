import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Can } from '../../core/access/decorators.js';
import { InstallationAccess } from '../../core/access/grants.js';
import { StorageUseQueries } from './storage-use.queries.js';
import { StorageUse } from './storage-use.wire.js';

@ApiTags('Installation')
@Controller('installation/storage')
export class StorageUseController {
  constructor(private readonly queries: StorageUseQueries) {}

  @Get()
  @Can('installation.storage.open', { summary: 'How much room uploads take, by kind and by who takes most' })
  open(@Access() access: InstallationAccess): Promise<StorageUse> {
    return this.queries.look(access);
  }
}
