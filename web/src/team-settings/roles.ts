import { outranks, type TeamMember } from '@parley/client';
import { client } from '../session/parley.js';

export type TeamRole = TeamMember['role'];

/** What the roles are called, the most powerful first. */
export const roleNames: Readonly<Record<TeamRole, string>> = {
  owner: 'Owner',
  admin: 'Admin',
  moderator: 'Moderator',
  teacher: 'Teacher',
  member: 'Member',
  student: 'Student',
  guest: 'Guest',
};

/** What each may, in a sentence. */
export const roleHints: Readonly<Record<TeamRole, string>> = {
  owner: 'Everything, deleting the team included.',
  admin: 'Manages the team, its people and all its channels.',
  moderator: 'Invites people, bans them, deletes messages.',
  teacher: 'All that a moderator can.',
  member: 'Talks, and makes channels if the team lets members.',
  student: 'Talks, and makes no channels.',
  guest: 'Sees only the channels that they were added to.',
};

const roles = Object.keys(roleNames) as TeamRole[];

/** One's own role in a team. */
export function ownRole(teamId: string): TeamRole | undefined {
  return client.state.teamMemberships[teamId]?.role;
}

/** The roles that one may give: those below one's own, and to owners all. */
export function givable(own: TeamRole): TeamRole[] {
  return roles.filter((role) => own === 'owner' || outranks(own, role));
}

/** Some of the roles by name, to choose from. */
export function namesOf(some: readonly TeamRole[]): Record<TeamRole, string> {
  return Object.fromEntries(some.map((role) => [role, roleNames[role]])) as Record<TeamRole, string>;
}
