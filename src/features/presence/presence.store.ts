import type { Devices } from './presence.wire.js';

/**
 * Which people have devices on, on all nodes. Each node says what it knows of its own, and asks here for the whole. Neither waits nor fails: where
 * nodes share it through something that is away, each goes on with its own people and with what it last heard of the others.
 */
export abstract class PresenceStore {
  private readonly listeners: ((userIds: string[]) => void)[] = [];

  /** Finds out who is there on other nodes, as far as that can be known just now. */
  abstract start(): Promise<void>;

  /** Says what this node's devices of a person are together; undefined when none is left. */
  abstract put(userId: string, devices: Devices | undefined): void;

  /** Has all nodes look at a person again: something about them changed that is not here. */
  abstract touch(userId: string): void;

  /** What the devices of a person on all nodes are together. */
  abstract devicesOf(userId: string): Devices | undefined;

  /** Calls `listener`, on every node, with people of whom something may have changed. */
  onMoved(listener: (userIds: string[]) => void): void {
    this.listeners.push(listener);
  }

  protected moved(userIds: string[]): void {
    if (userIds.length > 0) for (const listener of this.listeners) listener(userIds);
  }
}
