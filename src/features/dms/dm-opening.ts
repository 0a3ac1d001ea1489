import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import { Memberships } from '../../core/access/memberships.js';
import { Database } from '../../platform/database/database.js';
import type { StreamId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { ChannelPresenter } from '../channels/channel-presenter.js';
import { ChannelEntity } from '../channels/channel.entity.js';
import { storePreferences } from '../channels/channel-preferences.js';
import { insertChannel } from '../channels/new-channel.js';
import { MessagesQueries } from '../messages/messages.queries.js';
import { dmKey } from './dm-key.js';
import { requireReadableByAll } from './dm-origins.js';
import { requireTeamMates } from './dm-people.js';
import { dmClosed, dmOpened } from './dms.broadcaster.js';

/** Who opens a conversation with whom (ids, the opener's among them), and the message that it grows from. */
export interface Opening {
  openerId: string;
  people: string[];
  originMessageId: string | null;
}

/** Finds the one DM of these people, or begins it. Whoever opens the same DM locks the same streams, so of many at once the first begins it. */
@Injectable()
export class DmOpening {
  constructor(
    private readonly database: Database,
    private readonly memberships: Memberships,
    private readonly presenter: ChannelPresenter,
    private readonly messages: MessagesQueries,
  ) {}

  /**
   * Answers its channel's id. One that exists is found whatever became of its people since, and shows itself to the opener again.
   * @throws Problem `not_found` for people who share no team with the opener, and for a message that not all of them can read.
   */
  async open({ openerId, people, originMessageId }: Opening): Promise<string> {
    const key = dmKey(people, originMessageId);
    const present = await this.database.read((reader) => membershipByKey(reader, key, openerId));
    if (present?.closedSeq === null) return present.channelId;
    const streams = people.map((userId): StreamId => `user:${userId}`);
    return this.database.write(streams, async (tx) => {
      const earlier = await membershipByKey(tx.manager, key, openerId);
      if (earlier) return (await storePreferences(tx, dmClosed, earlier, { closedSeq: null })).channelId;
      await requireTeamMates(tx.manager, openerId, people);
      if (originMessageId !== null) await this.requireOrigin(tx.manager, originMessageId, people);
      return this.begin(tx, { openerId, people, originMessageId }, key);
    });
  }

  private async requireOrigin(manager: EntityManager, id: string, people: string[]): Promise<void> {
    await requireReadableByAll(manager, await this.messages.byId(manager, id), people);
  }

  private async begin(tx: WriteTx, { openerId, people, originMessageId }: Opening, key: string): Promise<string> {
    const what = { teamId: null, kind: 'direct', visibility: 'private', hostId: openerId } as const;
    const row = await insertChannel(tx, { ...what, originMessageId, dmKey: key });
    const { id } = row;
    await this.memberships.joinDirect(tx, { channelId: id, userIds: people, openerId });
    const channel = await this.presenter.presentOne(tx.manager, row);
    for (const userId of people) tx.change(`user:${userId}`, dmOpened, id, { channel });
    return id;
  }
}

/** How the opener stands to the conversation with this key, which they are one of. */
function membershipByKey(reader: EntityManager, dmKey: string, userId: string): Promise<ChannelMemberEntity | null> {
  return reader
    .createQueryBuilder(ChannelMemberEntity, 'cm')
    .innerJoin(ChannelEntity, 'c', 'c.id = cm.channelId')
    .where('c.dmKey = :dmKey AND cm.userId = :userId', { dmKey, userId })
    .getOne();
}
