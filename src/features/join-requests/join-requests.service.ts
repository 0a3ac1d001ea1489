import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ChannelAccess } from '../../core/access/grants.js';
import { Audit } from '../../core/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/database/ids.js';
import { timePage } from '../../platform/database/time-page.js';
import { writeFound } from '../../platform/database/write-found.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { ChannelEntry } from '../channels/channel-entry.js';
import { leaderStreams } from './channel-leaders.js';
import { JoinRequestEntity } from './join-request.entity.js';
import type { JoinRequest, JoinRequestPage } from './join-request.wire.js';
import {
  requestApproved,
  requestCreated,
  requestDenied,
  JoinRequestsBroadcaster,
} from './join-requests.broadcaster.js';
import type { CreateJoinRequestDto, ListJoinRequestsDto } from './join-requests.dto.js';
import { requireMustAsk } from './must-ask.js';

type Decision = 'approved' | 'denied';

const FACTS = { approved: requestApproved, denied: requestDenied };

/** Wishes to be let into channels that are joined by asking. All of it under the lock of the channel's stream, so that one decision stands. */
@Injectable()
export class JoinRequestsService {
  constructor(
    private readonly database: Database,
    private readonly entry: ChannelEntry,
    private readonly broadcaster: JoinRequestsBroadcaster,
    private readonly audit: Audit,
  ) {}

  /** Asking again while it is not decided answers what was asked first. @throws Problem `channel.member_exists`, `join_request.needless`. */
  create(access: ChannelAccess, { message = '' }: CreateJoinRequestDto): Promise<JoinRequest> {
    const { channelId, userId } = access;
    const leaders = (reader: EntityManager) => leaderStreams(reader, channelId);
    return writeFound(this.database, [access, `user:${userId}`], leaders, async (tx, streams) => {
      await requireMustAsk(tx.manager, access);
      const pending = await tx.manager.findOneBy(JoinRequestEntity, { channelId, pendingUserId: userId });
      if (pending) return this.present(tx, pending);
      const row = tx.manager.create(JoinRequestEntity, {
        ...{ id: newId(), channelId, userId, pendingUserId: userId, message, status: 'pending' },
        ...{ createdAt: tx.now, processedAt: null, processedBy: null, version: 1 },
      });
      await tx.manager.insert(JoinRequestEntity, { ...row });
      return this.broadcaster.tell(tx, requestCreated, await this.present(tx, row), streams);
    });
  }

  list({ channelId }: ChannelAccess, { status, ...page }: ListJoinRequestsDto): Promise<JoinRequestPage> {
    return this.database.snapshot(async (reader) => {
      const query = reader.createQueryBuilder(JoinRequestEntity, 'r').where('r.channelId = :channelId', { channelId });
      if (status !== undefined) query.andWhere('r.status = :status', { status });
      const order = {
        columns: { at: 'r.createdAt', id: 'r.id' },
        direction: 'ASC' as const,
        placeOf: ({ createdAt, id }: JoinRequestEntity) => ({ at: createdAt, id }),
      };
      const { items, before, after } = await timePage(query, order, page);
      return { items: await this.broadcaster.present(reader, items), before, after };
    });
  }

  /** What somebody asked last, and what became of it; null for nothing. */
  async newestOf(reader: EntityManager, channelId: string, userId: string): Promise<JoinRequest | null> {
    const newest = await reader.findOne(JoinRequestEntity, {
      where: { channelId, userId },
      order: { createdAt: 'DESC', id: 'DESC' },
    });
    if (!newest) return null;
    const [presented] = await this.broadcaster.present(reader, [newest]);
    return presented!;
  }

  /** Lets the person in. @throws Problem `not_found`, `join_request.closed` for one that was denied, `channel.banned`. */
  approve(access: ChannelAccess, requestId: string): Promise<JoinRequest> {
    return this.decide(access, requestId, 'approved');
  }

  /** @throws Problem `not_found`, `join_request.closed` for one that was approved. */
  deny(access: ChannelAccess, requestId: string): Promise<JoinRequest> {
    return this.decide(access, requestId, 'denied');
  }

  /** The same decision again answers the request as it stands. */
  private async decide(access: ChannelAccess, id: string, decision: Decision): Promise<JoinRequest> {
    const { channelId, userId: processedBy } = access;
    const { userId } = await this.database.read((reader) => requestOf(reader, channelId, id));
    const leaders = (reader: EntityManager) => leaderStreams(reader, channelId);
    return writeFound(this.database, this.entry.streams(access, userId), leaders, async (tx, streams) => {
      const before = await requestOf(tx.manager, channelId, id);
      if (before.status === decision) return this.present(tx, before);
      if (before.status !== 'pending') throw fail('join_request.closed');
      if (decision === 'approved') await this.entry.enter(tx, access, userId);
      const processed = { status: decision, processedAt: tx.now, processedBy, pendingUserId: null };
      const changes = { ...processed, version: before.version + 1 };
      await tx.manager.update(JoinRequestEntity, { id }, changes);
      const act = { actorId: processedBy, action: `join_request.${decision}`, userId, channelId } as const;
      await this.audit.record(tx, access.channel.teamId, act);
      return this.broadcaster.tell(tx, FACTS[decision], await this.present(tx, { ...before, ...changes }), streams);
    });
  }

  private async present({ manager }: WriteTx, row: JoinRequestEntity): Promise<JoinRequest> {
    const [presented] = await this.broadcaster.present(manager, [row]);
    return presented!;
  }
}

async function requestOf(reader: EntityManager, channelId: string, id: string): Promise<JoinRequestEntity> {
  const request = await reader.findOneBy(JoinRequestEntity, { id, channelId });
  if (!request) throw fail('not_found');
  return request;
}
