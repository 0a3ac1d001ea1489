import { ParleyError } from '../errors.js';
import type { Commander } from '../net/commander.js';
import { Alarm } from '../waiting.js';
import type { IceServers } from '../wire.js';

/** Credentials of the relay are fetched anew so long before they run out, and again after half of it where that failed. Milliseconds. */
const EARLY_MS = 60_000;

/** Keeps fresh by which servers devices find each other. */
export class IceRenewal {
  private isOver = false;
  private readonly alarm = new Alarm(() => void this.renew());

  constructor(
    private readonly commander: Commander,
    private readonly apply: (ice: IceServers) => void,
  ) {}

  /** Applies these, and others in time. */
  take(ice: IceServers): void {
    if (this.isOver) return;
    this.apply(ice);
    if (ice.expiresAt === null) return;
    this.alarm.set(Math.max(EARLY_MS / 2, Date.parse(ice.expiresAt) - Date.now() - EARLY_MS));
  }

  /** Fetches none any more. */
  clear(): void {
    this.isOver = true;
    this.alarm.clear();
  }

  private async renew(): Promise<void> {
    try {
      this.take(await this.commander.run('voice.ice_servers', {}));
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      if (!this.isOver) this.alarm.set(EARLY_MS / 2);
    }
  }
}
