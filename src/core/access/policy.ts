import type { ChannelRole, TeamRole } from './roles.js';

/** Anybody who is signed in; what they find is their own or chosen by a code they hold. */
export interface UserPolicy {
  on: 'user';
}

/** Owners of the installation. That there is one is no secret, so everybody else is refused by name. */
export interface InstallationPolicy {
  on: 'installation';
}

/** Members of a team, by role. To all others the team does not exist. */
export interface TeamPolicy {
  on: 'team';
  team: readonly TeamRole[];
  /** Whether the team's id is part of the input (a REST body) and not of the path. */
  named: 'path' | 'input';
  /** The team's setting that besides has to allow it. */
  setting?: 'channelCreation';
  /** Open also to those whom the team keeps out until they have a second factor; what they do with it, its service looks at. */
  evenWithheld?: true;
}

/**
 * Where a policy holds: in every kind of channel, in rooms of a team, in one kind of channel, or where people call one another (voice channels and
 * DMs). Elsewhere it is refused by name.
 */
type Kinds = 'any' | 'rooms' | 'calls' | 'voice' | 'direct' | 'thread';

/** People who can see a channel: by their role in it, by their role in its team, or as a visitor. To all others it does not exist. */
export interface ChannelPolicy {
  on: 'channel';
  /** Roles in the channel; in a thread those in the channel that it hangs under. */
  channel: readonly ChannelRole[];
  /** Roles in the team that suffice, joined or not, wherever the channel is visible to them. */
  team: readonly TeamRole[];
  /** Whether members of the team (guests excluded) may who have not joined: in a public channel, or in every listed one. */
  visitors: 'public' | 'listed' | false;
  /** Whether it is refused while the channel is archived, or the people of a DM share no team. */
  live: boolean;
  kinds: Kinds;
  /** Part of another command and none of its own: looked up while that one runs. */
  implied?: true;
}

/** As for its channel; besides, the author may (as long as they are a member). To those who cannot read the channel the message does not exist. */
export interface MessagePolicy extends Omit<ChannelPolicy, 'on'> {
  on: 'message';
  author: boolean;
}

/**
 * Something uploaded. What hangs on a message is for those who may open the message; somebody's picture for those who may see them; a team's for its
 * members; what hangs on nothing yet for whoever uploaded it. To all others it does not exist.
 */
export interface MediaPolicy {
  on: 'media';
  /** Only for whoever uploaded it, as long as it hangs on nothing. */
  unsent: boolean;
}

export type Policy = UserPolicy | InstallationPolicy | TeamPolicy | ChannelPolicy | MessagePolicy | MediaPolicy;
