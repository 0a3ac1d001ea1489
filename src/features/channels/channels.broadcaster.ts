import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import { UsersService } from '../../core/users/users.service.js';
import { FactRegistry, type LoggedChange } from '../../platform/changes/facts.js';
import { streamKind } from '../../platform/database/ids.js';
import { ChannelEntity } from './channel.entity.js';
import { ChannelPresenter } from './channel-presenter.js';
import * as facts from './channel.facts.js';
import { loadPreferences } from './channel-preferences.js';
import { toChannelMember, type ReadMark } from './channel.wire.js';
import { membersByKey, ownKeys, type MemberKey } from './member-keys.js';
import { keyOf as markKeyOf, readStandings } from './read-mark-batch.js';

/** What Channels tells: of the channel, of who is in it, and to each person how far they have read. */
@Injectable()
export class ChannelsBroadcaster {
  constructor(
    registry: FactRegistry,
    private readonly users: UsersService,
    private readonly presenter: ChannelPresenter,
  ) {
    registry.register({
      name: 'channel',
      facts: [facts.channelCreated, facts.channelUpdated, facts.channelArchived, facts.channelDeleted],
      load: (reader, changes) => this.channels(reader, changes),
    });
    registry.register({
      name: 'channel.member',
      facts: [facts.memberJoined, facts.memberUpdated, facts.memberLeft, facts.memberRemoved],
      load: (reader, changes) => this.members(reader, changes),
    });
    registry.register({
      name: 'channel.read_mark',
      facts: [facts.readMarkMoved],
      load: readMarks,
    });
    registry.register({
      name: 'channel.preferences',
      facts: [facts.preferencesChanged],
      load: loadPreferences,
    });
  }

  /** A team hears nothing of a channel that is private now, also where it was listed when it was told of it: for the team it is gone. */
  private async channels(reader: EntityManager, changes: LoggedChange[]): Promise<object[]> {
    const found = await reader.findBy(ChannelEntity, { id: In(changes.map(({ subjectId }) => subjectId)) });
    const presented = await this.presenter.present(reader, found);
    const channels = new Map(presented.map((channel) => [channel.id, channel]));
    return changes.map(({ stream, subjectId }) => {
      const channel = channels.get(subjectId);
      const hidden = streamKind(stream) === 'team' && channel?.visibility === 'private';
      return channel && !hidden ? channel : facts.toDeleted(stream, subjectId);
    });
  }

  /** Who went with the team or the channel went without a fact of its own here: what was told of them before is left out. */
  private async members(reader: EntityManager, changes: LoggedChange[]): Promise<(object | undefined)[]> {
    const keys = changes.map(({ subjectId }) => keyOf(subjectId));
    const members = await membersByKey(reader, keys);
    const users = await this.users.present(
      reader,
      keys.map(({ userId }) => userId),
    );
    return changes.map(({ type }, index) => {
      const key = keys[index]!;
      const member = members.get(`${key.channelId}/${key.userId}`) ?? vanished(reader, key);
      if (type === facts.memberLeft.name || type === facts.memberRemoved.name)
        return { ...key, version: member.version };
      return member.state === 'joined' ? toChannelMember(member, users.get(key.userId)!) : undefined;
    });
  }
}

/** Where the mark of somebody who is in no more stood is told to nobody. */
async function readMarks(reader: EntityManager, changes: LoggedChange[]): Promise<(ReadMark | undefined)[]> {
  const keys = ownKeys(changes);
  const standings = await readStandings(reader, keys);
  return keys.map((key) => standings.get(markKeyOf(key))?.mark);
}

function keyOf(subjectId: string): MemberKey {
  const [channelId = '', userId = ''] = subjectId.split('/');
  return { channelId, userId };
}

/** A membership that went with its channel: version 0, so that it never outdoes a copy that somebody holds. */
function vanished(reader: EntityManager, key: MemberKey): ChannelMemberEntity {
  const rest = {
    role: 'member',
    state: 'parted',
    joinedAt: new Date(0),
    version: 0,
    readSeq: 0,
    readCounted: 0,
  } as const;
  return reader.create(ChannelMemberEntity, { ...key, ...rest });
}
