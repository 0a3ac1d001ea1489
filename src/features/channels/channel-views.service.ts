import { Injectable } from '@nestjs/common';
import type { ChannelAccess } from '../../core/access/grants.js';
import { requireOwnTeam } from '../../core/access/named-team.js';
import { judge, requireGranted } from '../../core/access/rules.js';
import { Database } from '../../platform/database/database.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { fail } from '../../platform/errors/problem.js';
import { ChannelIncludes, type ChannelInclude } from './channel-includes.js';
import type { ChannelMemberPage, ChannelPage, OpenedChannel } from './channel-views.wire.js';
import { ChannelPresenter } from './channel-presenter.js';
import type { ListChannelsDto, OpenChannelDto } from './channels.dto.js';
import { ChannelsQueries } from './channels.queries.js';

/** What somebody must be allowed to who wants it to come along. */
const SHOWN_BY = { messages: 'message.list', members: 'channel.member.list', joinRequest: 'channel.open' } as const;

/** Shows channels. Looking changes nothing: a channel is read when its reader says so. */
@Injectable()
export class ChannelViewsService {
  constructor(
    private readonly database: Database,
    private readonly queries: ChannelsQueries,
    private readonly includes: ChannelIncludes,
    private readonly presenter: ChannelPresenter,
  ) {
    includes.register('members', (reader, channelId) => this.queries.members(reader, channelId, new PageDto()));
  }

  /** The channel with what was asked for, all of one consistent state. */
  open(access: ChannelAccess, { include = [] }: OpenChannelDto): Promise<OpenedChannel> {
    const { channelId, userId: viewerId, channel: standing } = access;
    for (const what of include) requireGranted(SHOWN_BY[what], standing); // a channel that is joined by request shows itself, not what is in it
    const readable = judge(SHOWN_BY.messages, standing) === 'granted';
    return this.database.snapshot(async (reader) => {
      const channel = (await this.queries.byIds(reader, [channelId])).get(channelId);
      if (!channel) throw fail('not_found');
      const mine = (await this.queries.mine(reader, viewerId, [channelId])).get(channelId);
      const own = mine ?? {
        membership: null,
        readMark: null,
        preferences: null,
        ...(readable ? await this.queries.head(reader, channelId) : { seq: 0, counted: 0 }),
        unread: null,
      };
      const included = await this.includes.load(reader, include, { channelId, viewerId });
      return {
        channel: await this.presenter.presentOne(reader, channel),
        ...own,
        ...(included as Pick<OpenedChannel, ChannelInclude>),
      };
    });
  }

  /** @throws Problem `not_found` for a team that is not the caller's. */
  list({ userId }: { userId: string }, asked: ListChannelsDto): Promise<ChannelPage> {
    return this.database.snapshot(async (reader) => {
      const page = await this.queries.list(reader, userId, asked);
      if (page.items.length === 0) await requireOwnTeam(reader, userId, asked.teamId);
      return page;
    });
  }

  members({ channelId }: ChannelAccess, page: PageDto): Promise<ChannelMemberPage> {
    return this.database.snapshot((reader) => this.queries.members(reader, channelId, page));
  }
}
