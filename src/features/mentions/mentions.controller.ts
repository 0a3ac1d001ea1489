import { Controller, Get, Query } from '@nestjs/common';
import { Access, Can } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Refuses } from '../../platform/http/refuses.js';
import { MentionPage } from './mention.wire.js';
import { MentionsQueries } from './mentions.queries.js';

@Controller('me/mentions')
export class MentionsController {
  constructor(private readonly mentions: MentionsQueries) {}

  @Get()
  @Can('mention.list', { summary: 'Who mentioned one, the newest first, in the channels that one is in' })
  @Refuses('cursor.invalid')
  list(@Access() caller: UserAccess, @Query() page: PageDto): Promise<MentionPage> {
    return this.mentions.list(caller, page);
  }
}
