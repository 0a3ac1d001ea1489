import { ApiProperty } from '@nestjs/swagger';
import { KeptOut } from '../../core/access/ban.wire.js';
import { PageCursors } from '../../platform/errors/page.dto.js';

/** Somebody who is kept out of a team. */
export class TeamBan extends KeptOut {
  teamId: string;
}

/** A page of the bans that hold, the newest at the beginning. */
export class TeamBanPage extends PageCursors {
  @ApiProperty({ type: () => [TeamBan] })
  items: TeamBan[];
}

/** Whoever may come into the team again. */
export class TeamBanLifted {
  teamId: string;
  userId: string;
}
