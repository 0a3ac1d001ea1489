import { Access, Command, Input } from '../../core/access/decorators.js';
import { MediaAccess, UserAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { MediaLinker } from './media-links.js';
import { MediaRemoval } from './media-removal.js';
import { LinkMediaDto } from './media.dto.js';
import { MediaService } from './media.service.js';
import type { Media, MediaLinks } from './media.wire.js';

/** All but the files themselves, which go by HTTP alone. */
@Gateway()
export class MediaGateway {
  constructor(
    private readonly media: MediaService,
    private readonly linker: MediaLinker,
    private readonly removal: MediaRemoval,
  ) {}

  @Command('media.status')
  status(@Access() media: MediaAccess): Promise<Media> {
    return this.media.status(media);
  }

  @Command('media.link')
  link(@Access() caller: UserAccess, @Input() asked: LinkMediaDto): MediaLinks {
    return this.linker.sign(caller, asked);
  }

  @Command('media.delete')
  remove(@Access() media: MediaAccess): Promise<Media> {
    return this.removal.remove(media);
  }
}
