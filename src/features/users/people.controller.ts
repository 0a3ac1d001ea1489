import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Can } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { IdPipe } from '../../platform/errors/id.pipe.js';
import { Refuses } from '../../platform/http/refuses.js';
import { ListContactsDto, ListUsersDto } from './people.dto.js';
import { PeopleQueries } from './people.queries.js';
import { ContactList, UserPage, UserProfile } from './people.wire.js';

@ApiTags('Users')
@Controller('users')
export class PeopleController {
  constructor(private readonly people: PeopleQueries) {}

  @Get()
  @Can('user.list', { summary: 'Whom one shares a team with, by username; the installation’s owner finds everybody' })
  @Refuses('cursor.invalid')
  list(@Access() caller: UserAccess, @Query() asked: ListUsersDto): Promise<UserPage> {
    return this.people.list(caller, asked);
  }

  @Get('interacted')
  @Can('user.interacted', { summary: 'With whom one exchanged DMs, the newest first' })
  @Refuses('not_found')
  interacted(@Access() caller: UserAccess, @Query() asked: ListContactsDto): Promise<ContactList> {
    return this.people.contacts(caller, asked);
  }

  @Get(':userId')
  @Can('user.open', { summary: 'A person whom one shares a team or a DM with' })
  @Refuses('not_found')
  open(@Access() caller: UserAccess, @Param('userId', IdPipe) userId: string): Promise<UserProfile> {
    return this.people.open(caller, userId);
  }
}
