import { ApiProperty } from '@nestjs/swagger';
import { KeptOut } from '../../core/access/ban.wire.js';
import { PageCursors } from '../../platform/errors/page.dto.js';

/** Somebody who is kept out of a channel. */
export class ChannelBan extends KeptOut {
  channelId: string;
}

/** A page of the bans that hold, the newest at the beginning. */
export class ChannelBanPage extends PageCursors {
  @ApiProperty({ type: () => [ChannelBan] })
  items: ChannelBan[];
}

/** Whoever may come into the channel again. */
export class ChannelBanLifted {
  channelId: string;
  userId: string;
}
