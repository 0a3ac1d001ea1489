import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Id, Omittable, Text } from '../../platform/errors/text.js';

/** What accounts can be picked by. */
const accountStates = ['open', 'disabled', 'owner'] as const;
export type AccountState = (typeof accountStates)[number];

/** A page of all accounts; of several conditions all hold. */
export class ListAccountsDto extends PageDto {
  /** Only those whose username, displayed name or email address begins so, in capitals or not. @example "ada" */
  @Omittable()
  @Text({ min: 1, max: 254 })
  query?: string;

  /** Only accounts that are open, disabled, or an owner’s. */
  @Omittable()
  @IsIn(accountStates)
  @ApiProperty({ enum: accountStates, enumName: 'AccountState' })
  only?: AccountState;
}

/** Whose account it is about. */
export class ChosenAccountDto {
  @Id()
  userId: string;
}
