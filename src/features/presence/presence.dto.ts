import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn } from 'class-validator';
import { availabilities, type Availability } from '../../core/users/user.entity.js';
import { Id, Omittable } from '../../platform/errors/text.js';

/** Enough for every face on a large screen; a whole team has a list of its own. */
const MAX_PEOPLE = 200;

/** Of whom to know whether they are there. */
export class ListPresenceDto {
  /** At most 200, repeated or by comma in a query. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_PEOPLE)
  @Id({ each: true })
  @ApiProperty({ type: [String], minItems: 1, maxItems: MAX_PEOPLE })
  userIds: string[];
}

/** What to change about one’s presence; what is left out stays. */
export class SetPresenceDto {
  /** For all devices, until it is set again. `auto` follows the devices; `invisible` looks like nobody is there. */
  @Omittable()
  @IsIn(availabilities)
  @ApiProperty({ enum: availabilities, enumName: 'Availability' })
  availability?: Availability;
}

/** The same as a command, which comes from one device. */
export class SetPresenceCommandDto extends SetPresenceDto {
  /** Whether nobody uses this device just now. When all are idle, one is `away`. */
  @Omittable()
  @IsBoolean()
  @ApiProperty({ type: Boolean })
  idle?: boolean;
}
