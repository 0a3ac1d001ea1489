import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { fact, FactRegistry, type LoggedChange } from '../../platform/changes/facts.js';
import { ChannelPresenter } from '../channels/channel-presenter.js';
import { loadPreferences } from '../channels/channel-preferences.js';
import { ChannelPreferences } from '../channels/channel.wire.js';
import { ChannelsQueries } from '../channels/channels.queries.js';
import { DmOpened } from './dm.wire.js';

export const dmOpened = fact('dm.opened', DmOpened, 'user');
/** Closed or shown again: `closedSeq` says which. */
export const dmClosed = fact('dm.closed', ChannelPreferences, 'user');

/** What people are told of their conversations, each on their own stream; what is said in one is told on its own. */
@Injectable()
export class DmsBroadcaster {
  constructor(
    facts: FactRegistry,
    private readonly channels: ChannelsQueries,
    private readonly presenter: ChannelPresenter,
  ) {
    facts.register({ name: 'dm', facts: [dmOpened], load: (reader, changes) => this.opened(reader, changes) });
    facts.register({ name: 'dm.visibility', facts: [dmClosed], load: loadPreferences });
  }

  private async opened(reader: EntityManager, changes: LoggedChange[]): Promise<DmOpened[]> {
    const ids = [...new Set(changes.map(({ subjectId }) => subjectId))];
    const rows = await this.channels.byIds(reader, ids);
    const channels = await this.presenter.present(reader, [...rows.values()]);
    const opened = new Map(channels.map((channel) => [channel.id, { channel }]));
    return changes.map(({ subjectId }) => opened.get(subjectId)!); // conversations are never removed
  }
}
