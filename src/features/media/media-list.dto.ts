import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMinSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Omittable } from '../../platform/errors/text.js';
import { mediaKinds, type MediaKind } from './media-kinds.js';

/** Which uploads of a channel. As `before` and `after` it also takes the id of an upload of the list: one may begin at any. */
export class ListMediaDto extends PageDto {
  /** Repeated or by comma in a query. Left out: of all kinds. */
  @Omittable()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(mediaKinds, { each: true })
  @ApiProperty({ enum: mediaKinds, enumName: 'MediaKind', isArray: true, minItems: 1, required: false })
  kinds?: MediaKind[];
}
