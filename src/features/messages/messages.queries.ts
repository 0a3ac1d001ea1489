import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { fail } from '../../platform/errors/problem.js';
import { placeholders } from '../../platform/database/sql.js';
import { MediaAttachments } from '../media/media-attachments.js';
import { MESSAGE_COLUMNS, MESSAGE_JOINS, presentRows, type MessageRow } from './message-rows.js';
import { MessageReactions } from './message-reactions.port.js';
import type { Message, MessagePage } from './message.wire.js';
import type { ListMessagesDto } from './messages.dto.js';

type Paged = (MessageRow | { id: null }) & {
  /** The newest `seq` of the channel: all that a page without messages tells. */
  newest: number;
};

const SELECT = `SELECT ${MESSAGE_COLUMNS} FROM messages m ${MESSAGE_JOINS}`;

/** A stored message with what its presenter does not show. */
export interface StoredMessage {
  message: Message;
  requestHash: string | null;
}

/** Reads messages with their authors, always in one query. */
@Injectable()
export class MessagesQueries {
  constructor(
    private readonly reactions: MessageReactions,
    private readonly media: MediaAttachments,
  ) {}

  /**
   * A page by `seq`, oldest first. Numbers are gapless, so a page is a range of them. The stream's row comes along, also with an empty page, so one
   * query sees one state.
   */
  async page(reader: EntityManager, channelId: string, asked: ListMessagesDto): Promise<MessagePage> {
    const [range, bounds] = rangeOf(asked);
    const rows: Paged[] = await reader.query(
      `SELECT ${MESSAGE_COLUMNS}, s.seq AS newest FROM streams s LEFT JOIN messages m ON m.channelId = ? AND m.seq BETWEEN ${range}
       ${MESSAGE_JOINS} WHERE s.id = ? ORDER BY m.seq`,
      [channelId, ...bounds, `channel:${channelId}`],
    );
    const newest = rows[0]?.newest ?? 0;
    if (asked.before !== undefined && asked.before > newest + 1)
      return this.page(reader, channelId, { limit: asked.limit });
    const items = await this.present(
      reader,
      rows.filter((row): row is MessageRow & { newest: number } => row.id !== null),
    );
    const hasBefore = (items[0]?.seq ?? Math.min(asked.after ?? 0, newest) + 1) > 1;
    const hasAfter = (items.at(-1)?.seq ?? (asked.before === undefined ? newest : 0)) < newest;
    return { items, hasBefore, hasAfter };
  }

  /** These messages, by id; those that do not exist are missing. */
  async byIds(reader: EntityManager, ids: string[]): Promise<Map<string, Message>> {
    if (ids.length === 0) return new Map();
    const rows: MessageRow[] = await reader.query(`${SELECT} WHERE m.id IN ${placeholders(1, ids.length)}`, ids);
    return new Map((await this.present(reader, rows)).map((message) => [message.id, message]));
  }

  /** @throws Problem `not_found` for one that went with its channel just now. */
  async byId(reader: EntityManager, id: string): Promise<Message> {
    const message = (await this.byIds(reader, [id])).get(id);
    if (!message) throw fail('not_found');
    return message;
  }

  /** Messages that were sent with these nonces before, by `author nonce`. */
  async byNonces(
    reader: EntityManager,
    keys: { authorId: string; nonce: string }[],
  ): Promise<Map<string, StoredMessage>> {
    const rows: MessageRow[] = await reader.query(
      `${SELECT} WHERE (m.authorId, m.nonce) IN (${placeholders(keys.length, 2)})`,
      keys.flatMap(({ authorId, nonce }) => [authorId, nonce]),
    );
    const messages = await this.present(reader, rows);
    return new Map(
      rows.map(({ authorId, nonce, requestHash }, index) => [
        `${authorId} ${nonce}`,
        { message: messages[index]!, requestHash },
      ]),
    );
  }

  /** Presents rows of `MESSAGE_COLUMNS`, in their order. */
  present(reader: EntityManager, rows: MessageRow[]): Promise<Message[]> {
    return presentRows(reader, rows, {
      reactions: (among, ids) => this.reactions.load(among, ids),
      media: (among, ids) => this.media.onMessages(among, ids),
    });
  }
}

/** The numbers of a page as bounds of a range in SQL, with their values. */
function rangeOf({ before, after, around, limit }: ListMessagesDto): [range: string, bounds: number[]] {
  const cursors = Object.entries({ before, after, around }).filter(([, cursor]) => cursor !== undefined);
  if (cursors.length > 1) {
    const message = 'only one of before, after and around may be given';
    throw fail('validation.failed', { fields: cursors.map(([field]) => ({ field, rule: 'oneCursor', message })) });
  }
  if (before !== undefined) return ['? AND ?', [before - limit, before - 1]];
  if (after !== undefined) return ['? AND ?', [after + 1, after + limit]];
  if (around === undefined) return ['s.seq - ? AND s.seq', [limit - 1]];
  const from = Math.max(1, around - Math.floor(limit / 2));
  return ['? AND ?', [from, from + limit - 1]];
}
