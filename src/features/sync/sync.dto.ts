import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, ValidateBy } from 'class-validator';
import { Omittable } from '../../platform/errors/text.js';

/** More than anybody's channels, and few enough to check at once. */
const MAX_STREAMS = 5_000;
const STREAM = /^[a-z]{1,12}:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MAX_POSITION = 2_147_483_647;

function arePositions(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= MAX_STREAMS && entries.every(([stream, position]) => STREAM.test(stream) && isPosition(position))
  );
}

function isPosition(value: unknown): boolean {
  return value === null || (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_POSITION);
}

export class SyncDto {
  /** The position held per stream, null for a stream known by name only. Left out: nothing is known yet. */
  @Omittable()
  @ValidateBy({
    name: 'positions',
    validator: {
      validate: arePositions,
      defaultMessage: () =>
        `positions must be an object of at most ${MAX_STREAMS} streams ("channel:<id>"), each with a whole number from 0 or null`,
    },
  })
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'integer', nullable: true, minimum: 0 },
    example: { 'channel:01890a5d-ac96-774b-bcce-b302099a8057': 41 },
  })
  positions?: Record<string, number | null>;

  /** Also answer snapshots of one's streams that are not named. True unless positions are given. */
  @Omittable()
  @IsBoolean()
  discover?: boolean;
}
