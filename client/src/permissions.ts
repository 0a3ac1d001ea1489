import type { Schemas } from './generated/contract.js';
import { inChannel, inTeam } from './generated/permissions.js';
import type { ChannelPolicy, TeamPolicy } from './policy.js';
import type { State } from './store/state.js';
import type { Store } from './store/store.js';
import type { Channel } from './wire.js';

type TeamRole = Schemas['TeamRole'];

/** What a role in a team permits. */
export type TeamPermission = keyof typeof inTeam;
/** What a role in a channel permits. */
export type ChannelPermission = keyof typeof inChannel;

/** Roles in a team by power: equals stand together, and nobody acts on an equal. */
const RANKS: readonly (readonly TeamRole[])[] = [
  ['owner'],
  ['admin'],
  ['moderator', 'teacher'],
  ['member', 'student'],
  ['guest'],
];

/** The lowest role that may make channels, by what the team has set. */
const CREATORS: Record<Schemas['ChannelCreation'], TeamRole> = {
  members: 'member',
  moderators: 'moderator',
  admins: 'admin',
};

function rankOf(role: TeamRole): number {
  return RANKS.findIndex((roles) => roles.includes(role));
}

/** Whether the one role in a team stands above the other. */
export function outranks(role: TeamRole, other: TeamRole): boolean {
  return rankOf(role) < rankOf(other);
}

/** Whether one's role in a team permits this. Pure. */
export function mayInTeam({ teams, teamMemberships }: State, teamId: string, permission: TeamPermission): boolean {
  const role = teamMemberships[teamId]?.role;
  const policy: TeamPolicy = inTeam[permission];
  if (role === undefined || !policy.team.includes(role)) return false;
  const setting = teams[teamId]?.channelCreation;
  return policy.setting === undefined || (setting !== undefined && rankOf(role) <= rankOf(CREATORS[setting]));
}

/** Whether one may this in a channel, or on what others wrote in it. */
export function mayInChannel(state: State, channelId: string, permission: ChannelPermission): boolean {
  const channel = state.channels[channelId];
  const policy: ChannelPolicy = inChannel[permission];
  if (!channel || !isKind(policy, channel) || (policy.live && channel.archivedAt !== null)) return false;
  const role = state.memberships[channel.parentId ?? channelId]?.role; // in a thread that of the channel that it hangs under
  const teamRole = channel.teamId === null ? undefined : state.teamMemberships[channel.teamId]?.role;
  const isListed = teamRole !== undefined && teamRole !== 'guest' && channel.visibility !== 'private';
  const visits = role === undefined && isListed;
  if (role === undefined && !visits) return false;
  if (policy.on === 'message' && visits && channel.visibility !== 'public') return false;
  if (role !== undefined && policy.channel.includes(role)) return true;
  if (teamRole !== undefined && policy.team.includes(teamRole)) return true;
  return visits && (policy.visitors === 'listed' || (policy.visitors === 'public' && channel.visibility === 'public'));
}

function isKind({ kinds }: ChannelPolicy, { kind }: Channel): boolean {
  if (kinds === 'any') return true;
  if (kinds === 'calls') return kind === 'voice' || kind === 'direct';
  return kinds === 'rooms' ? kind === 'text' || kind === 'voice' : kind === kinds;
}

/**
 * What one may, for what to offer. The server decides: it also looks at whom something is done to.
 * @example client.may.inTeam(team.id, 'invitation.create') && show(inviteButton);
 */
export class Permissions {
  constructor(private readonly store: Store) {}

  /** In a team that one is in. */
  inTeam(teamId: string, permission: TeamPermission): boolean {
    return mayInTeam(this.store.state, teamId, permission);
  }

  /** In a channel, a DM or a thread, or on what others wrote there. */
  inChannel(channelId: string, permission: ChannelPermission): boolean {
    return mayInChannel(this.store.state, channelId, permission);
  }
}
