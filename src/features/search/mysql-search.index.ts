import type { EntityManager } from 'typeorm';
import { insertRows, placeholders } from '../../platform/database/sql.js';
import type { Gram } from './grams.js';
import {
  COLUMNS,
  SearchIndex,
  valuesOf,
  type Candidate,
  type Indexed,
  type Source,
  type Wanted,
  type Window,
} from './search-index.port.js';

/** For each message that is asked for so many of the newest rows are looked at one by one first (3 µs each); more when some are found. */
const NEAR_EACH = [200, 1_500];
const SOME = 1 / 8;
/** How many rows tell how frequent a gram is. */
const SAMPLE = 2_000;

/**
 * A FULLTEXT index over grams, the same on MySQL and MariaDB: neither's own parser has to understand any language. It collects all that it finds before it
 * answers the first and fetches each row (measured: 12 µs, and 100 where the rows do not fit in memory), so that what is frequent is looked for among
 * the newest rows without it; what is left for it is found in less than one of a thousand messages.
 */
export class MysqlSearchIndex extends SearchIndex {
  /** Rows that are there are changed one by one: of several that one INSERT … ON DUPLICATE KEY UPDATE changes MySQL 9.7 loses the first from its index. */
  override async put(manager: EntityManager, messages: Indexed[]): Promise<void> {
    if (messages.length === 0) return;
    const ids = messages.map(({ messageId }) => messageId);
    const rows: { messageId: string }[] = await manager.query(
      `SELECT messageId FROM message_search WHERE messageId IN ${placeholders(1, ids.length)}`,
      ids,
    );
    const known = new Set(rows.map(({ messageId }) => messageId));
    const fresh = messages.filter(({ messageId }) => !known.has(messageId));
    const values = fresh.map((message) => [...valuesOf(message), tokensOf(message)]);
    await insertRows(manager, 'message_search', [...COLUMNS, 'tokens'], values);
    for (const message of messages.filter(({ messageId }) => known.has(messageId)))
      await manager.query('UPDATE message_search SET has = ?, tokens = ? WHERE messageId = ?', [
        ...[message.has, tokensOf(message), message.messageId],
      ]);
  }

  protected override async withGrams(reader: EntityManager, wanted: Wanted, window: Window): Promise<Candidate[]> {
    for (const each of NEAR_EACH) {
      const near = await this.narrowed(reader, wanted, window, amongNewest(wanted, window, each));
      if (near.length === window.limit) return near;
      if (near.length < window.limit * SOME) break;
    }
    const grams = await rarestFirst(reader, wanted.grams);
    return this.narrowed(reader, wanted, window, byFulltext({ ...wanted, grams }));
  }
}

/** With a blank on both sides of each, so that one is found as it is. */
const tokensOf = ({ tokens }: Indexed): string => ` ${[...tokens].join(' ')} `;

const HAS_TOKEN = 'INSTR(s.tokens, ?) > 0';
const inTokens = ({ token, prefix }: Gram): string => (prefix ? ` ${token}` : ` ${token} `);
const anyOf = (any: Gram[]): string => `(${any.map(() => HAS_TOKEN).join(' OR ')})`;

function amongNewest({ grams, unlike }: Wanted, { before, limit }: Window, each: number): Source {
  const none = unlike.length > 0 ? [`NOT (${unlike.map(() => HAS_TOKEN).join(' AND ')})`] : [];
  return {
    from: 'message_search s FORCE INDEX (PRIMARY)',
    number: 's.id',
    where: `s.id > (SELECT COALESCE(MAX(id), 0) FROM message_search WHERE id < ?) - ? AND ${[...grams.map(anyOf), ...none].join(' AND ')}`,
    values: [before, each * limit, ...grams.flat().map(inTokens), ...unlike.map(inTokens)],
  };
}

/** The index begins with the first gram and keeps of its messages those that have the others: the fewer, the less there is to do. */
async function rarestFirst(reader: EntityManager, grams: Gram[][]): Promise<Gram[][]> {
  if (grams.length === 1) return grams;
  const counts = grams.map((any, index) => `SUM(${anyOf(any)}) AS c${index}`).join(', ');
  const [row]: Record<string, number | null>[] = await reader.query(
    `SELECT ${counts} FROM message_search s WHERE s.id > (SELECT COALESCE(MAX(id), 0) FROM message_search) - ?`,
    [...grams.flat().map(inTokens), SAMPLE],
  );
  const countOf = (index: number): number => Number(row?.[`c${index}`] ?? 0);
  const order = grams.map((_any, index) => index).sort((a, b) => countOf(a) - countOf(b));
  return order.map((index) => grams[index]!);
}

function byFulltext({ grams, unlike }: Pick<Wanted, 'grams' | 'unlike'>): Source {
  const one = ({ token, prefix }: Gram) => (prefix ? `${token}*` : token);
  const all = grams.map((any) => (any.length === 1 ? `+${one(any[0]!)}` : `+(${any.map(one).join(' ')})`)).join(' ');
  const none = unlike.length > 0 ? ` -(${unlike.map((gram) => `+${one(gram)}`).join(' ')})` : '';
  return {
    from: 'message_search s',
    number: 's.id',
    where: 'MATCH (s.tokens) AGAINST (? IN BOOLEAN MODE)',
    values: [all + none],
  };
}
