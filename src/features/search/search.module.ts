import { Module } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { MessagesModule } from '../messages/messages.module.js';
import { MessageIndexing } from './message-indexing.js';
import { MysqlSearchIndex } from './mysql-search.index.js';
import { SearchController } from './search.controller.js';
import { SearchGateway } from './search.gateway.js';
import { SearchIndex } from './search-index.port.js';
import { SearchIndexer } from './search-indexer.js';
import { SearchService } from './search.service.js';
import { SqliteSearchIndex } from './sqlite-search.index.js';

const indexOf = ({ dialect }: Database): SearchIndex =>
  dialect === 'sqlite' ? new SqliteSearchIndex() : new MysqlSearchIndex();

/** Finding what was said. */
@Module({
  imports: [MessagesModule],
  controllers: [SearchController],
  providers: [
    ...[MessageIndexing, SearchGateway, SearchIndexer, SearchService],
    { provide: SearchIndex, inject: [Database], useFactory: indexOf },
  ],
})
export class SearchModule {}
