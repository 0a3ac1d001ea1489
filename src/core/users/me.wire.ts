import { ApiProperty } from '@nestjs/swagger';
import { addressOf } from './user-address.js';
import { availabilities, type Availability, type UserEntity } from './user.entity.js';
import { toUser, User } from './user.wire.js';

/** Oneself. */
export class Me extends User {
  /** Null when its owner said that this account is not theirs. @example "ada@example.org" */
  @ApiProperty({ type: String, nullable: true })
  email: string | null;
  /** Whether it is known that the address is one's own. */
  emailVerified: boolean;
  /** Whether this person owns the installation. */
  isOwner: boolean;
  @ApiProperty({ type: String, nullable: true })
  lastChannelId: string | null;
  /** What one's presence is set to, the same on all devices. */
  @ApiProperty({ enum: availabilities, enumName: 'Availability' })
  availability: Availability;
  /** Whether signing in takes a second factor. */
  secondFactor: boolean;
  /** RFC 3339, UTC, milliseconds. */
  createdAt: string;
}

/** What a client begins with for the signed-in person. Teams and channels come as streams of their own. */
export class UserSnapshot {
  me: Me;
}

export function toMe(user: UserEntity): Me {
  const { isOwner, lastChannelId } = user;
  const address = { email: addressOf(user), emailVerified: user.emailVerifiedAt !== null };
  const settings = { availability: user.availability, secondFactor: user.secondFactorAt !== null };
  return { ...toUser(user), ...address, isOwner, lastChannelId, ...settings, createdAt: user.createdAt.toISOString() };
}
