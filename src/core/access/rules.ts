import { fail } from '../../platform/errors/problem.js';
import type { ErrorCode } from '../../platform/errors/errors.catalogue.js';
import { policies, type Permission } from './policies.js';
import type { Policy } from './policy.js';
import { hasCalls, mayCreateChannels, type TeamRole } from './roles.js';
import type { MediaStanding } from './media-standing.js';
import type { ChannelStanding, InstallationStanding, MessageStanding, TeamStanding } from './standing.js';

/**
 * What the table says about a caller: granted, or refused because the thing is `unseen`, the caller may not (`denied`), this kind of channel
 * knows no such thing (`unsupported`), it is `archived`, the people of a DM share no team (`apart`), or the caller lacks the second factor that the team
 * asks for (`withheld`).
 */
export type Verdict = 'granted' | 'unseen' | 'denied' | 'unsupported' | 'archived' | 'apart' | 'withheld';

/** What the rules look at, by what the permission is on. */
export type AnyStanding = InstallationStanding | TeamStanding | ChannelStanding | MediaStanding | undefined;

/** Whether the channel shows itself to the person: as a member, or as somebody of the team where it is listed and they are not banned. */
function canSee({ channelRole, teamRole, visibility, banned }: ChannelStanding): boolean {
  return channelRole !== null || (visibility !== 'private' && !banned && teamRole !== null && teamRole !== 'guest');
}

/** Whether what is said in it shows: in a channel that is joined by request only to its members. */
function canRead(standing: ChannelStanding): boolean {
  return canSee(standing) && (standing.channelRole !== null || standing.visibility === 'public');
}

function isKind(kinds: Extract<Policy, { on: 'channel' }>['kinds'], { kind }: ChannelStanding): boolean {
  if (kinds === 'any') return true;
  if (kinds === 'calls') return hasCalls(kind);
  return kinds === 'rooms' ? kind !== 'direct' && kind !== 'thread' : kind === kinds;
}

function judgeChannel(policy: Extract<Policy, { on: 'channel' | 'message' }>, standing: ChannelStanding): Verdict {
  // What is said, and threads, which hang under something said, exist for those alone who may read it.
  const shows = policy.on === 'message' || standing.kind === 'thread' ? canRead(standing) : canSee(standing);
  if (!shows) return 'unseen';
  if (standing.withheld) return 'withheld';
  if (!isKind(policy.kinds, standing)) return 'unsupported';
  const { channelRole, teamRole, archived, apart } = standing;
  const asMember = channelRole !== null && policy.channel.includes(channelRole);
  const asTeam = teamRole !== null && policy.team.includes(teamRole);
  const asVisitor = channelRole === null && (policy.visitors === 'listed' || (policy.visitors && canRead(standing)));
  const asAuthor =
    policy.on === 'message' &&
    policy.author &&
    channelRole !== null &&
    (standing as MessageStanding).authorId === standing.userId;
  if (!asMember && !asTeam && !asVisitor && !asAuthor) return 'denied';
  if (policy.live && archived) return 'archived';
  return policy.live && apart ? 'apart' : 'granted';
}

function judgeTeam(policy: Extract<Policy, { on: 'team' }>, standing: TeamStanding): Verdict {
  const { teamRole, channelCreation, withheld } = standing;
  if (withheld && !policy.evenWithheld) return 'withheld';
  if (!policy.team.includes(teamRole)) return 'denied';
  return policy.setting && !mayCreateChannels(teamRole, channelCreation) ? 'denied' : 'granted';
}

function judgeMedia(policy: Extract<Policy, { on: 'media' }>, standing: MediaStanding): Verdict {
  if (standing.on === 'nothing') return standing.uploaderId === standing.userId ? 'granted' : 'unseen';
  const shows: Verdict =
    standing.on === 'message' ? judge('message.open', standing.message) : standing.seen ? 'granted' : 'unseen';
  return policy.unsent && shows === 'granted' ? 'denied' : shows;
}

/** Applies the table. Pure, so that every cell of it can be tested by hand. */
export function judge(permission: Permission, standing: AnyStanding): Verdict {
  const policy: Policy = policies[permission];
  if (policy.on === 'user') return 'granted';
  if (policy.on === 'installation')
    return (standing as InstallationStanding | undefined)?.isOwner ? 'granted' : 'denied';
  if (!standing) return 'unseen';
  if (policy.on === 'team') return judgeTeam(policy, standing as TeamStanding);
  if (policy.on === 'media') return judgeMedia(policy, standing as MediaStanding);
  return judgeChannel(policy, standing as ChannelStanding);
}

/** Whether a role in a team suffices, whatever the team has set: for telling many people at once what only some may know. */
export function mayInTeam(permission: Permission, teamRole: TeamRole): boolean {
  const policy: Policy = policies[permission];
  return policy.on === 'team' && policy.team.includes(teamRole);
}

const REFUSALS: Record<Exclude<Verdict, 'granted'>, ErrorCode> = {
  unseen: 'not_found',
  denied: 'access.denied',
  unsupported: 'channel.kind_unsupported',
  archived: 'channel.archived',
  apart: 'dm.no_shared_team',
  withheld: 'team.second_factor_required',
};

/**
 * Throws what the caller is told unless the table grants it.
 * @throws Problem `not_found` for strangers, `access.denied` naming the permission, `channel.kind_unsupported`, `channel.archived`, `dm.no_shared_team`,
 * `team.second_factor_required`.
 */
export function requireGranted(permission: Permission, standing: AnyStanding): void {
  const verdict = judge(permission, standing);
  if (verdict === 'granted') return;
  throw verdict === 'denied' ? fail('access.denied', { permission }) : fail(REFUSALS[verdict]);
}
