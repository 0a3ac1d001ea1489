import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Realtime, type Connection, type ConnectionWatcher } from '../../platform/realtime/realtime.js';
import { LastSeen } from './last-seen.js';
import { PresenceStore } from './presence.store.js';
import type { Devices } from './presence.wire.js';

/** Who reloads a page or changes the network is back before this. */
const GRACE_MS = 5_000;

/** Counts the devices of this node's people, connection by connection, and tells the store what they are together. */
@Injectable()
export class ConnectedDevices implements ConnectionWatcher, OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(ConnectedDevices.name);
  /** By user and connection: whether the device is idle. One that has just gone stays for the grace. */
  private readonly people = new Map<string, Map<string, boolean>>();
  private readonly leaving = new Set<NodeJS.Timeout>();
  private stopping = false;

  constructor(
    private readonly realtime: Realtime,
    private readonly store: PresenceStore,
    private readonly lastSeen: LastSeen,
  ) {}

  onModuleInit(): void {
    this.realtime.watchConnections(this);
  }

  /** Here, while the database is still there: later the connections only close. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const timer of this.leaving) clearTimeout(timer);
    await this.lastSeen.keep([...this.people.keys()]).catch((error: Error) => {
      this.logger.warn(`Could not keep when people were last seen: ${error.message}`);
    });
  }

  began({ id, data }: Pick<Connection, 'id' | 'data'>): void {
    const { userId } = data.caller;
    const devices = this.people.get(userId) ?? new Map<string, boolean>();
    this.people.set(userId, devices.set(id, false));
    this.update(userId);
  }

  ended({ id, data }: Pick<Connection, 'id' | 'data'>): void {
    if (this.stopping) return;
    const timer = setTimeout(() => {
      this.leaving.delete(timer);
      this.forget(data.caller.userId, id);
    }, GRACE_MS);
    timer.unref();
    this.leaving.add(timer);
  }

  /** A device says whether it is in use. */
  setIdle(userId: string, connectionId: string, idle: boolean): void {
    const devices = this.people.get(userId);
    if (!devices?.has(connectionId)) return;
    devices.set(connectionId, idle);
    this.update(userId);
  }

  private forget(userId: string, connectionId: string): void {
    const devices = this.people.get(userId);
    devices?.delete(connectionId);
    if (devices?.size === 0) this.people.delete(userId);
    this.update(userId);
  }

  private update(userId: string): void {
    this.store.put(userId, together(this.people.get(userId)));
  }
}

function together(devices: Map<string, boolean> | undefined): Devices | undefined {
  if (!devices) return undefined;
  return [...devices.values()].every((idle) => idle) ? 'idle' : 'active';
}
