import { Injectable, type Type } from '@nestjs/common';
import { ServerGreeting, SessionExpired, StreamHeads } from './passing.wire.js';

/** A kind of event that is told once and never stored: its name on the wire and the class of what it carries. */
export interface PassingEvent {
  readonly name: string;
  readonly data: Type;
}

/** The passing events that exist. Features register theirs from their broadcasters; the generated contract reads them. */
@Injectable()
export class PassingEvents {
  private readonly events = new Map<string, PassingEvent>();

  constructor() {
    this.register(
      { name: 'server.greeting', data: ServerGreeting },
      { name: 'sync.heads', data: StreamHeads },
      { name: 'session.expired', data: SessionExpired },
    );
  }

  /** @throws Error when an event is registered twice. */
  register(...events: PassingEvent[]): void {
    for (const event of events) {
      if (this.events.has(event.name)) throw new Error(`The passing event ${event.name} is registered twice.`);
      this.events.set(event.name, event);
    }
  }

  /** Every passing event, sorted by name. */
  all(): PassingEvent[] {
    return [...this.events.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
