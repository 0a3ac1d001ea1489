import type { EntityManager } from 'typeorm';
import type { Standing } from '../../platform/database/database.js';
import type { StreamId } from '../../platform/database/ids.js';
import type { SessionHolder } from '../../platform/realtime/authenticator.js';
import type { Permission } from './policies.js';
import { mediaStanding, type MediaPlaces, type MediaStanding } from './media-standing.js';
import { requireGranted } from './rules.js';
import {
  channelStanding,
  installationStanding,
  messageStanding,
  teamStanding,
  type ChannelStanding,
  type InChannel,
  type InstallationStanding,
  type MessageStanding,
  type TeamStanding,
} from './standing.js';

/*
 * Grants: proof that the policy table was asked. Services take a grant and not an id, so they cannot be called without one; each can be
 * made only by `of`, which throws unless the table agrees. Named in `Database.write`, a grant is checked again under the lock.
 */

/** Its lock is held by whoever changes who owns the installation. It tells nothing and nobody hears it. */
export const OWNERS_STREAM: StreamId = 'installation:owners';

/** A signed-in person. */
export class UserAccess {
  private constructor(
    readonly userId: string,
    readonly sessionId: string,
  ) {}

  static of({ userId, sessionId }: SessionHolder): UserAccess {
    return new UserAccess(userId, sessionId);
  }
}

/** A permission on the whole installation. Writes that name it come one after the other, for they lock who its owners are. */
export class InstallationAccess implements Standing {
  readonly stream: StreamId = OWNERS_STREAM;

  private constructor(
    readonly permission: Permission,
    readonly userId: string,
  ) {}

  /** @throws Problem unless the table grants it. */
  static of(permission: Permission, standing: InstallationStanding): InstallationAccess {
    requireGranted(permission, standing);
    return new InstallationAccess(permission, standing.userId);
  }

  async stillStands(manager: EntityManager): Promise<void> {
    requireGranted(this.permission, await installationStanding(manager, this.userId));
  }
}

/** A permission on a team. */
export class TeamAccess implements Standing {
  private constructor(
    readonly permission: Permission,
    private readonly standing: TeamStanding,
  ) {}

  /** @throws Problem unless the table grants it. */
  static of(permission: Permission, standing: TeamStanding | undefined): TeamAccess {
    requireGranted(permission, standing);
    return new TeamAccess(permission, standing!);
  }

  get userId() {
    return this.standing.userId;
  }

  get teamId() {
    return this.standing.teamId;
  }

  get teamRole() {
    return this.standing.teamRole;
  }

  get stream(): StreamId {
    return `team:${this.teamId}`;
  }

  async stillStands(manager: EntityManager): Promise<void> {
    requireGranted(this.permission, await teamStanding(manager, this.userId, this.teamId));
  }
}

/** A permission on a channel. */
export class ChannelAccess implements Standing {
  private constructor(
    readonly permission: Permission,
    readonly channel: ChannelStanding,
  ) {}

  /** @throws Problem unless the table grants it. */
  static of(permission: Permission, standing: ChannelStanding | undefined): ChannelAccess {
    requireGranted(permission, standing);
    return new ChannelAccess(permission, standing!);
  }

  get userId() {
    return this.channel.userId;
  }

  get channelId() {
    return this.channel.channelId;
  }

  get stream(): StreamId {
    return `channel:${this.channelId}`;
  }

  async stillStands(manager: EntityManager): Promise<void> {
    requireGranted(this.permission, await channelStanding(manager, this.userId, { channelId: this.channelId }));
  }
}

/** A permission on a message, and so on its channel. */
export class MessageAccess implements Standing {
  private constructor(
    readonly permission: Permission,
    readonly message: MessageStanding,
    private readonly where: InChannel,
  ) {}

  /** @throws Problem unless the table grants it. */
  static of(permission: Permission, standing: MessageStanding | undefined, where: InChannel): MessageAccess {
    requireGranted(permission, standing);
    return new MessageAccess(permission, standing!, where);
  }

  get userId() {
    return this.message.userId;
  }

  get messageId() {
    return this.message.messageId;
  }

  get channelId() {
    return this.message.channelId;
  }

  get stream(): StreamId {
    return `channel:${this.channelId}`;
  }

  async stillStands(manager: EntityManager): Promise<void> {
    requireGranted(this.permission, await messageStanding(manager, this.userId, this.messageId, this.where));
  }
}

/** How what was uploaded leads to what it hangs on, and that to its channel. */
export interface MediaRoads {
  places: MediaPlaces;
  messages: InChannel;
}

/** A permission on something uploaded. It has no stream: what it hangs on does. */
export class MediaAccess {
  private constructor(
    readonly permission: Permission,
    private readonly standing: MediaStanding,
    private readonly roads: MediaRoads,
  ) {}

  /** @throws Problem unless the table grants it. */
  static of(permission: Permission, standing: MediaStanding | undefined, roads: MediaRoads): MediaAccess {
    requireGranted(permission, standing);
    return new MediaAccess(permission, standing!, roads);
  }

  get userId() {
    return this.standing.userId;
  }

  get mediaId() {
    return this.standing.mediaId;
  }

  /** For a write, under its lock. @throws Problem when it is granted no more. */
  async stillStands(manager: EntityManager): Promise<void> {
    requireGranted(this.permission, await mediaStanding(manager, this.userId, this.mediaId, this.roads));
  }
}

/** Any of them. */
export type Grant = UserAccess | InstallationAccess | TeamAccess | ChannelAccess | MessageAccess | MediaAccess;
