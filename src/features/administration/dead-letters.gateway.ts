import { Access, Command, Input } from '../../core/access/decorators.js';
import { InstallationAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import type { DeadJob, DeadJobPage, QueueLoadList } from './dead-letter.wire.js';
import { ChosenDeadJobDto } from './dead-letters.dto.js';
import { DeadLettersService } from './dead-letters.service.js';

@Gateway()
export class DeadLettersGateway {
  constructor(private readonly letters: DeadLettersService) {}

  @Command('installation.queue.list')
  queues(@Access() access: InstallationAccess): Promise<QueueLoadList> {
    return this.letters.queues(access);
  }

  @Command('installation.dead_letter.list')
  list(@Access() access: InstallationAccess, @Input() page: PageDto): Promise<DeadJobPage> {
    return this.letters.list(access, page);
  }

  @Command('installation.dead_letter.retry')
  retry(@Access() access: InstallationAccess, @Input() { deadLetterId }: ChosenDeadJobDto): Promise<DeadJob> {
    return this.letters.retry(access, deadLetterId);
  }

  @Command('installation.dead_letter.delete')
  remove(@Access() access: InstallationAccess, @Input() { deadLetterId }: ChosenDeadJobDto): Promise<DeadJob> {
    return this.letters.remove(access, deadLetterId);
  }
}
