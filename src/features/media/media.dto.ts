import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, Max, Min } from 'class-validator';
import { digits } from '../../platform/errors/page.dto.js';
import { Id, Omittable } from '../../platform/errors/text.js';
import { SignedQueryDto } from '../../platform/http/signed-query.dto.js';

const asked = ['voice', 'file'] as const;
const sizes = ['small', 'large'] as const;
const PEAKS = { min: 64, max: 256 };

/** What cannot be seen from the file alone. */
export class UploadMediaDto {
  /** `voice`: a voice note, brought to a form that plays everywhere. `file`: handed out just as it is, also a picture. Left out: by what is in it. */
  @Omittable()
  @IsIn(asked)
  @ApiProperty({ enum: asked, enumName: 'UploadKind', required: false })
  kind?: (typeof asked)[number];

  /** Of a voice note: the peaks that the recorder drew, numbers from 0 to 100 with commas between. Used only where the server cannot hear the sound. */
  @Omittable()
  @Transform(({ value }) => (typeof value === 'string' ? value.slice(0, 2_000).split(',').map(digits) : value))
  @IsArray()
  @ArrayMinSize(PEAKS.min)
  @ArrayMaxSize(PEAKS.max)
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(100, { each: true })
  @ApiProperty({ type: String, required: false })
  waveform?: number[];
}

export class ThumbnailDto extends SignedQueryDto {
  /** The longer side has at most 360 or 1280 pixels. */
  @IsIn(sizes)
  @ApiProperty({ enum: sizes, enumName: 'ThumbnailSize', default: 'large', required: false })
  size: (typeof sizes)[number] = 'large';
}

export class LinkMediaDto {
  /** At most 100. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @Id({ each: true })
  mediaIds: string[];
}
