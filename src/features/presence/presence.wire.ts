import { ApiProperty } from '@nestjs/swagger';
import { availabilities, type Availability, type UserEntity } from '../../core/users/user.entity.js';

/** How somebody is there. `invisible` only oneself sees: to others it is `offline`. */
export const presences = ['online', 'away', 'dnd', 'invisible', 'offline'] as const;
export type PresenceName = (typeof presences)[number];

/** What somebody's devices are together: one is in use, all are idle. Whoever has none has no such value. */
export type Devices = 'active' | 'idle';

/** Whether somebody is there. */
export class Presence {
  userId: string;
  @ApiProperty({ enum: presences, enumName: 'PresenceName' })
  presence: PresenceName;
  /** When somebody who is offline was last there, RFC 3339; null when nobody knows. */
  @ApiProperty({ type: String, nullable: true })
  lastSeenAt: string | null;
}

/** Whether people are there. */
export class PresenceList {
  @ApiProperty({ type: () => [Presence] })
  items: Presence[];
}

/** Whose presence in a team changed during the last second, to what it is now. */
export class PresenceChanged {
  teamId: string;
  @ApiProperty({ type: () => [Presence] })
  changes: Presence[];
}

/** One’s own presence, as one has set it and as it comes out with the devices that one has on. */
export class OwnPresence {
  @ApiProperty({ enum: availabilities, enumName: 'Availability' })
  availability: Availability;
  @ApiProperty({ enum: presences, enumName: 'PresenceName' })
  presence: PresenceName;
}

/** What presence follows from besides the devices. */
export type PresenceRow = Pick<UserEntity, 'id' | 'availability' | 'lastSeenAt'>;

/** As the person sees it. */
export function ownPresence(availability: Availability, devices: Devices | undefined): PresenceName {
  if (devices === undefined) return 'offline';
  if (availability !== 'auto') return availability;
  return devices === 'active' ? 'online' : 'away';
}

/** As everybody else sees it: who is invisible looks exactly like somebody who has left. */
export function toPresence({ id, availability, lastSeenAt }: PresenceRow, devices: Devices | undefined): Presence {
  const own = ownPresence(availability, devices);
  const presence = own === 'invisible' ? 'offline' : own;
  return shown(id, presence, lastSeenAt);
}

/** Of whoever is there nobody is told when they were there last. */
export function shown(userId: string, presence: PresenceName, lastSeenAt: Date | null): Presence {
  return { userId, presence, lastSeenAt: presence === 'offline' ? (lastSeenAt?.toISOString() ?? null) : null };
}
