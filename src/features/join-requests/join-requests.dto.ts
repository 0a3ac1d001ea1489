import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Id, Omittable, Text } from '../../platform/errors/text.js';
import { joinRequestStatuses, type JoinRequestStatus } from './join-request.entity.js';

/** A wish to be let in. */
export class CreateJoinRequestDto {
  /** What those who decide should know. */
  @Omittable()
  @Text({ max: 500, multiline: true })
  message?: string;
}

/** A page of the requests to join a channel, the oldest first. */
export class ListJoinRequestsDto extends PageDto {
  /** Only those that stand so. */
  @Omittable()
  @IsIn(joinRequestStatuses)
  @ApiProperty({ enum: joinRequestStatuses, enumName: 'JoinRequestStatus' })
  status?: JoinRequestStatus;
}

/** The request that is decided. */
export class DecideJoinRequestCommandDto {
  @Id()
  requestId: string;
}
