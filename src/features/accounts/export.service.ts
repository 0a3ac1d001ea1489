import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import { IsNull, MoreThan, type EntityManager } from 'typeorm';
import type { UserAccess } from '../../core/access/grants.js';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import { MailRefusals } from '../../core/post/mail-refusals.js';
import { toMe } from '../../core/users/me.wire.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { fromSqlTime } from '../../platform/database/sql.js';
import { SessionEntity } from '../auth/session.entities.js';
import { toSession } from '../auth/session.wire.js';
import type { AccountExport, ExportedMessage, ExportedReaction, ExportedTeam, ExportedUpload } from './export.wire.js';

/** So many rows are read at once, and stand in memory. */
const PAGE = 500;

type SqlTime = Date | string;
const written = (time: SqlTime) => fromSqlTime(time).toISOString();
const writtenOrNull = (time: SqlTime | null) => (time === null ? null : written(time));

type Row<T, Times extends keyof T> = Omit<T, Times> & Record<Times, SqlTime>;

/** Writes down what is stored of a person, as it is read: however much somebody said, a page of it is in memory. */
@Injectable()
export class ExportService {
  constructor(
    private readonly database: Database,
    private readonly refusals: MailRefusals,
  ) {}

  download(caller: UserAccess): StreamableFile {
    const disposition = 'attachment; filename="parley-account.json"';
    return new StreamableFile(Readable.from(this.write(caller)), {
      type: 'application/json; charset=utf-8',
      disposition,
    });
  }

  private async *write(caller: UserAccess): AsyncGenerator<string> {
    const head = JSON.stringify(await this.head(caller));
    yield `${head.slice(0, -1)},"reactions":`;
    yield* listOf(this.reactions(caller.userId));
    yield ',"uploads":';
    yield* listOf(this.uploads(caller.userId));
    yield ',"messages":';
    yield* listOf(this.messages(caller.userId));
    yield '}';
  }

  private async head({
    userId,
    sessionId,
  }: UserAccess): Promise<Omit<AccountExport, 'reactions' | 'uploads' | 'messages'>> {
    const refused = await this.refusals.of(userId);
    return this.database.snapshot(async (reader) => {
      const me = await reader.findOneByOrFail(UserEntity, { id: userId });
      const now = this.database.time;
      const sessions = await reader.findBy(SessionEntity, { userId, endedAt: IsNull(), expiresAt: MoreThan(now) });
      const channels = await reader.findBy(ChannelMemberEntity, { userId, state: 'joined' });
      return {
        ...{ exportedAt: now.toISOString(), me: toMe(me), refusedMails: [...refused] },
        sessions: sessions.map((session) => toSession(session, sessionId)),
        teams: await teamsOf(reader, userId),
        channels: channels.map(({ channelId: id, role, joinedAt, readSeq }) => ({
          ...{ id, role, joinedAt: joinedAt.toISOString(), readSeq },
        })),
      };
    });
  }

  private reactions(userId: string): AsyncGenerator<ExportedReaction> {
    return this.pages('', async (reader, after) => {
      const rows: (Row<ExportedReaction, 'createdAt'> & { place: string })[] = await reader.query(
        `SELECT id AS place, messageId, emoji, createdAt FROM reactions
         WHERE userId = ? AND removedAt IS NULL AND id > ? ORDER BY id LIMIT ${PAGE}`,
        [userId, after],
      );
      return rows.map(({ place, createdAt, ...row }) => [place, { ...row, createdAt: written(createdAt) }]);
    });
  }

  private uploads(ownerId: string): AsyncGenerator<ExportedUpload> {
    return this.pages('', async (reader, after) => {
      const rows: Row<ExportedUpload, 'createdAt'>[] = await reader.query(
        `SELECT id, name, contentType, size, createdAt, messageId FROM media
         WHERE ownerId = ? AND removedAt IS NULL AND id > ? ORDER BY id LIMIT ${PAGE}`,
        [ownerId, after],
      );
      return rows.map(({ createdAt, ...row }) => [row.id, { ...row, createdAt: written(createdAt) }]);
    });
  }

  /** By nonce, for which there is an index; the order tells nothing. What the server wrote about a person has none. */
  private messages(authorId: string): AsyncGenerator<ExportedMessage> {
    return this.pages('', async (reader, after) => {
      const rows: (Row<ExportedMessage, 'createdAt' | 'editedAt' | 'deletedAt'> & { place: string })[] =
        await reader.query(
          `SELECT nonce AS place, id, channelId, seq, CASE WHEN deletedAt IS NULL THEN body ELSE '' END AS body,
           createdAt, editedAt, deletedAt FROM messages WHERE authorId = ? AND nonce > ? ORDER BY nonce LIMIT ${PAGE}`,
          [authorId, after],
        );
      return rows.map(({ place, createdAt, editedAt, deletedAt, ...row }) => {
        const times = { editedAt: writtenOrNull(editedAt), deletedAt: writtenOrNull(deletedAt) };
        return [place, { ...row, createdAt: written(createdAt), ...times }];
      });
    });
  }

  private async *pages<T>(
    start: string,
    read: (reader: EntityManager, after: string) => Promise<[place: string, item: T][]>,
  ): AsyncGenerator<T> {
    for (let after: string | undefined = start; after !== undefined;) {
      const from: string = after;
      const rows = await this.database.read((reader) => read(reader, from));
      for (const [, item] of rows) yield item;
      after = rows.length < PAGE ? undefined : rows.at(-1)![0];
    }
  }
}

async function* listOf(items: AsyncGenerator<object>): AsyncGenerator<string> {
  let before = '[';
  for await (const item of items) {
    yield before + JSON.stringify(item);
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}

async function teamsOf(reader: EntityManager, userId: string): Promise<ExportedTeam[]> {
  const rows: Row<ExportedTeam, 'joinedAt'>[] = await reader.query(
    `SELECT t.id, t.name, m.role, m.joinedAt FROM team_members m JOIN teams t ON t.id = m.teamId
     WHERE m.userId = ? AND m.state = 'joined' ORDER BY m.joinedAt, t.id`,
    [userId],
  );
  return rows.map(({ joinedAt, ...row }) => ({ ...row, joinedAt: written(joinedAt) }));
}
