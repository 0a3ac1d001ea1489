import { Injectable } from '@nestjs/common';
import { In, Not, type EntityManager } from 'typeorm';
import { hasCalls, roomKinds } from '../../core/access/roles.js';
import { FactRegistry } from '../../platform/changes/facts.js';
import { groupBy } from '../../platform/changes/group-by.js';
import { TeamsQueries } from '../teams/teams.queries.js';
import { ChannelEntity } from './channel.entity.js';
import { ChannelPresenter } from './channel-presenter.js';
import { ChannelVoices } from './channel-voices.port.js';
import { ChannelSnapshot, toChannel } from './channel.wire.js';
import { ChannelsQueries } from './channels.queries.js';
import { TeamSnapshot } from './team-snapshot.wire.js';

/** What a client begins with for a channel, and for a team with the channels it lists. */
@Injectable()
export class ChannelSnapshots {
  constructor(
    facts: FactRegistry,
    private readonly queries: ChannelsQueries,
    private readonly presenter: ChannelPresenter,
    private readonly teamsQueries: TeamsQueries,
    private readonly voices: ChannelVoices,
  ) {
    facts.registerSnapshot('channel', ChannelSnapshot, (reader, viewerId, ids) => this.channels(reader, viewerId, ids));
    facts.registerSnapshot('team', TeamSnapshot, (reader, viewerId, ids) => this.teams(reader, viewerId, ids));
  }

  private async channels(
    reader: EntityManager,
    viewerId: string,
    ids: string[],
  ): Promise<Map<string, ChannelSnapshot>> {
    const found = await this.queries.byIds(reader, ids);
    const presented = await this.presenter.present(reader, [...found.values()]);
    const channels = new Map(presented.map((channel) => [channel.id, channel]));
    const mine = await this.queries.mine(reader, viewerId, ids);
    const callable = presented.filter(({ id, kind }) => mine.has(id) && hasCalls(kind));
    const voices = await this.voices.load(
      reader,
      callable.map(({ id }) => id),
    );
    return new Map(
      [...mine].map(([id, { membership, readMark, preferences, seq, counted }]) => [
        id,
        { channel: channels.get(id)!, membership, readMark, preferences, seq, counted, voice: voices.get(id) ?? null },
      ]),
    );
  }

  private async teams(reader: EntityManager, viewerId: string, ids: string[]): Promise<Map<string, TeamSnapshot>> {
    const mine = await this.teamsQueries.load(reader, viewerId, ids);
    const listed = await reader.find(ChannelEntity, {
      where: { teamId: In([...mine.keys()]), visibility: Not('private'), kind: In([...roomKinds]) },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    const channels = groupBy(
      listed.map((channel) => toChannel(channel)),
      ({ teamId }) => teamId,
    );
    return new Map([...mine].map(([id, team]) => [id, { ...team, channels: channels.get(id) ?? [] }]));
  }
}
