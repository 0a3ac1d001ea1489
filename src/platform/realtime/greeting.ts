import { randomBytes } from 'node:crypto';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { programVersion } from '../http/version.js';
import { Realtime } from './realtime.js';

/** Tells every new connection whom it talks with: who asks for help can say so, and it is found in the logs. The name is made up, a host's is nobody's business. */
@Injectable()
export class Greeting implements OnModuleInit {
  private readonly logger = new Logger(Greeting.name);
  private readonly node = randomBytes(4).toString('hex');
  private readonly version = programVersion();

  constructor(private readonly realtime: Realtime) {}

  onModuleInit(): void {
    this.logger.log(`This node is called ${this.node}.`);
    this.realtime.watchConnections({
      began: (connection) => connection.emit('server.greeting', { node: this.node, version: this.version }),
      ended: () => undefined,
    });
  }
}
