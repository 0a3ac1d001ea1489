import { Access, Command, Incoming, Input } from '../../core/access/decorators.js';
import { TeamAccess, UserAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { IncomingCommand } from '../../platform/realtime/incoming-command.js';
import { ListPresenceDto, SetPresenceCommandDto } from './presence.dto.js';
import { PresenceQueries } from './presence.queries.js';
import { PresenceService } from './presence.service.js';
import type { OwnPresence, PresenceList } from './presence.wire.js';

@Gateway()
export class PresenceGateway {
  constructor(
    private readonly presence: PresenceService,
    private readonly queries: PresenceQueries,
  ) {}

  @Command('presence.set')
  set(
    @Access() caller: UserAccess,
    @Incoming() { connection }: IncomingCommand,
    @Input() input: SetPresenceCommandDto,
  ): Promise<OwnPresence> {
    return this.presence.set(caller, input, connection.id);
  }

  @Command('presence.list')
  list(@Access() caller: UserAccess, @Input() { userIds }: ListPresenceDto): Promise<PresenceList> {
    return this.queries.list(caller, userIds);
  }

  @Command('team.presence.list')
  team(@Access() team: TeamAccess): Promise<PresenceList> {
    return this.queries.team(team);
  }
}
