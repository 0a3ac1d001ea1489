import { Injectable } from '@nestjs/common';
import { Memberships } from '../../core/access/memberships.js';
import { UsersService } from '../../core/users/users.service.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { TeamFounding } from '../teams/team-founding.js';
import type { ChannelEntity } from './channel.entity.js';
import { channelCreated, memberJoined, tellChannel, tellMember } from './channel.facts.js';
import type { Channel } from './channel.wire.js';
import { insertChannel } from './new-channel.js';

/** A channel to be: all that its maker decides. */
export type NewChannel = Pick<ChannelEntity, 'name' | 'slug' | 'topic' | 'kind' | 'visibility' | 'hostId'> & {
  teamId: string;
};

/** Brings channels into being, and with every new team its `general`. */
@Injectable()
export class ChannelFounding {
  constructor(
    teams: TeamFounding,
    private readonly memberships: Memberships,
    private readonly users: UsersService,
  ) {
    teams.register(async (tx, { teamId, userId }) => {
      const general = { name: 'General', slug: 'general', topic: '', kind: 'text', visibility: 'public' } as const;
      await this.found(tx, { ...general, teamId, hostId: userId }, { isGeneral: true });
    });
  }

  /**
   * In a transaction that holds the team's stream, and for a private channel the host's own. All members of the team, guests excluded, are in
   * a public channel from the start, which one fact tells; in a private one is its host alone.
   */
  async found(tx: WriteTx, channel: NewChannel, { isGeneral = false } = {}): Promise<Channel> {
    const { teamId, hostId: userId } = channel;
    const row = await insertChannel(tx, { ...channel, isGeneral });
    const { id } = row;
    if (row.visibility === 'public') {
      await this.memberships.joinEverybody(tx, { channelId: id, teamId });
      return tellChannel(tx, channelCreated, row);
    }
    const member = await this.memberships.joinChannel(tx, { channelId: id, userId, role: 'host' });
    const host = await this.users.presentOne(tx.manager, userId);
    const told = tellChannel(tx, channelCreated, row);
    tellMember(tx, memberJoined, member!, host);
    return told;
  }
}
