import { Access, Command, Input } from '../../core/access/decorators.js';
import { ChannelAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import type { ChannelBan, ChannelBanLifted, ChannelBanPage } from './channel-ban.wire.js';
import { BanChannelMemberDto, UnbanChannelMemberCommandDto } from './channel-bans.dto.js';
import { ChannelBansQueries } from './channel-bans.queries.js';
import { ChannelBansService } from './channel-bans.service.js';

@Gateway()
export class ChannelBansGateway {
  constructor(
    private readonly bans: ChannelBansService,
    private readonly queries: ChannelBansQueries,
  ) {}

  @Command('channel.ban.list')
  list(@Access() channel: ChannelAccess, @Input() page: PageDto): Promise<ChannelBanPage> {
    return this.queries.list(channel, page);
  }

  @Command('channel.member.ban')
  ban(@Access() channel: ChannelAccess, @Input() input: BanChannelMemberDto): Promise<ChannelBan> {
    return this.bans.ban(channel, input);
  }

  @Command('channel.member.unban')
  unban(
    @Access() channel: ChannelAccess,
    @Input() { userId }: UnbanChannelMemberCommandDto,
  ): Promise<ChannelBanLifted> {
    return this.bans.unban(channel, userId);
  }
}
