import type { CommandReply } from '@parley/client';
import { pauses, visibilityNames } from '../details/words.js';
import { momentOf } from '../ui/time.js';
import { roleNames } from './roles.js';

type AuditEntry = CommandReply<'team.audit.list'>['items'][number];
export type AuditAction = AuditEntry['action'];

/** What somebody did, as the rest of a sentence that begins with their name: `{user}` stands for whom, `{channel}` for where. */
const deeds: Readonly<Record<AuditAction, string>> = {
  'team.updated': 'changed the team',
  'team.owner_handed_over': 'handed the team over to {user}',
  'team.notification': 'told something to the whole team',
  'team.member.joined': 'added {user}',
  'team.member.updated': 'gave {user} another role',
  'team.member.removed': 'removed {user}',
  'team.member.banned': 'banned {user}',
  'team.member.unbanned': 'lifted the ban of {user}',
  'invitation.created': 'made an invitation',
  'invitation.revoked': 'withdrew an invitation',
  'channel.created': 'made {channel}',
  'channel.updated': 'changed {channel}',
  'channel.archived': 'archived {channel}',
  'channel.restored': 'restored {channel}',
  'channel.deleted': 'deleted {channel}',
  'channel.member.updated': 'gave {user} another role in {channel}',
  'channel.member.removed': 'removed {user} from {channel}',
  'channel.member.banned': 'banned {user} from {channel}',
  'channel.member.unbanned': 'lifted the ban of {user} from {channel}',
  'join_request.approved': 'let {user} into {channel}',
  'join_request.denied': 'did not let {user} into {channel}',
  'message.deleted': 'deleted a message of {user} in {channel}',
  'media.infected': 'sent a file with malware in {channel}; it was removed',
};

/** Every action, with what it is called without saying whom and where. */
export const actionNames = Object.fromEntries(
  Object.entries(deeds).map(([action, deed]) => [
    action,
    capitalised(deed.replace('{user}', 'somebody').replace('{channel}', 'a channel')),
  ]),
) as Record<AuditAction, string>;

/** The pieces of such a sentence; those with an odd index are `user` or `channel`. A newer server may do what this page has no words for. */
export function piecesOf(action: AuditAction): string[] {
  return (deeds[action] ?? action).split(/\{(user|channel)\}/);
}

type Value = string | number | boolean | null;

/** What else of an act is told, and how its values are called. */
const details: Readonly<Record<string, [label: string, say: (value: Value) => string]>> = {
  name: ['Name', String],
  slug: ['Short name', String],
  description: ['What it is for', String],
  topic: ['Topic', String],
  role: ['Role', (value) => wordFor(roleNames, value)],
  reason: ['Reason', String],
  visibility: ['Who can join', (value) => wordFor(visibilityNames, value)],
  slowModeSeconds: ['Slow mode', (value) => wordFor(pauses, value)],
  channelCreation: ['Who makes channels', String],
  requiresSecondFactor: ['Second factor', (value) => (value ? 'asked for' : 'not asked for')],
  expiresAt: ['Until', (value) => momentOf(String(value))],
  maxUses: ['For', (value) => (value === 1 ? '1 person' : `${value} people`)],
};

/** What changed, from what to what, in a line; empty where nothing is told. */
export function detailOf({ action, detail }: Pick<AuditEntry, 'action' | 'detail'>): string {
  const values = detail as Record<string, Value>;
  const isNew = action === 'channel.created'; // the sentence has its name already
  const told = Object.entries(details).filter(
    ([key]) => (values[key] ?? null) !== null && !(isNew && (key === 'name' || isWithheld(key, values[key]!))),
  );
  return told
    .map(([key, [label, say]]) => {
      if (isWithheld(key, values[key]!)) return `${label} changed`;
      const before = values[`${key}Before`] ?? '';
      const from = before === '' ? '' : `${say(before)} → `;
      return `${label}: ${from}${values[key] === '' ? 'none' : say(values[key]!)}`;
    })
    .join(' · ');
}

/** Of a private channel the record says that something was named, and not how. */
function isWithheld(key: string, value: Value): boolean {
  return value === true && key !== 'requiresSecondFactor';
}

function wordFor(words: Readonly<Record<string, string>>, value: Value): string {
  return words[String(value)] ?? String(value);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
