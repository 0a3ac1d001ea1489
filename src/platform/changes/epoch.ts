import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { newId } from '../database/ids.js';

const REMEMBER_MS = 10_000;

/**
 * Which life of the database this is. It changes when a backup is restored: positions that clients hold may then name other facts,
 * so a client that sees another epoch takes a fresh snapshot.
 */
@Injectable()
export class Epoch {
  private known: { value: string; readAt: number } | undefined;

  constructor(private readonly database: Database) {}

  /** The epoch, at most ten seconds old. */
  async current(): Promise<string> {
    if (this.known && Date.now() - this.known.readAt < REMEMBER_MS) return this.known.value;
    const rows: { value: string }[] = await this.database.read((reader) =>
      reader.query("SELECT value FROM installation WHERE installation.key = 'epoch'"),
    );
    const value = rows[0]?.value;
    if (!value) throw new Error('The installation has no epoch: its first migration did not run.');
    this.known = { value, readAt: Date.now() };
    return value;
  }

  /** Begins another life: to be called after a restore. Answers the new epoch. */
  async renew(): Promise<string> {
    const value = newId();
    await this.database.write([], (tx) =>
      tx.manager.query("UPDATE installation SET value = ? WHERE installation.key = 'epoch'", [value]),
    );
    this.known = undefined;
    return value;
  }
}
