import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Can } from '../../core/access/decorators.js';
import { ChannelAccess } from '../../core/access/grants.js';
import { Refuses } from '../../platform/http/refuses.js';
import { ListMediaDto } from './media-list.dto.js';
import { MediaListQueries } from './media-list.queries.js';
import { MediaPage } from './media-list.wire.js';

@ApiTags('Media')
@Controller('channels/:channelId/media')
export class MediaListController {
  constructor(private readonly queries: MediaListQueries) {}

  @Get()
  @Can('media.list', { summary: 'What was sent in a channel and in its threads: pictures, files, voice notes' })
  @Refuses('cursor.invalid')
  list(@Access() channel: ChannelAccess, @Query() asked: ListMediaDto): Promise<MediaPage> {
    return this.queries.list(channel, asked);
  }
}
