import { Injectable } from '@nestjs/common';
import { PassingEvents } from '../../platform/realtime/passing-events.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { PresenceChanged, type Presence } from './presence.wire.js';

const CHANGED = 'presence.changed';

/** What Presence tells a team. Passing: who was away asks for the list. */
@Injectable()
export class PresenceBroadcaster {
  constructor(
    events: PassingEvents,
    private readonly realtime: Realtime,
  ) {
    events.register({ name: CHANGED, data: PresenceChanged });
  }

  /** To this node's connections alone, for every node finds out and tells by itself. */
  changed(teamId: string, changes: Presence[]): void {
    if (this.realtime.connections(`team:${teamId}`).length === 0) return;
    const frame: PresenceChanged = { teamId, changes };
    this.realtime.publishLocally(`team:${teamId}`, CHANGED, frame);
  }
}
