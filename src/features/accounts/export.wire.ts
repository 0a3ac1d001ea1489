import { ApiProperty } from '@nestjs/swagger';
import { channelRoles, teamRoles, type ChannelRole, type TeamRole } from '../../core/access/roles.js';
import { Me } from '../../core/users/me.wire.js';
import { Session } from '../auth/session.wire.js';

/** A team that one is in. */
export class ExportedTeam {
  id: string;
  name: string;
  @ApiProperty({ enum: teamRoles, enumName: 'TeamRole' })
  role: TeamRole;
  /** RFC 3339, UTC, milliseconds. */
  joinedAt: string;
}

/** A conversation that one is in. What it is called is not told: others gave it its name, or are its name. */
export class ExportedChannel {
  id: string;
  @ApiProperty({ enum: channelRoles, enumName: 'ChannelRole' })
  role: ChannelRole;
  joinedAt: string;
  /** Up to which message one has read. */
  readSeq: number;
}

/** Something that one said. */
export class ExportedMessage {
  id: string;
  channelId: string;
  seq: number;
  body: string;
  createdAt: string;
  @ApiProperty({ type: String, nullable: true })
  editedAt: string | null;
  /** What was deleted is blank. */
  @ApiProperty({ type: String, nullable: true })
  deletedAt: string | null;
}

/** An emoji that one put to a message. */
export class ExportedReaction {
  messageId: string;
  emoji: string;
  createdAt: string;
}

/** Something that one uploaded. */
export class ExportedUpload {
  id: string;
  /** As one called it. */
  name: string;
  /** Of what is handed out. */
  contentType: string;
  /** Bytes that were uploaded. */
  size: number;
  createdAt: string;
  /** The message that it hangs on; null for none, and for pictures of oneself and of teams. */
  @ApiProperty({ type: String, nullable: true })
  messageId: string | null;
}

/** Everything that is stored of oneself. */
export class AccountExport {
  /** When it was made. */
  exportedAt: string;
  me: Me;
  /** Kinds of mail that one does not want. */
  refusedMails: string[];
  @ApiProperty({ type: () => [Session] })
  sessions: Session[];
  @ApiProperty({ type: () => [ExportedTeam] })
  teams: ExportedTeam[];
  @ApiProperty({ type: () => [ExportedChannel] })
  channels: ExportedChannel[];
  @ApiProperty({ type: () => [ExportedReaction] })
  reactions: ExportedReaction[];
  @ApiProperty({ type: () => [ExportedUpload] })
  uploads: ExportedUpload[];
  @ApiProperty({ type: () => [ExportedMessage] })
  messages: ExportedMessage[];
}
