// How the databases go about the statements that a request really asked.

/** A line for each table that a statement touches. */
export async function planOf(store, { sql, values }) {
  if (store.kind === 'sqlite') {
    const rows = await store.query(`EXPLAIN QUERY PLAN ${sql}`, values);
    const lines = rows.map(({ detail }) => detail).filter((detail) => !/^INDEX \d+$/.test(detail));
    return [...new Set(lines)].map((line) => times(line, lines.filter((other) => other === line).length));
  }
  const rows = await store.query(`EXPLAIN FORMAT=TRADITIONAL ${sql}`, values);
  return rows.map(
    ({ table, type, key, rows: some, Extra }) =>
      `${table}: ${type}, key ${key}, about ${some} rows; ${Extra || 'no extra'}`,
  );
}

const times = (line, count) => (count > 1 ? `${line}, ${count} times` : line);

/** Whether a plan reads a table of messages, memberships or mentions from one end to the other. */
export const isScan = (line) =>
  /^SCAN (cm|s|m|mentions|messages|channel_members|streams)\b/.test(line) || /: (ALL|index), /.test(line);

/** A statement on one line, with long lists of values cut. */
export const brief = (sql) =>
  sql
    .replace(/\s+/g, ' ')
    .replace(/\?(,\s*\?){3,}/g, '?, …')
    .replace(/( OR \([^()]*(\([^()]*\))?[^()]*\)){2,}/g, ' OR …')
    .trim();
