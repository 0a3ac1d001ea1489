import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import { UsersService } from '../../core/users/users.service.js';
import { groupBy } from '../../platform/changes/group-by.js';
import type { ChannelEntity } from './channel.entity.js';
import { toChannel, type Channel } from './channel.wire.js';

/** Shows channels of every kind: a DM with its people. */
@Injectable()
export class ChannelPresenter {
  constructor(private readonly users: UsersService) {}

  /** In the order of `channels`; two queries more when a DM is among them. */
  async present(reader: EntityManager, channels: ChannelEntity[]): Promise<Channel[]> {
    const direct = channels.filter(({ kind }) => kind === 'direct').map(({ id }) => id);
    if (direct.length === 0) return channels.map((channel) => toChannel(channel));
    const members = await reader.find(ChannelMemberEntity, {
      select: { channelId: true, userId: true },
      where: { channelId: In(direct) },
      order: { userId: 'ASC' },
    });
    const people = await this.users.present(
      reader,
      members.map(({ userId }) => userId),
    );
    const byChannel = groupBy(members, ({ channelId }) => channelId);
    return channels.map((channel) => {
      if (channel.kind !== 'direct') return toChannel(channel);
      return toChannel(
        channel,
        (byChannel.get(channel.id) ?? []).map(({ userId }) => people.get(userId)!),
      );
    });
  }

  async presentOne(reader: EntityManager, channel: ChannelEntity): Promise<Channel> {
    const [presented] = await this.present(reader, [channel]);
    return presented!;
  }
}
