import { Access, Command, Input } from '../../core/access/decorators.js';
import { TeamAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import type { TeamBan, TeamBanLifted, TeamBanPage } from './team-ban.wire.js';
import { BanTeamMemberDto, UnbanTeamMemberCommandDto } from './team-bans.dto.js';
import { TeamBansQueries } from './team-bans.queries.js';
import { TeamBansService } from './team-bans.service.js';

@Gateway()
export class TeamBansGateway {
  constructor(
    private readonly bans: TeamBansService,
    private readonly queries: TeamBansQueries,
  ) {}

  @Command('team.ban.list')
  list(@Access() team: TeamAccess, @Input() page: PageDto): Promise<TeamBanPage> {
    return this.queries.list(team, page);
  }

  @Command('team.member.ban')
  ban(@Access() team: TeamAccess, @Input() input: BanTeamMemberDto): Promise<TeamBan> {
    return this.bans.ban(team, input);
  }

  @Command('team.member.unban')
  unban(@Access() team: TeamAccess, @Input() { userId }: UnbanTeamMemberCommandDto): Promise<TeamBanLifted> {
    return this.bans.unban(team, userId);
  }
}
