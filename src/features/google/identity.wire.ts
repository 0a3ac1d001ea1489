import { ApiProperty } from '@nestjs/swagger';
import type { IdentityEntity } from './identity.entity.js';

/** Who somebody is elsewhere, to sign in by. */
export class Identity {
  @ApiProperty({ enum: ['google'] })
  provider: 'google';
  /** The email address there when it was linked: to be told apart by people, and for nothing else. @example "ada@gmail.com" */
  email: string;
  /** Since when it is linked: RFC 3339, UTC, milliseconds. */
  createdAt: string;
}

export class IdentityList {
  items: Identity[];
}

/** The ways to sign in that this installation has. */
export class SignInMethods {
  password: boolean;
  /** Whether `GET /auth/google` leads anywhere. */
  google: boolean;
}

/** Where to send the browser, which carries a cookie for the way. */
export class LinkStart {
  /** An address of this server. @example "/api/v1/auth/google?link=true" */
  url: string;
}

export function toIdentity({ email, createdAt }: IdentityEntity): Identity {
  return { provider: 'google', email, createdAt: createdAt.toISOString() };
}
