import { Injectable } from '@nestjs/common';
import type { UserAccess } from '../../core/access/grants.js';
import { SignedAddresses } from '../../platform/http/signed-addresses.js';
import type { LinkMediaDto } from './media.dto.js';
import type { MediaLinks } from './media.wire.js';

/** Signs addresses for `<img>`, `<audio>` and downloads. Whether they may be read is asked each time that they are. */
@Injectable()
export class MediaLinker {
  constructor(private readonly addresses: SignedAddresses) {}

  sign({ sessionId }: UserAccess, { mediaIds }: LinkMediaDto): MediaLinks {
    const items = mediaIds.map((mediaId) => {
      const path = `/api/v1/media/${mediaId}`;
      const content = this.addresses.sign(`${path}/content`, sessionId);
      const thumbnail = this.addresses.sign(`${path}/thumbnail`, sessionId);
      const expiresAt = content.expiresAt.toISOString();
      return { mediaId, content: content.address, thumbnail: thumbnail.address, expiresAt };
    });
    return { items };
  }
}
