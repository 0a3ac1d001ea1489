import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { placeholders, sqlTime } from '../../platform/database/sql.js';

/** Every node notices that somebody has gone, within this time; the first writes it. */
const SAME_MOMENT_MS = 5_000;
const PEOPLE_A_WRITE = 500;

/** Keeps when people were last there. No fact: nobody is told by itself, and of those who are invisible it would give them away. */
@Injectable()
export class LastSeen {
  constructor(private readonly database: Database) {}

  async keep(userIds: string[]): Promise<void> {
    const sorted = userIds.toSorted(); // two nodes lock in the same order
    for (let start = 0; start < sorted.length; start += PEOPLE_A_WRITE) {
      const some = sorted.slice(start, start + PEOPLE_A_WRITE);
      await this.database.write([], async ({ manager, now }) => {
        await manager.query(
          `UPDATE users SET lastSeenAt = ? WHERE id IN ${placeholders(1, some.length)}
           AND availability <> 'invisible' AND (lastSeenAt IS NULL OR lastSeenAt < ?)`,
          [sqlTime(now), ...some, sqlTime(new Date(now.getTime() - SAME_MOMENT_MS))],
        );
      });
    }
  }
}
