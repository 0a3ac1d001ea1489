import type { ChannelKind, ChannelRole, TeamRole, Visibility } from '../../../src/core/access/roles.js';
import { judge, type Verdict } from '../../../src/core/access/rules.js';
import type { Permission } from '../../../src/core/access/policies.js';
import type { MessageStanding } from '../../../src/core/access/standing.js';

/** A letter for what the rules say. */
export const letters: Record<Verdict, string> = {
  ...{ granted: 'G', denied: 'D', unseen: '-', archived: 'A', unsupported: 'U', apart: 'P', withheld: 'W' },
};

/** As the tables order them. */
export const teamRoles: TeamRole[] = ['owner', 'admin', 'moderator', 'teacher', 'member', 'student', 'guest'];

type Roles = [TeamRole | null, ChannelRole | null];
const outside: Roles[] = [...teamRoles.map((role): Roles => [role, null]), [null, null]];
const inside: Roles[] = [
  ...([
    ['member', 'host'],
    ['member', 'moderator'],
  ] as Roles[]),
  ...teamRoles.map((role): Roles => [role, 'member']),
];

/** What is asked about beside who asks. */
export interface Place {
  kind: ChannelKind;
  visibility: Visibility;
}

/** Somebody before a message of a channel: of somebody else's unless said otherwise. */
export function standing(place: Place, rest: Partial<MessageStanding> = {}): MessageStanding {
  return {
    ...{ userId: 'me', channelId: 'c', teamId: 't', parentId: place.kind === 'thread' ? 'p' : null },
    ...{ isGeneral: false, archived: false, slowModeSeconds: 0, banned: false, withheld: false, apart: false },
    ...{ teamRole: null, channelRole: null, messageId: 'm', authorId: 'somebody' },
    ...place,
    ...rest,
  };
}

/** What the rules say of everybody in a place, spelled as in a line of the tables. */
export function spelled(permission: Permission, place: Place, rest: Partial<MessageStanding> = {}): string {
  const group = (people: Roles[], archived: boolean) =>
    people
      .map(([teamRole, channelRole]) => standing(place, { teamRole, channelRole, archived, ...rest }))
      .map((who) => letters[judge(permission, who)])
      .join('');
  return [false, true].map((archived) => `${group(outside, archived)} ${group(inside, archived)}`).join(' ');
}

/** A table's lines: what they are about, and their cells with one blank between. Above the lines stand only headings. */
export function linesOf(table: string): [Permission, string][] {
  const lines = table.split('\n').filter((line) => /^\w/.test(line));
  return lines.map((line) => {
    const [permission, ...cells] = line.split(/\s+/);
    return [permission as Permission, cells.join(' ')];
  });
}
