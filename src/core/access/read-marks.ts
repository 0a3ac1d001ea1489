import type { EntityManager } from 'typeorm';
import { placeholders, type Statement } from '../../platform/database/sql.js';

/** How far somebody has read a channel. */
export interface Mark {
  channelId: string;
  userId: string;
  seq: number;
  counted: number;
}

/** Moves read marks forward, all in one statement; a mark that already stands further stays. */
export async function storeReadMarks(manager: EntityManager, marks: Mark[]): Promise<void> {
  for (const { sql, values } of readMarks(manager, marks)) await manager.query(sql, values);
}

/** The statement that does it, or none without marks. */
export function readMarks({ dataSource }: EntityManager, marks: Mark[]): Statement[] {
  const newest = [...newestOfEach(marks)];
  if (newest.length === 0) return [];
  const sqlite = dataSource.options.type === 'better-sqlite3';
  const sql = sqlite ? sqliteUpdate(newest.length) : mysqlUpdate(newest.length);
  return [{ sql, values: newest.flatMap(({ channelId, userId, seq, counted }) => [channelId, userId, seq, counted]) }];
}

function newestOfEach(marks: Mark[]): Iterable<Mark> {
  const newest = new Map<string, Mark>();
  for (const mark of marks) {
    const key = `${mark.channelId} ${mark.userId}`;
    if (mark.seq > (newest.get(key)?.seq ?? -1)) newest.set(key, mark);
  }
  return newest.values();
}

const sqliteUpdate = (count: number) =>
  `UPDATE channel_members AS cm SET readSeq = mark.column3, readCounted = mark.column4
   FROM (VALUES ${placeholders(count, 4)}) AS mark
   WHERE cm.channelId = mark.column1 AND cm.userId = mark.column2 AND cm.readSeq < mark.column3`;

const mysqlUpdate = (count: number) => {
  const rest = Array.from({ length: count - 1 }, () => 'UNION ALL SELECT ?,?,?,?').join(' ');
  return `UPDATE channel_members cm
   JOIN (SELECT ? AS channelId, ? AS userId, ? AS seq, ? AS counted ${rest}) mark
     ON mark.channelId = cm.channelId AND mark.userId = cm.userId
   SET cm.readSeq = mark.seq, cm.readCounted = mark.counted WHERE cm.readSeq < mark.seq`;
};
