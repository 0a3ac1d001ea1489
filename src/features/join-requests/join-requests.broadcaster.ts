import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { UsersService } from '../../core/users/users.service.js';
import { fact, FactRegistry, type FactType, type LoggedChange } from '../../platform/changes/facts.js';
import { streamSubject, type StreamId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { leadersOf } from './channel-leaders.js';
import { JoinRequestEntity } from './join-request.entity.js';
import { JoinRequest, toJoinRequest } from './join-request.wire.js';

export const requestCreated = fact('join_request.created', JoinRequest, 'user');
export const requestApproved = fact('join_request.approved', JoinRequest, 'user');
export const requestDenied = fact('join_request.denied', JoinRequest, 'user');

/** What becomes of a wish to be let in is told to who asked and to those who lead the channel, each on their own stream: nobody else knows of it. */
@Injectable()
export class JoinRequestsBroadcaster {
  constructor(
    facts: FactRegistry,
    private readonly users: UsersService,
  ) {
    facts.register({
      name: 'join_request',
      facts: [requestCreated, requestApproved, requestDenied],
      load: (reader, changes) => this.load(reader, changes),
    });
  }

  /** `leaders`: the streams of those who lead the channel; they and the asker's are locked. */
  tell(tx: WriteTx, type: FactType<JoinRequest>, request: JoinRequest, leaders: StreamId[]): JoinRequest {
    const audience = new Set<StreamId>([...leaders, `user:${request.user.id}`]);
    for (const stream of audience) tx.change(stream, type, request.id, request);
    return request;
  }

  async present(reader: EntityManager, rows: JoinRequestEntity[]): Promise<JoinRequest[]> {
    const users = await this.users.present(
      reader,
      rows.map(({ userId }) => userId),
    );
    return rows.map((row) => toJoinRequest(row, users.get(row.userId)!));
  }

  /** Who leads the channel no more learns no more of who asks, though their stream holds that they once did. */
  private async load(reader: EntityManager, changes: LoggedChange[]): Promise<(JoinRequest | undefined)[]> {
    const ids = [...new Set(changes.map(({ subjectId }) => subjectId))];
    const rows = await reader.findBy(JoinRequestEntity, { id: In(ids) });
    const requests = new Map((await this.present(reader, rows)).map((request) => [request.id, request]));
    const leaders = await leadersOf(
      reader,
      rows.map(({ channelId }) => channelId),
    );
    return changes.map(({ stream, subjectId }) => {
      const request = requests.get(subjectId);
      if (!request) return undefined;
      const viewerId = streamSubject(stream);
      const knows = viewerId === request.user.id || leaders.get(request.channelId)?.includes(viewerId);
      return knows ? request : undefined;
    });
  }
}
