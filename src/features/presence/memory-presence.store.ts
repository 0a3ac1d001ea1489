import { PresenceStore } from './presence.store.js';
import type { Devices } from './presence.wire.js';

/** For one process alone. */
export class MemoryPresenceStore extends PresenceStore {
  private readonly people = new Map<string, Devices>();

  override start(): Promise<void> {
    return Promise.resolve(); // there are no others
  }

  override put(userId: string, devices: Devices | undefined): void {
    if (this.people.get(userId) === devices) return;
    if (devices === undefined) this.people.delete(userId);
    else this.people.set(userId, devices);
    this.moved([userId]);
  }

  override touch(userId: string): void {
    this.moved([userId]);
  }

  override devicesOf(userId: string): Devices | undefined {
    return this.people.get(userId);
  }
}
