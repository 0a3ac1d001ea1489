/** Roles in a team, from most to least power; `teacher` and `student` are presets beside moderators and members. */
export const teamRoles = ['owner', 'admin', 'moderator', 'teacher', 'member', 'student', 'guest'] as const;
export type TeamRole = (typeof teamRoles)[number];

/** Lower stands above. */
const ranks: Record<TeamRole, number> = {
  ...{ owner: 0, admin: 1 },
  ...{ moderator: 2, teacher: 2 },
  ...{ member: 3, student: 3 },
  guest: 4,
};

/** Roles in a channel, from most to least power. */
export const channelRoles = ['host', 'moderator', 'member'] as const;
export type ChannelRole = (typeof channelRoles)[number];

/** Rooms of a team: what people make, list, join and leave. */
export const roomKinds = ['text', 'voice'] as const;
export type RoomKind = (typeof roomKinds)[number];

/** Everything people talk in: rooms, `direct` (a DM, of no team) and `thread` (under a message of another channel, whose members may all read it). */
export const channelKinds = [...roomKinds, 'direct', 'thread'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** Whether people call each other there. */
export function hasCalls(kind: ChannelKind): boolean {
  return kind === 'voice' || kind === 'direct';
}

/** `public`: listed, join freely. `request`: listed, ask to join. `private`: unseen by all but its members. */
export const visibilities = ['public', 'request', 'private'] as const;
export type Visibility = (typeof visibilities)[number];

/** Whether `actor` stands above `other`: nobody acts on an equal. */
export function outranks(actor: TeamRole, other: TeamRole): boolean {
  return ranks[actor] < ranks[other];
}

/** Who may make channels, as a team sets it. Guests and students never may. */
export const channelCreations = ['members', 'moderators', 'admins'] as const;
export type ChannelCreation = (typeof channelCreations)[number];

const CREATORS: Record<ChannelCreation, TeamRole> = { members: 'member', moderators: 'moderator', admins: 'admin' };

/** Whether a role stands high enough for what the team has set. */
export function mayCreateChannels(role: TeamRole, setting: ChannelCreation): boolean {
  return ranks[role] <= ranks[CREATORS[setting]];
}
