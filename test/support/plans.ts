import type { EntityManager } from 'typeorm';
import type { Database } from '../../src/platform/database/database.js';

/** How the database goes about a statement. */
export interface Plan {
  sql: string;
  /** A line for each table: of SQLite its own words, of MySQL `table: type, key, rows`. */
  lines: string[];
}

/** Runs `work` and answers how the database goes about every statement in SQL that is read meanwhile, by whomever in the process. */
export async function plansOf(database: Database, work: () => Promise<unknown>): Promise<Plan[]> {
  const plans: Plan[] = [];
  const [read, snapshot] = [database.read.bind(database), database.snapshot.bind(database)];
  const explain = (reader: EntityManager) => explaining(reader, database.dialect, plans);
  database.read = (inner) => read((reader) => inner(explain(reader)));
  database.snapshot = (inner) => snapshot((reader) => inner(explain(reader)));
  try {
    await work();
  } finally {
    Object.assign(database, { read, snapshot });
  }
  return plans;
}

function explaining(reader: EntityManager, dialect: 'sqlite' | 'mysql', plans: Plan[]): EntityManager {
  return new Proxy(reader, {
    get(target, name) {
      if (name !== 'query') return Reflect.get(target, name) as unknown;
      return async (sql: string, values: unknown[]) => {
        const rows: Record<string, unknown>[] = await target.query(
          `${dialect === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN FORMAT=TRADITIONAL'} ${sql}`,
          values,
        );
        plans.push({ sql, lines: rows.map(dialect === 'sqlite' ? ({ detail }) => String(detail) : mysqlLine) });
        return target.query(sql, values) as unknown;
      };
    },
  });
}

function mysqlLine({ table, type, key, rows }: Record<string, unknown>): string {
  return `${String(table)}: ${String(type)}, ${String(key)}, ${String(rows)}`;
}
