import { Injectable } from '@nestjs/common';
import type { UserAccess } from '../../core/access/grants.js';
import { Database } from '../../platform/database/database.js';
import { fromSqlTime, type Statement } from '../../platform/database/sql.js';
import { beyond, cutTimePage, type TimeCut } from '../../platform/database/time-page.js';
import type { PageDto } from '../../platform/errors/page.dto.js';
import { EVERYONE } from '../channels/mention.entity.js';
import { MESSAGE_COLUMNS, MESSAGE_JOINS, type MessageRow } from '../messages/message-rows.js';
import { MessagesQueries } from '../messages/messages.queries.js';
import type { MentionPage } from './mention.wire.js';

type Row = MessageRow & {
  /** Null where the viewer has no read mark. */
  readSeq: number | null;
};

/** Who mentioned somebody, in all the channels that they are in now. */
@Injectable()
export class MentionsQueries {
  constructor(
    private readonly database: Database,
    private readonly messages: MessagesQueries,
  ) {}

  /** Newest first. Deleting a message takes its mentions along. */
  list({ userId }: UserAccess, page: PageDto): Promise<MentionPage> {
    return this.database.snapshot(async (reader) => {
      const { items, ...cursors } = await cutTimePage({ direction: 'DESC', placeOf }, page, (cut) => {
        const { sql, values } = inbox(userId, cut, inOrder[this.database.dialect]);
        return reader.query<Row[]>(sql, values);
      });
      const messages = await this.messages.present(reader, items);
      return {
        items: messages.map((message, index) => ({
          channelId: message.channelId,
          message,
          read: message.seq <= (items[index]!.readSeq ?? 0),
        })),
        ...cursors,
      };
    });
  }
}

function placeOf({ createdAt, id }: Row): { at: Date; id: string } {
  return { at: fromSqlTime(createdAt), id };
}

/** A join that is done as it is written: either planner at times thinks better of walking all mentions of everybody, or all channels. */
const inOrder = { sqlite: 'CROSS JOIN', mysql: 'STRAIGHT_JOIN' };

/**
 * Of those by name the newest, along their index; of those of everybody the ones in one's own channels since one joined: a range of the key for each
 * channel (the CASE keeps SQLite from taking the other index for its times). The page is cut out of both, and only then are the messages read.
 */
function inbox(userId: string, cut: TimeCut, join: string): Statement {
  const { way, count } = cut;
  const there = beyond(cut, { at: 'mn.createdAt', id: 'mn.messageId' });
  const inTeam = `LEFT JOIN team_members tm ON tm.teamId = c.teamId AND tm.userId = cm.userId AND tm.state = 'joined' AND tm.withheld = 0
    WHERE (c.teamId IS NULL OR tm.userId IS NOT NULL)`;
  const order = `ORDER BY mn.createdAt ${way}, mn.messageId ${way} LIMIT ${count}`;
  const named = `SELECT mn.messageId, mn.createdAt FROM mentions mn ${join} channels c ON c.id = mn.channelId
    ${join} channel_members cm ON cm.channelId = COALESCE(c.parentId, c.id) AND cm.userId = mn.userId AND cm.state = 'joined'
    ${inTeam} AND ${there.sql} AND mn.userId = ? ${order}`;
  const everybody = `SELECT mn.messageId, mn.createdAt FROM channel_members cm ${join} channels c ON c.id = cm.channelId
    ${join} mentions mn ON mn.channelId = cm.channelId AND mn.userId = '${EVERYONE}'
    ${join} messages own ON own.id = mn.messageId AND own.authorId <> cm.userId
    ${inTeam} AND CASE WHEN mn.createdAt >= cm.joinedAt AND ${there.sql} THEN 1 ELSE 0 END = 1
    AND cm.userId = ? AND cm.state = 'joined' ${order}`;
  const sql = `SELECT ${MESSAGE_COLUMNS}, mine.readSeq FROM (
      SELECT * FROM (SELECT * FROM (${named}) named UNION ALL SELECT * FROM (${everybody}) everybody) both_kinds
      ORDER BY createdAt ${way}, messageId ${way} LIMIT ${count}
    ) page JOIN messages m ON m.id = page.messageId ${MESSAGE_JOINS}
    LEFT JOIN channel_members mine ON mine.channelId = m.channelId AND mine.userId = ? AND mine.state = 'joined'
    ORDER BY m.createdAt ${way}, m.id ${way}`;
  return { sql, values: [...there.values, userId, ...there.values, userId, userId] };
}
