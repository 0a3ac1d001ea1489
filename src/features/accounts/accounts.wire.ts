import { ApiProperty } from '@nestjs/swagger';

/** What came of showing that an address is one's own. */
export class AddressProven {
  /**
   * Set where nobody showed that they knew the account besides: then its password and sessions, which may be a stranger's, are gone, and this
   * sets a new password by `POST /auth/password/reset`, within the hour. Null where everything stays as it was.
   */
  @ApiProperty({ type: String, nullable: true })
  resetToken: string | null;
}

export const disowned = ['account', 'session'] as const;

/** What the link was about. */
export class Disowned {
  /** `account`: the address is free again. `session`: that sign-in has ended. */
  @ApiProperty({ enum: disowned, enumName: 'DisownedThing' })
  what: (typeof disowned)[number];
}
