import { Injectable } from '@nestjs/common';
import type { UserAccess } from '../../core/access/grants.js';
import type { UserSnapshot } from '../../core/users/me.wire.js';
import { Sync, type StreamAnswer } from '../../platform/changes/sync.js';
import { Database } from '../../platform/database/database.js';
import { streamKind, type StreamId } from '../../platform/database/ids.js';
import { fromSqlTime, placeholders } from '../../platform/database/sql.js';
import type { ChannelSnapshot } from '../channels/channel.wire.js';
import type { TeamSnapshot } from '../channels/team-snapshot.wire.js';
import { PresenceQueries } from '../presence/presence.queries.js';
import type { Presence } from '../presence/presence.wire.js';
import type { Home, HomeChannel } from './home.wire.js';

type Snapshot = Extract<StreamAnswer, { status: 'snapshot' }>;

/** The first load of `sync` in the form in which a screen shows it, with who is there. */
@Injectable()
export class HomeService {
  constructor(
    private readonly database: Database,
    private readonly sync: Sync,
    private readonly presence: PresenceQueries,
  ) {}

  async open({ userId }: UserAccess): Promise<Home> {
    const { epoch, streams } = await this.sync.answer(userId, { positions: {}, discover: true });
    const found = Object.entries(streams).filter(
      (entry): entry is [StreamId, Snapshot] => entry[1].status === 'snapshot',
    );
    const of = <T>(kind: string) => found.flatMap(([id, { data }]) => (streamKind(id) === kind ? [data as T] : []));
    const [own] = of<UserSnapshot>('user');
    const teams = of<TeamSnapshot>('team');
    const channels = of<ChannelSnapshot>('channel').map(withCounts);
    const dms = channels.filter((one) => one.channel.kind === 'direct' && !isClosed(one));
    return {
      epoch,
      positions: Object.fromEntries(found.map(([id, { position }]) => [id, position])),
      me: own!.me,
      teams,
      channels: channels.filter(({ channel }) => channel.kind !== 'direct'),
      dms: await this.newestFirst(dms),
      presence: await this.around(teams),
    };
  }

  private async around(teams: TeamSnapshot[]): Promise<Presence[]> {
    const lists = await Promise.all(teams.map(({ team }) => this.presence.team({ teamId: team.id })));
    return [...new Map(lists.flatMap(({ items }) => items).map((one) => [one.userId, one])).values()];
  }

  private async newestFirst(dms: HomeChannel[]): Promise<HomeChannel[]> {
    if (dms.length < 2) return dms;
    const rows: { channelId: string; createdAt: Date | string }[] = await this.database.read((reader) =>
      reader.query(
        `SELECT channelId, createdAt FROM messages WHERE (channelId, seq) IN (${placeholders(dms.length, 2)})`,
        dms.flatMap(({ channel, seq }) => [channel.id, seq]),
      ),
    );
    const times = new Map(rows.map(({ channelId, createdAt }) => [channelId, fromSqlTime(createdAt).toISOString()]));
    // As `dm.list` has them: of the same time the one with the higher id first.
    const placeOf = ({ channel: { id, createdAt } }: HomeChannel) => `${times.get(id) ?? createdAt} ${id}`;
    return dms.sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
  }
}

function withCounts(snapshot: ChannelSnapshot): HomeChannel {
  const { counted, readMark } = snapshot;
  return { ...snapshot, unread: Math.max(0, counted - readMark.counted), mentions: readMark.mentions.length };
}

function isClosed({ seq, preferences }: ChannelSnapshot): boolean {
  return preferences.closedSeq !== null && seq <= preferences.closedSeq;
}
