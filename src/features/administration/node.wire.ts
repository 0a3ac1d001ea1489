import { ApiProperty } from '@nestjs/swagger';

const redisStates = ['up', 'down', 'not_used'] as const;
const mailWays = ['smtp', 'outbox'] as const;

/** How the node is that answers. With several, each answers for itself. */
export class NodeState {
  /** Of the program. @example "0.4.0" */
  version: string;
  /** @example "v24.11.0" */
  runtime: string;
  /** Its name and version. @example "MariaDB 10.11.14" */
  database: string;
  @ApiProperty({ enum: redisStates, enumName: 'RedisState' })
  redis: (typeof redisStates)[number];
  /** Where mails go. */
  @ApiProperty({ enum: mailWays, enumName: 'MailWay' })
  mail: (typeof mailWays)[number];
  /** Whether this node takes work. */
  ready: boolean;
  /** Where the board of the queues is, for a browser; null without Redis. */
  @ApiProperty({ type: String, nullable: true })
  board: string | null;
  /** When the process began, RFC 3339. */
  startedAt: string;
  /** Memory that the process holds. */
  @ApiProperty({ type: 'integer' })
  memoryBytes: number;
}
