import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';

const COMMAND_MS = 3_000; // a Redis that is cut off answers nothing at all, and nobody may wait for it

/** What all of them need: by default ioredis gives up after 20 tries, and an error without a listener ends the process. */
const always: RedisOptions = {
  maxRetriesPerRequest: null,
  enableReadyCheck: false,
  connectTimeout: 5_000,
  keepAlive: 10_000,
  disconnectTimeout: 200, // ioredis waits so long also for a connection that is closed already, and keeps the process alive with it
  retryStrategy: (times) => Math.min(100 * times, 2_000),
};

/** The connections that Bull's queues of one process share: one for commands, one that listens, and one per queue that waits for jobs. */
export class BullConnections {
  private readonly logger = new Logger('Jobs');
  private readonly all: Redis[] = [];
  private told = false;
  private readonly commands: Redis;
  private readonly events: Redis;

  constructor(private readonly url: string) {
    // Without a queue of unsent commands a Redis that is away refuses at once, instead of piling up memory and promises.
    // The ready check: a Redis that is cut off or stopped may well accept a connection.
    this.commands = this.connect({ enableOfflineQueue: false, enableReadyCheck: true, commandTimeout: COMMAND_MS });
    this.events = this.connect({});
    this.commands.on('ready', () => this.backAgain());
  }

  /** Bull's `createClient`. */
  of(type: 'client' | 'subscriber' | 'bclient'): Redis {
    if (type === 'client') return this.commands;
    return type === 'subscriber' ? this.events : this.connect({});
  }

  /** Whether a command would be sent now. */
  get ready(): boolean {
    return this.commands.status === 'ready';
  }

  /** Calls `listener` each time that commands can be sent (again), and at once where they can be now. */
  onReady(listener: () => void): void {
    this.commands.on('ready', listener);
    if (this.ready) listener();
  }

  /** Notices a Redis that keeps its connections and says nothing (cut off, stopped), which no event tells, and connects anew. */
  async check(): Promise<void> {
    if (!this.ready) return;
    try {
      await this.commands.ping();
    } catch (error) {
      this.report(error as Error);
      if (this.ready) for (const connection of this.all) connection.disconnect(true);
    }
  }

  /** Says once per outage that Redis is away; the reconnecting goes on by itself. */
  report(error: Error): void {
    if (!this.told)
      this.logger.warn(
        `The queues in Redis do not answer (${error.message}); jobs are taken from the database meanwhile.`,
      );
    this.told = true;
  }

  /** Sends what is still to be sent, for at most half a second, and closes. */
  async close(): Promise<void> {
    const quit = this.commands
      .quit()
      .catch((error: Error) => this.logger.debug(`Redis was gone already: ${error.message}`));
    await Promise.race([quit, sleep(500, undefined, { ref: false })]);
    for (const connection of this.all) connection.disconnect();
  }

  private connect(options: RedisOptions): Redis {
    const connection = new Redis(this.url, { ...always, ...options });
    connection.setMaxListeners(0); // every queue listens to the shared ones
    connection.on('error', (error) => this.report(error));
    this.all.push(connection);
    return connection;
  }

  private backAgain(): void {
    if (this.told) this.logger.log('The queues in Redis answer again.');
    this.told = false;
  }
}
