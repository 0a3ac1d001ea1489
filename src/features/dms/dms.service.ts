import { Injectable } from '@nestjs/common';
import { ChannelAccess, type UserAccess } from '../../core/access/grants.js';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import { channelStanding } from '../../core/access/standing.js';
import { Database } from '../../platform/database/database.js';
import { storePreferences } from '../channels/channel-preferences.js';
import type { ChannelPreferences } from '../channels/channel.wire.js';
import type { Message } from '../messages/message.wire.js';
import type { SendMessageDto } from '../messages/messages.dto.js';
import { MessagesService } from '../messages/messages.service.js';
import { DmOpening } from './dm-opening.js';
import { findPeople } from './dm-people.js';
import type { Dm } from './dm.wire.js';
import { dmClosed } from './dms.broadcaster.js';
import type { OpenDmDto, PeopleDto, SendDmDto } from './dms.dto.js';
import { DmsQueries } from './dms.queries.js';

/** Private conversations of one to ten people. Who is in one never changes: with one person more it is another. */
@Injectable()
export class DmsService {
  constructor(
    private readonly database: Database,
    private readonly opening: DmOpening,
    private readonly queries: DmsQueries,
    private readonly messages: MessagesService,
  ) {}

  /** @throws Problem `not_found`, `dm.too_many`; with a message also what sending it may be refused for. */
  async open({ userId }: UserAccess, { originMessageId, message, ...named }: OpenDmDto): Promise<Dm> {
    const channelId = await this.reach(userId, named, originMessageId);
    if (message) await this.say(userId, channelId, message);
    return this.queries.view(userId, channelId);
  }

  /** Opens the conversation of these people if need be, and sends. @throws Problem as `open`. */
  async send({ userId }: UserAccess, { userIds, usernames, ...message }: SendDmDto): Promise<Message> {
    const channelId = await this.reach(userId, { userIds, usernames });
    return this.say(userId, channelId, message);
  }

  /** Leaves it out of the caller's list until something is said in it, or shows it again. What is so already stays as it is. */
  close(access: ChannelAccess, closed = true): Promise<ChannelPreferences> {
    const { userId, channelId } = access;
    return this.database.write([access, `user:${userId}`], async (tx) => {
      const before = await tx.manager.findOneByOrFail(ChannelMemberEntity, { channelId, userId });
      return storePreferences(tx, dmClosed, before, { closedSeq: closed ? tx.stream(access.stream).seq : null });
    });
  }

  private async reach(openerId: string, named: PeopleDto, originMessageId: string | null = null): Promise<string> {
    const people = await this.database.read((reader) => findPeople(reader, openerId, named));
    return this.opening.open({ openerId, people, originMessageId });
  }

  private async say(userId: string, channelId: string, message: SendMessageDto): Promise<Message> {
    const standing = await this.database.read((reader) => channelStanding(reader, userId, { channelId }));
    return this.messages.send(ChannelAccess.of('message.send', standing), message);
  }
}
