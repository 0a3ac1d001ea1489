import { ApiProperty } from '@nestjs/swagger';
import { Team, TeamMember } from '../teams/team.wire.js';
import { Channel } from './channel.wire.js';

/**
 * What a client begins with for a team: the team, the viewer's own membership, and the channels that the team lists (the viewer's
 * private ones come with their own streams).
 */
export class TeamSnapshot {
  team: Team;
  membership: TeamMember;
  @ApiProperty({ type: () => [Channel] })
  channels: Channel[];
}
