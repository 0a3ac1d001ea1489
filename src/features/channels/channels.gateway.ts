import { Access, Command, Input } from '../../core/access/decorators.js';
import { ChannelAccess, TeamAccess, UserAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import type { ChannelPage, OpenedChannel } from './channel-views.wire.js';
import { ChannelViewsService } from './channel-views.service.js';
import { ChannelPreferencesService } from './channel-preferences.service.js';
import type { Channel, ChannelDeleted, ChannelPreferences, ReadMark } from './channel.wire.js';
import {
  ArchiveChannelDto,
  ChannelPreferencesDto,
  CreateChannelDto,
  ListChannelsDto,
  OpenChannelDto,
  ReadChannelDto,
  UnreadChannelDto,
  UpdateChannelDto,
} from './channels.dto.js';
import { ChannelsService } from './channels.service.js';
import { ReadMarksService } from './read-marks.service.js';

@Gateway()
export class ChannelsGateway {
  constructor(
    private readonly channels: ChannelsService,
    private readonly views: ChannelViewsService,
    private readonly readMarks: ReadMarksService,
    private readonly preferences: ChannelPreferencesService,
  ) {}

  @Command('channel.list')
  list(@Access() caller: UserAccess, @Input() asked: ListChannelsDto): Promise<ChannelPage> {
    return this.views.list(caller, asked);
  }

  @Command('channel.create')
  create(@Access() team: TeamAccess, @Input() input: CreateChannelDto): Promise<Channel> {
    return this.channels.create(team, input);
  }

  @Command('channel.open')
  open(@Access() channel: ChannelAccess, @Input() asked: OpenChannelDto): Promise<OpenedChannel> {
    return this.views.open(channel, asked);
  }

  @Command('channel.update')
  update(@Access() channel: ChannelAccess, @Input() input: UpdateChannelDto): Promise<Channel> {
    return this.channels.update(channel, input);
  }

  @Command('channel.archive')
  archive(@Access() channel: ChannelAccess, @Input() { archived }: ArchiveChannelDto): Promise<Channel> {
    return this.channels.archive(channel, archived);
  }

  @Command('channel.delete')
  remove(@Access() channel: ChannelAccess): Promise<ChannelDeleted> {
    return this.channels.remove(channel);
  }

  @Command('channel.read')
  read(@Access() channel: ChannelAccess, @Input() { seq }: ReadChannelDto): Promise<ReadMark> {
    return this.readMarks.move(channel, seq);
  }

  @Command('channel.unread')
  unread(@Access() channel: ChannelAccess, @Input() { seq }: UnreadChannelDto): Promise<ReadMark> {
    return this.readMarks.unread(channel, seq);
  }

  @Command('channel.preferences')
  setPreferences(@Access() channel: ChannelAccess, @Input() input: ChannelPreferencesDto): Promise<ChannelPreferences> {
    return this.preferences.set(channel, input);
  }
}
