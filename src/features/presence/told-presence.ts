import { Injectable } from '@nestjs/common';
import type { Presence, PresenceName } from './presence.wire.js';

/**
 * What this node has told of everybody. Lists answer this and not what is known a moment earlier: whoever asks hears of every later change, and
 * nobody is left with something that was true between two frames.
 */
@Injectable()
export class ToldPresence {
  /** Of those who are not offline. */
  private readonly people = new Map<string, PresenceName>();

  of(userId: string): PresenceName {
    return this.people.get(userId) ?? 'offline';
  }

  note({ userId, presence }: Presence): void {
    if (presence === 'offline') this.people.delete(userId);
    else this.people.set(userId, presence);
  }
}
