import type { EntityManager } from 'typeorm';
import { insertRows, placeholders } from '../../platform/database/sql.js';
import type { Gram } from './grams.js';
import {
  COLUMNS,
  SearchIndex,
  valuesOf,
  type Candidate,
  type Indexed,
  type Wanted,
  type Window,
} from './search-index.port.js';

/** FTS5, with grams for words. Its rows come in the order of their numbers, so a page of a frequent word is read and no more. */
export class SqliteSearchIndex extends SearchIndex {
  override async put(manager: EntityManager, messages: Indexed[]): Promise<void> {
    if (messages.length === 0) return;
    const ids = messages.map(({ messageId }) => messageId);
    await manager.query(
      `INSERT INTO message_search (${COLUMNS.join(',')})
       SELECT column1, column2, column3, column4 FROM (VALUES ${placeholders(messages.length, COLUMNS.length)}) WHERE true
       ON CONFLICT (messageId) DO UPDATE SET has = excluded.has`,
      messages.flatMap(valuesOf),
    );
    const rows: { id: number; messageId: string }[] = await manager.query(
      `SELECT id, messageId FROM message_search WHERE messageId IN ${placeholders(1, ids.length)}`,
      ids,
    );
    const numbers = new Map(rows.map(({ id, messageId }) => [messageId, id]));
    const grams = messages.map(({ messageId, tokens }) => [numbers.get(messageId)!, [...tokens].join(' ')]);
    const known = rows.map(({ id }) => id);
    await manager.query(`DELETE FROM message_grams WHERE rowid IN ${placeholders(1, known.length)}`, known);
    await insertRows(manager, 'message_grams', ['rowid', 'tokens'], grams);
  }

  protected override withGrams(reader: EntityManager, wanted: Wanted, window: Window): Promise<Candidate[]> {
    const one = ({ token, prefix }: Gram) => (prefix ? `"${token}"*` : `"${token}"`);
    const all = wanted.grams.map((any) => `(${any.map(one).join(' OR ')})`).join(' AND ');
    const none = wanted.unlike.length > 0 ? ` NOT (${wanted.unlike.map(one).join(' AND ')})` : '';
    return this.narrowed(reader, wanted, window, {
      from: 'message_grams g CROSS JOIN message_search s ON s.id = g.rowid',
      number: 'g.rowid',
      where: 'g.message_grams MATCH ?',
      values: [`(${all})${none}`],
    });
  }
}
