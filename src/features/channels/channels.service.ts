import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ChannelAccess, TeamAccess } from '../../core/access/grants.js';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import { judge } from '../../core/access/rules.js';
import { channelStanding } from '../../core/access/standing.js';
import { Audit, type AuditAction } from '../../core/audit/audit.js';
import { changed } from '../../core/audit/changed.js';
import type { FactType } from '../../platform/changes/facts.js';
import { Database } from '../../platform/database/database.js';
import type { StreamId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { slugOf } from '../teams/slugs.js';
import { writeFound } from '../../platform/database/write-found.js';
import { ChannelFounding } from './channel-founding.js';
import { eventsBetween } from './channel-events.js';
import { discreet } from './channel-records.js';
import { freeSlug } from './channel-slugs.js';
import { ChannelEntity } from './channel.entity.js';
import {
  audienceOf,
  channelArchived,
  channelDeleted,
  channelUpdated,
  teamStream,
  tellChannel,
  toDeleted,
} from './channel.facts.js';
import { toChannel, type Channel, type ChannelDeleted } from './channel.wire.js';
import type { CreateChannelDto, UpdateChannelDto } from './channels.dto.js';
import { SystemMessages } from './system-messages.port.js';

/** What can be changed about a channel, and what the change is recorded with; that it is archived says the action. */
const CHANGEABLE = ['name', 'slug', 'topic', 'visibility', 'slowModeSeconds'] as const;

/** Makes, changes, archives and deletes channels. Slugs are given under the lock of the team's stream, so no two writers meet. */
@Injectable()
export class ChannelsService {
  constructor(
    private readonly database: Database,
    private readonly founding: ChannelFounding,
    private readonly audit: Audit,
    private readonly timeline: SystemMessages,
  ) {}

  /** @throws Problem `channel.slug_taken` for a slug that was given, or that belongs to a channel which the caller cannot see. */
  create(team: TeamAccess, input: CreateChannelDto): Promise<Channel> {
    const { name, slug, topic = '', kind = 'text', visibility = 'public', ifAbsent } = input;
    const { teamId, userId } = team;
    const wanted = slug ?? slugOf(name, 'channel');
    return this.database.write([team, `user:${userId}`], async (tx) => {
      const present = await tx.manager.findOneBy(ChannelEntity, { teamId, slug: wanted });
      if (present && ifAbsent) return toChannel(await requireVisible(tx.manager, present, userId));
      if (present && slug !== undefined) throw fail('channel.slug_taken');
      const free = present ? await freeSlug(tx.manager, teamId, wanted) : wanted;
      const made = await this.founding.found(tx, { teamId, hostId: userId, name, slug: free, topic, kind, visibility });
      const detail = discreet({ name, slug: free, kind, visibility }, made);
      await this.audit.record(tx, teamId, { actorId: userId, action: 'channel.created', channelId: made.id, detail });
      return made;
    });
  }

  /**
   * Who may see a channel changes with its visibility, and who is in it does not: nobody is brought into one that becomes public, and nobody is
   * taken out of one that becomes private.
   * @throws Problem `channel.slug_taken`, `channel.general_required`, `channel.host_required`.
   */
  update(access: ChannelAccess, input: UpdateChannelDto): Promise<Channel> {
    return this.revise(access, channelUpdated, 'channel.updated', async (before, manager) => {
      const wanted = differing(before, input);
      const { teamId } = before;
      if (wanted.slug !== undefined && teamId !== null) await requireFree(manager, teamId, wanted.slug);
      if (wanted.visibility !== undefined && before.isGeneral) throw fail('channel.general_required');
      if (wanted.visibility === 'private') await requireLed(manager, before.id);
      return Object.keys(wanted).length === 0 ? undefined : wanted;
    });
  }

  /** Archives or restores; what is so already stays as it is. @throws Problem `channel.general_required`. */
  archive(access: ChannelAccess, archived = true): Promise<Channel> {
    return this.revise(
      access,
      channelArchived,
      archived ? 'channel.archived' : 'channel.restored',
      (before, _manager, now) => {
        if (before.isGeneral) throw fail('channel.general_required');
        if ((before.archivedAt !== null) === archived) return undefined;
        return { archivedAt: archived ? now : null };
      },
    );
  }

  /** Removes the channel with all that was said in it. @throws Problem `channel.general_required`. */
  remove(access: ChannelAccess): Promise<ChannelDeleted> {
    const { channelId: id } = access;
    const members = (reader: EntityManager) => hiddenMemberStreams(reader, id);
    return writeFound(this.database, [access, ...teamStream(access.channel)], members, async (tx, people) => {
      const channel = await tx.manager.findOneByOrFail(ChannelEntity, { id });
      if (channel.isGeneral) throw fail('channel.general_required');
      const threads = await threadStreams(tx.manager, id);
      await tx.manager.delete(ChannelEntity, { id }); // threads, memberships and messages go with it by their foreign keys
      for (const room of [...people, ...teamStream(channel)]) tx.expel(room, [access.stream, ...threads]);
      for (const stream of [audienceOf(channel), ...people])
        tx.change(stream, channelDeleted, id, toDeleted(stream, id));
      const detail = discreet({ name: channel.name, slug: channel.slug }, channel);
      const act = { actorId: access.userId, action: 'channel.deleted', channelId: id, detail } as const;
      await this.audit.record(tx, channel.teamId, act);
      return { id, teamId: channel.teamId };
    });
  }

  private revise(
    access: ChannelAccess,
    type: FactType<Channel>,
    action: AuditAction,
    change: (
      before: ChannelEntity,
      manager: EntityManager,
      now: Date,
    ) => MaybePromise<Partial<ChannelEntity> | undefined>,
  ): Promise<Channel> {
    const { channelId: id } = access;
    return this.database.write([access, ...teamStream(access.channel)], async (tx: WriteTx) => {
      const before = await tx.manager.findOneByOrFail(ChannelEntity, { id }); // the grant stands, so it exists
      const wanted = await change(before, tx.manager, tx.now);
      if (!wanted) return toChannel(before);
      const hidden = before.visibility !== 'private' && wanted.visibility === 'private';
      const { version } = hidden ? hide(tx, before) : before;
      const changes = { ...wanted, version: version + 1 };
      await tx.manager.update(ChannelEntity, { id }, changes);
      const detail = discreet(changed(CHANGEABLE, before, wanted), before, { ...before, ...wanted });
      await this.audit.record(tx, before.teamId, { actorId: access.userId, action, channelId: id, detail });
      const after = { ...before, ...changes };
      const told = tellChannel(tx, type, after);
      for (const event of eventsBetween(before, after)) await this.timeline.write(tx, id, access.userId, event);
      return told;
    });
  }
}

type MaybePromise<T> = T | Promise<T>;

/** What of the input is not so already. */
function differing(before: ChannelEntity, input: UpdateChannelDto): UpdateChannelDto {
  const fields = CHANGEABLE.filter((field) => input[field] !== undefined && input[field] !== before[field]);
  return Object.fromEntries(fields.map((field) => [field, input[field]]));
}

/**
 * Tells the team the last that it hears of a channel: that it is private now. In a version of its own, so that the team learns nothing of what else
 * changes, and members, who hear both, keep the later one.
 */
function hide(tx: WriteTx, before: ChannelEntity): ChannelEntity {
  const hidden: ChannelEntity = { ...before, visibility: 'private', version: before.version + 1 };
  for (const stream of teamStream(before)) tx.change(stream, channelUpdated, before.id, toChannel(hidden));
  return hidden;
}

/** What nobody sees somebody has to lead. @throws Problem `channel.host_required`. */
async function requireLed(manager: EntityManager, channelId: string): Promise<void> {
  const led = await manager.existsBy(ChannelMemberEntity, { channelId, state: 'joined', role: 'host' });
  if (!led) throw fail('channel.host_required');
}

async function requireFree(manager: EntityManager, teamId: string, slug: string): Promise<void> {
  if (await manager.existsBy(ChannelEntity, { teamId, slug })) throw fail('channel.slug_taken');
}

/** A channel that the person cannot see stays unseen: that its short name is taken is all there is to hear. */
async function requireVisible(manager: EntityManager, channel: ChannelEntity, userId: string): Promise<ChannelEntity> {
  const standing = await channelStanding(manager, userId, { channelId: channel.id });
  if (judge('channel.open', standing) !== 'granted') throw fail('channel.slug_taken');
  return channel;
}

/** Of a private channel: its members hear of its end on their own streams. That of a listed one the whole team hears. */
async function hiddenMemberStreams(reader: EntityManager, channelId: string): Promise<StreamId[]> {
  const rows: { userId: string }[] = await reader.query(
    `SELECT cm.userId FROM channel_members cm JOIN channels c ON c.id = cm.channelId
     WHERE cm.channelId = ? AND cm.state = 'joined' AND c.visibility = 'private'`,
    [channelId],
  );
  return rows.map(({ userId }): StreamId => `user:${userId}`);
}

/** The streams of the threads under it. None begins while its own is locked. */
async function threadStreams(reader: EntityManager, parentId: string): Promise<StreamId[]> {
  const threads = await reader.find(ChannelEntity, { select: { id: true }, where: { parentId } });
  return threads.map(({ id }): StreamId => `channel:${id}`);
}
