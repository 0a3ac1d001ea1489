import { Access, Command, Input } from '../../core/access/decorators.js';
import { ChannelAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { ListMediaDto } from './media-list.dto.js';
import { MediaListQueries } from './media-list.queries.js';
import type { MediaPage } from './media-list.wire.js';

@Gateway()
export class MediaListGateway {
  constructor(private readonly queries: MediaListQueries) {}

  @Command('media.list')
  list(@Access() channel: ChannelAccess, @Input() asked: ListMediaDto): Promise<MediaPage> {
    return this.queries.list(channel, asked);
  }
}
