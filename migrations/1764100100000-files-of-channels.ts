import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where something was sent, so that a channel lists its files; and an index of messages that knows which have some. */
export class FilesOfChannels1764100100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // As statements: TypeORM's own way builds the SQLite table anew.
    await runner.query('ALTER TABLE media ADD COLUMN rootId varchar(36) NULL');
    await runner.query(
      `UPDATE media SET rootId = (SELECT COALESCE(c.parentId, c.id) FROM messages m JOIN channels c ON c.id = m.channelId
       WHERE m.id = media.messageId) WHERE messageId IS NOT NULL`,
    );
    await runner.query('CREATE INDEX ix_media_rootId ON media (rootId, messageId, place)');
    if (runner.dataSource.options.type !== 'better-sqlite3')
      await runner.query('ALTER TABLE message_search MODIFY has varchar(96) NOT NULL');
    await runner.query('DELETE FROM search_progress'); // what is in it is gone over anew
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('media', 'ix_media_rootId');
    await runner.query('ALTER TABLE media DROP COLUMN rootId');
  }
}
