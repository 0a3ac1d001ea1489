import { Omittable, Text } from '../errors/text.js';

/** What a signed address has in its query: see `SignedAddresses`. A caller with a token needs none of it. */
export class SignedQueryDto {
  /** The session that it was signed for. */
  @Omittable()
  @Text({ max: 36 })
  session?: string;

  /** Until when, in seconds since 1970. */
  @Omittable()
  @Text({ max: 16 })
  expires?: string;

  @Omittable()
  @Text({ max: 64 })
  signature?: string;
}
