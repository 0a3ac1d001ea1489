import { Access, Command, Input } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import type { MentionPage } from './mention.wire.js';
import { MentionsQueries } from './mentions.queries.js';

@Gateway()
export class MentionsGateway {
  constructor(private readonly mentions: MentionsQueries) {}

  @Command('mention.list')
  list(@Access() caller: UserAccess, @Input() page: PageDto): Promise<MentionPage> {
    return this.mentions.list(caller, page);
  }
}
