import { Injectable } from '@nestjs/common';
import { PassingEvents } from '../../platform/realtime/passing-events.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { TypingStarted, TypingStopped } from './typing.wire.js';

const STARTED = 'typing.started';
const STOPPED = 'typing.stopped';

/** Tells those who hear a channel who writes there, but for whoever it is. */
@Injectable()
export class TypingBroadcaster {
  constructor(
    events: PassingEvents,
    private readonly realtime: Realtime,
  ) {
    events.register({ name: STARTED, data: TypingStarted }, { name: STOPPED, data: TypingStopped });
  }

  started(event: TypingStarted): void {
    this.publish(STARTED, event);
  }

  stopped(event: TypingStopped): void {
    this.publish(STOPPED, event);
  }

  private publish(name: string, event: TypingStopped): void {
    this.realtime.publish(`channel:${event.channelId}`, name, event, { except: `user:${event.userId}` });
  }
}
