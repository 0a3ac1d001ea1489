import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { Omittable, Text } from './text.js';

/** Reads digits as a number and leaves everything else for the rules to refuse: `Number` would take '' and '0x10'. */
export function digits(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
}

/** Where a page of a list stands: what its neighbours are asked for by. */
export class PageCursors {
  /** Cursor of the page before this one; null at the beginning. */
  @ApiProperty({ type: String, nullable: true })
  before: string | null;
  /** Cursor of the page after this one; null at the end. */
  @ApiProperty({ type: String, nullable: true })
  after: string | null;
}

/** A page of a list. Cursors are what the list gave; at most one of the two is used by a list that knows both. */
export class PageDto {
  /** Items before this cursor, the nearest ones. */
  @Omittable()
  @Text({ min: 1, max: 200 })
  before?: string;

  /** Items after this cursor, the nearest ones. */
  @Omittable()
  @Text({ min: 1, max: 200 })
  after?: string;

  /** How many items at most. */
  @Transform(({ value }) => digits(value))
  @IsInt()
  @Min(1)
  @Max(100)
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 100, default: 50, required: false })
  limit: number = 50;
}
