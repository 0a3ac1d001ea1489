import { ApiProperty } from '@nestjs/swagger';
import { PageCursors } from '../../platform/errors/page.dto.js';
import type { DeadLetter } from '../../platform/jobs/dead-letters.js';

/** A job that was given up. What it carried is not told: it may hold a secret, such as a link that signs somebody in. */
export class DeadJob {
  id: string;
  /** @example "mail" */
  queue: string;
  /** @example "login" */
  name: string;
  /** How often it was tried. */
  @ApiProperty({ type: 'integer' })
  attempts: number;
  /** Why the last try failed, without secrets and addresses. */
  error: string;
  /** RFC 3339, UTC, milliseconds. */
  createdAt: string;
  /** When it was given up. */
  failedAt: string;
}

/** A page of the jobs that were given up, the newest first. */
export class DeadJobPage extends PageCursors {
  @ApiProperty({ type: () => [DeadJob] })
  items: DeadJob[];
}

/** How many jobs a queue holds. */
export class QueueLoad {
  /** @example "mail" */
  queue: string;
  /** Due, and in nobody's hands. */
  @ApiProperty({ type: 'integer' })
  waiting: number;
  /** Being worked on. */
  @ApiProperty({ type: 'integer' })
  active: number;
  /** Resting until their time comes, for the first time or after a failure. */
  @ApiProperty({ type: 'integer' })
  delayed: number;
  /** Given up. */
  @ApiProperty({ type: 'integer' })
  dead: number;
}

/** All queues, by name. */
export class QueueLoadList {
  @ApiProperty({ type: () => [QueueLoad] })
  items: QueueLoad[];
}

export function toDeadJob({ id, queue, name, attempts, error, createdAt, failedAt }: DeadLetter): DeadJob {
  const times = { createdAt: createdAt.toISOString(), failedAt: failedAt.toISOString() };
  return { id, queue, name, attempts, error, ...times };
}
