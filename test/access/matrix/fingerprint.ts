import type { Database } from '../../../src/platform/database/database.js';

/** What of each table tells that somebody has changed it, whatever else happens meanwhile. */
const told: Record<string, string> = {
  streams: 'SUM(position), SUM(seq), SUM(counted)',
  changes: 'COUNT(subjectId)',
  users:
    'SUM(version), COUNT(status), SUM(LENGTH(availability)), COUNT(lastChannelId), COUNT(disabledAt), SUM(isOwner), COUNT(secondFactorAt), COUNT(avatarId)',
  teams: 'SUM(version), SUM(requiresSecondFactor), COUNT(iconId)',
  channels: 'SUM(version), COUNT(archivedAt)',
  team_members: "SUM(version), SUM(withheld), SUM(CASE state WHEN 'banned' THEN 1 ELSE 0 END), COUNT(banReason)",
  channel_members:
    "SUM(version), SUM(readSeq), SUM(readResetSeq), SUM(preferencesVersion), COUNT(closedSeq), SUM(CASE state WHEN 'banned' THEN 1 ELSE 0 END)",
  messages: 'SUM(version), COUNT(deletedAt), COUNT(pinnedAt), SUM(reactionCount)',
  message_edits: 'SUM(version)',
  mentions: 'SUM(seq)',
  reactions: 'SUM(version), COUNT(removedAt)',
  threads: 'SUM(version), SUM(replyCount)',
  join_requests: 'SUM(version), COUNT(processedAt)',
  audit_entries: 'COUNT(action)',
  installation_audit_entries: 'COUNT(action)',
  dead_letters: 'SUM(attempts)',
  team_notifications: 'SUM(LENGTH(title))',
  invitations: 'SUM(version), SUM(uses)',
  sessions: 'COUNT(endedAt)',
  mail_refusals: 'COUNT(kind)',
  identities: 'COUNT(subject)',
  second_factors: 'SUM(lastStep)',
  // Not for how long: a node that holds a connection says every other second that it is still there.
  voice_participants: 'SUM(version)',
  voice_calls: 'SUM(version)',
  recovery_codes: 'COUNT(hash)',
};

const parts = Object.entries(told).map(
  ([table, columns]) => `(SELECT CONCAT_WS(' ', COUNT(*), ${columns}) FROM ${table}) AS ${table}`,
);

// What was taken away is cleared by a job, whenever that comes to it.
parts.push("(SELECT CONCAT_WS(' ', COUNT(*), COUNT(messageId)) FROM media WHERE removedAt IS NULL) AS media");

/** Everything durable that a refused call could have moved, as one text. */
export async function fingerprint(database: Database): Promise<string> {
  const rows: object[] = await database.read((reader) => reader.query(`SELECT ${parts.join(', ')}`));
  return JSON.stringify(rows[0]);
}
