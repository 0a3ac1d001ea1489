import { Access, Command, Incoming, Input } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { IncomingCommand } from '../../platform/realtime/incoming-command.js';
import { RefreshSessionDto, RevokeSessionDto } from './auth.dto.js';
import { SessionExtended, type SessionList } from './session.wire.js';
import { SessionsService } from './sessions.service.js';

@Gateway()
export class AuthGateway {
  constructor(private readonly sessions: SessionsService) {}

  @Command('session.refresh', { answers: SessionExtended })
  refresh(@Incoming() { connection }: IncomingCommand, @Input() input: RefreshSessionDto): Promise<SessionExtended> {
    return this.sessions.extend(connection, input.accessToken);
  }

  @Command('session.list')
  list(@Access() caller: UserAccess): Promise<SessionList> {
    return this.sessions.list(caller);
  }

  @Command('session.revoke')
  revoke(@Access() caller: UserAccess, @Input() { sessionId }: RevokeSessionDto): Promise<void> {
    return this.sessions.revoke(caller, sessionId);
  }

  @Command('session.revoke_others')
  revokeOthers(@Access() caller: UserAccess): Promise<void> {
    return this.sessions.revokeOthers(caller);
  }
}
