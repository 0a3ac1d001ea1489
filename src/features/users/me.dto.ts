import { ValidateBy } from 'class-validator';
import { Username } from '../../core/users/user.rules.js';
import { Id, Name, Nullable, Omittable, Text } from '../../platform/errors/text.js';
import { Time } from '../../platform/errors/time.js';
import { Emoji } from '../reactions/emoji.js';

/** What to change about oneself; what is left out stays. */
export class UpdateMeDto {
  @Omittable()
  @Username()
  username?: string;

  @Omittable()
  @Name()
  displayName?: string;

  /** The channel that the app opens after signing in; null for none. */
  @Nullable()
  @Id()
  lastChannelId?: string | null;
}

/** A point in time that is still to come. */
const Ahead = (): PropertyDecorator =>
  ValidateBy({
    name: 'ahead',
    validator: {
      validate: (value) => typeof value === 'string' && Date.parse(value) > Date.now(),
      defaultMessage: () => '$property must be a time that is still to come',
    },
  });

/** What one says of oneself just now. With neither text nor emoji nothing is said any more. */
export class SetStatusDto {
  /** @example "In a meeting" */
  @Omittable()
  @Text({ max: 100 })
  text?: string;

  /** One emoji; null for none. @example "📅" */
  @Nullable()
  @Emoji()
  emoji?: string | null;

  /** When it stops being true, RFC 3339; null for never. @example "2030-01-31T17:00:00Z" */
  @Nullable()
  @Time()
  @Ahead()
  expiresAt?: string | null;
}
