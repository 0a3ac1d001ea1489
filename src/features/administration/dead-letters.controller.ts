import { Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Can } from '../../core/access/decorators.js';
import { InstallationAccess } from '../../core/access/grants.js';
import { IdPipe } from '../../platform/errors/id.pipe.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Refuses } from '../../platform/http/refuses.js';
import { DeadJob, DeadJobPage, QueueLoadList } from './dead-letter.wire.js';
import { DeadLettersService } from './dead-letters.service.js';

@ApiTags('Installation')
@Controller('installation')
export class DeadLettersController {
  constructor(private readonly letters: DeadLettersService) {}

  @Get('queues')
  @Can('installation.queue.list', { summary: 'How many background jobs wait, run, rest and were given up' })
  queues(@Access() access: InstallationAccess): Promise<QueueLoadList> {
    return this.letters.queues(access);
  }

  @Get('dead-letters')
  @Can('installation.dead_letter.list', { summary: 'The background jobs that were given up, with the reason' })
  @Refuses('cursor.invalid')
  list(@Access() access: InstallationAccess, @Query() page: PageDto): Promise<DeadJobPage> {
    return this.letters.list(access, page);
  }

  @Post('dead-letters/:deadLetterId/retry')
  @HttpCode(200)
  @Can('installation.dead_letter.retry', { summary: 'Have a job tried again that was given up' })
  @Refuses('not_found')
  retry(@Access() access: InstallationAccess, @Param('deadLetterId', IdPipe) id: string): Promise<DeadJob> {
    return this.letters.retry(access, id);
  }

  @Delete('dead-letters/:deadLetterId')
  @Can('installation.dead_letter.delete', { summary: 'Drop a job for good that was given up' })
  @Refuses('not_found')
  remove(@Access() access: InstallationAccess, @Param('deadLetterId', IdPipe) id: string): Promise<DeadJob> {
    return this.letters.remove(access, id);
  }
}
