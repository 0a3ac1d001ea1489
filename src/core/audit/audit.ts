import { Injectable } from '@nestjs/common';
import { newId } from '../../platform/database/ids.js';
import { insertRows, sqlTime } from '../../platform/database/sql.js';
import type { WriteTx } from '../../platform/database/write-tx.js';

/** Acts of power that are recorded. */
export const auditActions = [
  ...(['team.updated', 'team.owner_handed_over', 'team.notification'] as const),
  ...(['team.member.joined', 'team.member.updated', 'team.member.removed'] as const),
  ...(['team.member.banned', 'team.member.unbanned'] as const),
  ...(['invitation.created', 'invitation.revoked'] as const),
  ...(['channel.created', 'channel.updated', 'channel.archived', 'channel.restored', 'channel.deleted'] as const),
  ...(['channel.member.updated', 'channel.member.removed'] as const),
  ...(['channel.member.banned', 'channel.member.unbanned'] as const),
  ...(['join_request.approved', 'join_request.denied', 'message.deleted', 'media.infected'] as const),
] as const;
export type AuditAction = (typeof auditActions)[number];

/** What else there is to know of an act: small, and never what people wrote to one another. */
export type Detail = Record<string, string | number | boolean | null>;

/** One act: who did what to whom, and where. */
export interface Act {
  actorId: string;
  action: AuditAction;
  userId?: string;
  channelId?: string;
  detail?: Detail;
}

/** Keeps the record of what people with power do. Written in the transaction that does it, so neither is there without the other. */
@Injectable()
export class Audit {
  /** Nothing is recorded of a channel that belongs to no team. */
  async record(tx: WriteTx, teamId: string | null, act: Act): Promise<void> {
    if (teamId === null) return;
    const { actorId, action, userId = null, channelId = null, detail = {} } = act;
    const row = [newId(), teamId, sqlTime(tx.now), actorId, action, userId, channelId, JSON.stringify(detail)];
    await insertRows(tx.manager, 'audit_entries', COLUMNS, [row]);
  }
}

const COLUMNS = ['id', 'teamId', 'at', 'actorId', 'action', 'userId', 'channelId', 'detail'] as const;
