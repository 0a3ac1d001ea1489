import { Access, Command, Input } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { ListContactsDto, ListUsersDto, OpenUserCommandDto } from './people.dto.js';
import { PeopleQueries } from './people.queries.js';
import type { ContactList, UserPage, UserProfile } from './people.wire.js';

@Gateway()
export class PeopleGateway {
  constructor(private readonly people: PeopleQueries) {}

  @Command('user.list')
  list(@Access() caller: UserAccess, @Input() asked: ListUsersDto): Promise<UserPage> {
    return this.people.list(caller, asked);
  }

  @Command('user.interacted')
  interacted(@Access() caller: UserAccess, @Input() asked: ListContactsDto): Promise<ContactList> {
    return this.people.contacts(caller, asked);
  }

  @Command('user.open')
  open(@Access() caller: UserAccess, @Input() { userId }: OpenUserCommandDto): Promise<UserProfile> {
    return this.people.open(caller, userId);
  }
}
