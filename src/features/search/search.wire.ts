import { ApiProperty } from '@nestjs/swagger';
import { Message } from '../messages/message.wire.js';

/** A message that was looked for. */
export class SearchHit {
  message: Message;
  /** Where to go: the channel, */
  channelId: string;
  /** and the number of the message in it, for `around`. */
  seq: number;
  /** What was looked for in `message.body`: pairs of start and end, in UTF-16 units, sorted. */
  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 2 },
  })
  highlights: number[][];
}

/** A page of hits: first those in which every word stands by itself, then those in which some are parts of words; of each the newest first. */
export class SearchPage {
  @ApiProperty({ type: () => [SearchHit] })
  items: SearchHit[];
  /** Cursor for `before`: what comes after this page; null at the end. A page may be short and have one. */
  @ApiProperty({ type: String, nullable: true })
  before: string | null;
}
