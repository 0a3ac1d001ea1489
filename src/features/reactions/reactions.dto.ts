import { PageDto } from '../../platform/errors/page.dto.js';
import { Omittable } from '../../platform/errors/text.js';
import { Emoji } from './emoji.js';

/** The emoji that one puts on a message or takes back. */
export class ReactionDto {
  /** With or without its variation selectors. @example "👍" */
  @Emoji()
  emoji: string;
}

/** A page of those who reacted, the first at its beginning. */
export class ListReactionsDto extends PageDto {
  /** Only those with this emoji. */
  @Omittable()
  @Emoji()
  emoji?: string;
}
