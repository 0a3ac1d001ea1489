import { Controller, Get, Query } from '@nestjs/common';
import { Access, Can } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { Refuses } from '../../platform/http/refuses.js';
import { SearchMessagesDto } from './search.dto.js';
import { SearchService } from './search.service.js';
import { SearchPage } from './search.wire.js';

@Controller('search')
export class SearchController {
  constructor(private readonly finder: SearchService) {}

  @Get('messages')
  @Can('search.messages', { summary: 'Find messages among those that one may read' })
  @Refuses('cursor.invalid', 'not_found')
  search(@Access() user: UserAccess, @Query() asked: SearchMessagesDto): Promise<SearchPage> {
    return this.finder.search(user, asked);
  }
}
