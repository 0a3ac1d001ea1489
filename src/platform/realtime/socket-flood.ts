import { Injectable, Logger } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Config } from '../config/config.js';
import { registry } from '../health/metrics.js';
import { FlowLimits } from '../http/flow-limits.js';
import type { Connection } from './realtime.js';

const closed = new Counter({
  name: 'parley_sockets_flooding_total',
  help: 'Sockets that were closed because they went on sending commands that were refused.',
  registers: [registry],
});

/** What one socket may send. Whoever goes on regardless costs work with every refusal, and is closed. */
@Injectable()
export class SocketFlood {
  private readonly logger = new Logger(SocketFlood.name);
  /** How often each was refused, until it has kept still for a while. */
  private readonly refused = new WeakMap<Connection, { times: number; last: number }>();

  constructor(
    private readonly config: Config,
    private readonly flows: FlowLimits,
  ) {}

  /** @throws Problem `rate.limited`; the connection may be closed besides. */
  admit(connection: Connection): void {
    try {
      this.flows.take(['socket.connection', connection.id]);
    } catch (refusal) {
      this.count(connection);
      throw refusal;
    }
  }

  /** Points trickle back all the while, so being let through now and then wipes nothing out. */
  private count(connection: Connection): void {
    const { points, seconds } = this.config.flows['socket.connection'];
    const now = performance.now();
    const before = this.refused.get(connection);
    const times = before && now - before.last < seconds * 1000 ? before.times + 1 : 1;
    this.refused.set(connection, { times, last: now });
    if (times < points || !connection.connected) return;
    closed.inc();
    this.logger.warn(`Closed a connection of ${connection.data.caller.userId} that sent too many commands.`);
    setImmediate(() => connection.disconnect(true)); // behind the answer to the last one
  }
}
