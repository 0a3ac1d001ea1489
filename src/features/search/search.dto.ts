import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { digits } from '../../platform/errors/page.dto.js';
import { Id, Omittable, Text } from '../../platform/errors/text.js';

/** What to look for. */
export class SearchMessagesDto {
  /**
   * Words, of which every one must occur, be it as part of a longer word; `"several words"` in this order; `-word` for what must not occur.
   * Besides `from:username`, `in:channel` or `in:@username`, `has:link` (`reaction`, `pin`, `thread`, `mention`, `image`, `voice`, or
   * `file` for anything attached), `before:2026-12-31`, `after:2026-01-01`. Everything else is looked for as it stands. @example "harbour from:ada after:2026-01-01"
   */
  @Text({ max: 400 })
  query: string;

  /** Only in this team. */
  @Omittable()
  @Id()
  teamId?: string;

  /** What comes after the page that gave this cursor. */
  @Omittable()
  @Text({ min: 1, max: 200 })
  before?: string;

  /** How many hits at most. */
  @Transform(({ value }) => digits(value))
  @IsInt()
  @Min(1)
  @Max(100)
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 100, default: 20, required: false })
  limit: number = 20;
}
