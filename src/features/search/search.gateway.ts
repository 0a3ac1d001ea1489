import { Access, Command, Input } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { SearchMessagesDto } from './search.dto.js';
import { SearchService } from './search.service.js';
import type { SearchPage } from './search.wire.js';

@Gateway()
export class SearchGateway {
  constructor(private readonly finder: SearchService) {}

  @Command('search.messages')
  search(@Access() user: UserAccess, @Input() asked: SearchMessagesDto): Promise<SearchPage> {
    return this.finder.search(user, asked);
  }
}
