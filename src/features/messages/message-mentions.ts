import type { EntityManager } from 'typeorm';
import { judge } from '../../core/access/rules.js';
import type { ChannelStanding } from '../../core/access/standing.js';
import { groupBy } from '../../platform/changes/group-by.js';
import { insertOf, placeholders, sqlTime, type Statement } from '../../platform/database/sql.js';
import { EVERYONE } from '../channels/mention.entity.js';
import { spokenMentions, type Spoken } from './mention-names.js';
import type { MessageEntity } from './message.entity.js';
import type { Mentions } from './message.wire.js';

/** So many people are mentioned by one message at most, the first that it names; more is a case for `@channel`. */
const MAX_NAMED = 50;

/** A text and how its author stands to where it is said; without a standing it mentions nobody. */
export interface Said {
  body: string;
  standing: ChannelStanding | undefined;
}

type Told = Spoken & { standing: ChannelStanding };

/**
 * Whom texts mention, as `messages.mentions` stores it, in their order: members of the channel (of a thread: of the one that it hangs under) but for the
 * author. One query for all of them, and none when nobody is named.
 */
export async function mentionsOf(manager: EntityManager, said: Said[]): Promise<(string | null)[]> {
  const told = said.map(({ body, standing }) => standing && { ...spokenMentions(body), standing });
  const members = await membersNamed(
    manager,
    told.filter((one) => one !== undefined),
  );
  return told.map((one) => {
    if (!one) return null;
    const everyone = mayMentionEveryone(one.standing) ? one.everyone : null;
    const userIds = idsOf(one, members);
    return everyone === null && userIds.length === 0 ? null : JSON.stringify({ userIds, everyone } satisfies Mentions);
  });
}

/** In a DM and in threads under it everybody may. */
function mayMentionEveryone(standing: ChannelStanding): boolean {
  return standing.teamId === null || judge('message.mention_everyone', standing) === 'granted';
}

function idsOf({ people, standing }: Told, members: Map<string, string>): string[] {
  const named = people.flatMap((spellings) => {
    const found = spellings.find((name) => members.has(`${homeOf(standing)} ${name}`));
    return found === undefined ? [] : members.get(`${homeOf(standing)} ${found}`)!;
  });
  return [...new Set(named)].filter((userId) => userId !== standing.userId).slice(0, MAX_NAMED);
}

/** The channel whose members can be meant. */
function homeOf({ parentId, channelId }: ChannelStanding): string {
  return parentId ?? channelId;
}

/** Who of the named is a member, by `channel name`. Each channel is a lookup of its own in the one query, so that it finds no more than is asked for. */
async function membersNamed(manager: EntityManager, told: Told[]): Promise<Map<string, string>> {
  const naming = told.filter(({ people }) => people.length > 0);
  if (naming.length === 0) return new Map();
  const asked = [...groupBy(naming, ({ standing }) => homeOf(standing))].map(
    ([channelId, those]) => [channelId, [...new Set(those.flatMap(({ people }) => people.flat()))]] as const,
  );
  const selects = asked.map(
    ([, names]) => `SELECT cm.channelId, u.username, u.id FROM users u JOIN channel_members cm ON cm.userId = u.id
     WHERE cm.channelId = ? AND cm.state = 'joined' AND u.disabledAt IS NULL AND u.username IN ${placeholders(1, names.length)}`,
  );
  const rows: { channelId: string; username: string; id: string }[] = await manager.query(
    selects.join(' UNION ALL '),
    asked.flatMap(([channelId, names]) => [channelId, ...names]),
  );
  return new Map(rows.map(({ channelId, username, id }) => [`${channelId} ${username}`, id]));
}

type Mentioning = Pick<MessageEntity, 'id' | 'channelId' | 'seq' | 'createdAt' | 'mentions'>;

const COLUMNS = ['channelId', 'userId', 'seq', 'messageId', 'createdAt'] as const;

/** Notes whom messages mention, so that each of them finds it. */
export function insertMentions(messages: Mentioning[]): Statement[] {
  const rows = messages.flatMap(({ id, channelId, seq, createdAt, mentions }) =>
    countedFor(mentions).map((userId) => [channelId, userId, seq, id, sqlTime(createdAt)]),
  );
  return insertOf('mentions', COLUMNS, rows);
}

/** Forgets it again: by key, or it would read all mentions of the channel. */
export function deleteMentions({ channelId, seq, mentions }: Mentioning): Statement[] {
  const userIds = countedFor(mentions);
  if (userIds.length === 0) return [];
  const sql = `DELETE FROM mentions WHERE channelId = ? AND seq = ? AND userId IN ${placeholders(1, userIds.length)}`;
  return [{ sql, values: [channelId, seq, ...userIds] }];
}

/** Everybody is one row, and nobody is counted twice. */
function countedFor(mentions: string | null): string[] {
  if (mentions === null) return [];
  const { userIds, everyone } = JSON.parse(mentions) as Mentions;
  return everyone === null ? userIds : [EVERYONE];
}
