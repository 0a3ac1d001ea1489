import { ApiProperty } from '@nestjs/swagger';
import { teamRoles, type TeamRole } from '../../core/access/roles.js';
import { User } from '../../core/users/user.wire.js';
import { PageCursors } from '../../platform/errors/page.dto.js';
import { presences, type PresenceName } from '../presence/presence.wire.js';

/** A page of people, by username. */
export class UserPage extends PageCursors {
  @ApiProperty({ type: () => [User] })
  items: User[];
}

/** A team that somebody shares with the viewer. */
export class SharedTeam {
  teamId: string;
  /** What that person is there. */
  @ApiProperty({ enum: teamRoles, enumName: 'TeamRole' })
  role: TeamRole;
}

/** A person, whether they are there, and what the viewer has in common with them. */
export class UserProfile extends User {
  @ApiProperty({ enum: presences, enumName: 'PresenceName' })
  presence: PresenceName;
  /** When somebody who is offline was last there, RFC 3339; null when nobody knows. */
  @ApiProperty({ type: String, nullable: true })
  lastSeenAt: string | null;
  /** The teams that both are in. */
  @ApiProperty({ type: () => [SharedTeam] })
  sharedTeams: SharedTeam[];
}

/** Somebody with whom the viewer has a DM in which something was said. */
export class Contact {
  user: User;
  /** When something was last said in one of them, RFC 3339. */
  lastMessageAt: string;
}

/** With whom the viewer exchanged DMs, the newest first. */
export class ContactList {
  @ApiProperty({ type: () => [Contact] })
  items: Contact[];
}
