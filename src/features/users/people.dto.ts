import { PickType } from '@nestjs/swagger';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Id, Omittable, Text } from '../../platform/errors/text.js';

/** A page of the people whom one shares a team with. */
export class ListUsersDto extends PageDto {
  /** Only those whose username or displayed name begins so, in capitals or not. @example "ada" */
  @Omittable()
  @Text({ min: 1, max: 80 })
  query?: string;
}

/** Whom to open. */
export class OpenUserCommandDto {
  @Id()
  userId: string;
}

/** Which of those with whom one exchanged DMs. */
export class ListContactsDto extends PickType(PageDto, ['limit']) {
  /** Only those who are in this team with oneself. */
  @Omittable()
  @Id()
  teamId?: string;
}
