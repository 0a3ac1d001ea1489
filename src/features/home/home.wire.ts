import { ApiProperty } from '@nestjs/swagger';
import { Me } from '../../core/users/me.wire.js';
import { ChannelSnapshot } from '../channels/channel.wire.js';
import { TeamSnapshot } from '../channels/team-snapshot.wire.js';
import { Presence } from '../presence/presence.wire.js';

/** A channel of the viewer's with what is new in it. */
export class HomeChannel extends ChannelSnapshot {
  /** Messages that the viewer has not read. */
  unread: number;
  /** How many of them mention the viewer, at most 100. */
  mentions: number;
}

/** All that the first screen shows, from one consistent state. Whoever goes on live asks `sync` with these positions. */
export class Home {
  /** Of the database; another one later means: begin again. */
  epoch: string;
  /** Where each of the viewer's streams stands. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  positions: Record<string, number>;
  me: Me;
  /** The viewer's teams with the rooms that they list. */
  @ApiProperty({ type: () => [TeamSnapshot] })
  teams: TeamSnapshot[];
  /** Rooms that the viewer is in, and threads that they follow. */
  @ApiProperty({ type: () => [HomeChannel] })
  channels: HomeChannel[];
  /** DMs that are not closed, the one with the newest message first; `channel.participants` says who is in them. */
  @ApiProperty({ type: () => [HomeChannel] })
  dms: HomeChannel[];
  /** Who of the viewer's teams is there just now; who is missing is offline. At most 2,000 a team. */
  @ApiProperty({ type: () => [Presence] })
  presence: Presence[];
}
