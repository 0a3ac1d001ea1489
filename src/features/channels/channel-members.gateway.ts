import { Access, Command, Input } from '../../core/access/decorators.js';
import { ChannelAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { ChannelMembersService } from './channel-members.service.js';
import type { ChannelMemberPage } from './channel-views.wire.js';
import { ChannelViewsService } from './channel-views.service.js';
import type { ChannelMember, ChannelMemberGone } from './channel.wire.js';
import { AddChannelMemberDto, RemoveChannelMemberCommandDto, UpdateChannelMemberCommandDto } from './channels.dto.js';

@Gateway()
export class ChannelMembersGateway {
  constructor(
    private readonly members: ChannelMembersService,
    private readonly views: ChannelViewsService,
  ) {}

  @Command('channel.join')
  join(@Access() channel: ChannelAccess): Promise<ChannelMember> {
    return this.members.join(channel);
  }

  @Command('channel.leave')
  leave(@Access() channel: ChannelAccess): Promise<ChannelMemberGone> {
    return this.members.leave(channel);
  }

  @Command('channel.member.list')
  list(@Access() channel: ChannelAccess, @Input() page: PageDto): Promise<ChannelMemberPage> {
    return this.views.members(channel, page);
  }

  @Command('channel.member.add')
  add(@Access() channel: ChannelAccess, @Input() input: AddChannelMemberDto): Promise<ChannelMember> {
    return this.members.add(channel, input);
  }

  @Command('channel.member.update')
  update(
    @Access() channel: ChannelAccess,
    @Input() { userId, role }: UpdateChannelMemberCommandDto,
  ): Promise<ChannelMember> {
    return this.members.update(channel, userId, role);
  }

  @Command('channel.member.remove')
  remove(
    @Access() channel: ChannelAccess,
    @Input() { userId, reason }: RemoveChannelMemberCommandDto,
  ): Promise<ChannelMemberGone> {
    return this.members.remove(channel, userId, reason);
  }
}
