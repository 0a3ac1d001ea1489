import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The index of what was said. None of its tables is an entity, for what makes them an index has no form that all databases share; it can be thrown
 * away and is made again from the messages.
 */
export class Search1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const sqlite = runner.dataSource.options.type === 'better-sqlite3';
    for (const statement of sqlite ? SQLITE : MYSQL) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const sqlite = runner.dataSource.options.type === 'better-sqlite3';
    const tables = [...(sqlite ? ['message_grams'] : []), 'message_search', 'search_progress'];
    for (const table of tables) await runner.query(`DROP TABLE ${table}`);
  }
}

/** How far the index has come: `seq` of the newest message of a channel that is in it, `position` of the newest change that is. */
const progress = (text: string) =>
  `CREATE TABLE search_progress (stream ${text}(50) NOT NULL PRIMARY KEY, seq integer NOT NULL, position integer NOT NULL)`;

const SQLITE = [
  progress('varchar'),
  `CREATE TABLE message_search (
     id integer PRIMARY KEY AUTOINCREMENT, messageId varchar(36) NOT NULL, rootId varchar(36) NOT NULL, createdAt datetime NOT NULL, has varchar(48) NOT NULL,
     CONSTRAINT fk_message_search_messageId FOREIGN KEY (messageId) REFERENCES messages (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
  'CREATE UNIQUE INDEX uq_message_search_messageId ON message_search (messageId)',
  'CREATE INDEX ix_message_search_rootId ON message_search (rootId, id, createdAt)',
  'CREATE INDEX ix_message_search_createdAt ON message_search (createdAt)',
  // Which message has a gram, and neither where nor how often: the text itself is asked for that.
  `CREATE VIRTUAL TABLE message_grams USING fts5(tokens, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '_'")`,
  `CREATE TRIGGER tr_message_search_deleted AFTER DELETE ON message_search BEGIN
     DELETE FROM message_grams WHERE rowid = old.id; END`,
];

const MYSQL = [
  progress('varchar'),
  `CREATE TABLE message_search (
     id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, messageId varchar(36) NOT NULL, rootId varchar(36) NOT NULL, createdAt datetime(3) NOT NULL, has varchar(48) NOT NULL, tokens mediumtext CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
     UNIQUE INDEX uq_message_search_messageId (messageId), INDEX ix_message_search_rootId (rootId, id, createdAt),
     INDEX ix_message_search_createdAt (createdAt), FULLTEXT INDEX ft_message_search_tokens (tokens),
     CONSTRAINT fk_message_search_messageId FOREIGN KEY (messageId) REFERENCES messages (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
];
