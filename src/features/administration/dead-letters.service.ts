import { Injectable } from '@nestjs/common';
import type { InstallationAccess } from '../../core/access/grants.js';
import { recordAct, type InstallationAction } from '../../core/audit/installation-audit.js';
import { Database } from '../../platform/database/database.js';
import { cutPage } from '../../platform/database/page.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import type { PageDto } from '../../platform/errors/page.dto.js';
import { fail } from '../../platform/errors/problem.js';
import { isId } from '../../platform/errors/text.js';
import { DeadLetters, type DeadLetter } from '../../platform/jobs/dead-letters.js';
import { DeadLetterEntity } from '../../platform/jobs/job.entity.js';
import { QueueFigures } from '../../platform/jobs/queue-figures.js';
import { toDeadJob, type DeadJob, type DeadJobPage, type QueueLoadList } from './dead-letter.wire.js';

/** The jobs that were given up, and how many there are of the others, for the owners of the installation. */
@Injectable()
export class DeadLettersService {
  constructor(
    private readonly database: Database,
    private readonly letters: DeadLetters,
    private readonly figures: QueueFigures,
  ) {}

  /** The newest job first. @throws Problem `cursor.invalid`. */
  async list(_access: InstallationAccess, page: PageDto): Promise<DeadJobPage> {
    const order = { direction: 'DESC' as const, placeOf: ({ id }: DeadLetterEntity) => id, cursor };
    const { items, ...cursors } = await this.database.read((reader) =>
      cutPage(order, page, ({ way, place, count }) => {
        const query = reader.createQueryBuilder(DeadLetterEntity, 'd');
        if (place !== undefined) query.where(`d.id ${way === 'ASC' ? '>' : '<'} :place`, { place });
        return query.orderBy('d.id', way).limit(count).getMany();
      }),
    );
    return { items: items.map(toDeadJob), ...cursors };
  }

  /** Has it tried again, with all its tries before it. Of two who ask at once one is told that it is gone. @throws Problem `not_found`. */
  retry(access: InstallationAccess, id: string): Promise<DeadJob> {
    return this.move(access, 'dead_letter.retried', (tx) => this.letters.putBack(tx, id));
  }

  /** Drops it for good. @throws Problem `not_found`. */
  remove(access: InstallationAccess, id: string): Promise<DeadJob> {
    return this.move(access, 'dead_letter.deleted', (tx) => this.letters.discard(tx, id));
  }

  async queues(_access: InstallationAccess): Promise<QueueLoadList> {
    return { items: await this.figures.read() };
  }

  private move(
    access: InstallationAccess,
    action: InstallationAction,
    work: (tx: WriteTx) => Promise<DeadLetter | undefined>,
  ): Promise<DeadJob> {
    return this.database.write([access], async (tx) => {
      const letter = await work(tx);
      if (!letter) throw fail('not_found');
      const { id, queue, name } = letter;
      await recordAct(tx, { actorId: access.userId, action, detail: { id, queue, name } });
      return toDeadJob(letter);
    });
  }
}

const cursor = {
  write: (id: string) => id,
  read: (text: string) => {
    if (!isId(text)) throw fail('cursor.invalid');
    return text;
  },
};
