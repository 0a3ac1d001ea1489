/** Everybody who is asked, with their role in the team; in a channel they stand as tables/rooms.ts says. */
export const actors = {
  outsider: undefined,
  ex: 'member',
  barred: 'member',
  banned: 'member',
  guest: 'guest',
  guestIn: 'guest',
  student: 'student',
  visitor: 'member',
  member: 'member',
  lead: 'member',
  host: 'member',
  teacher: 'teacher',
  moderator: 'moderator',
  moderatorIn: 'moderator',
  admin: 'admin',
  adminIn: 'admin',
  owner: 'owner',
} as const;
export type Actor = keyof typeof actors;
/** Beside them nobody, and the owner of the installation, who is in no team. */
export type Caller = Actor | 'anon' | 'installer';
export const actorNames = Object.keys(actors) as Actor[];

/** They are in the team and not, or not any more, in the channels. */
export const notInChannels: readonly Caller[] = ['guest', 'visitor', 'moderator', 'admin', 'owner'];
/** They come into channels only when somebody brings them. */
export const guests: readonly Caller[] = ['guest', 'guestIn'];
/** They stand for nothing in a channel that others do not. */
export const onlyInTeam: readonly Caller[] = ['student', 'teacher'];

/** People in the wings: whom lines are about, and who sets the stage. */
export const extras = {
  /** The first to register, whose the installation is, and who is in no team. */
  installer: undefined,
  /** A second owner, so that the first is not the last, with a team of their own. */
  second: 'owner',
  /** Somebody who comes and goes as a line needs them. */
  extra: undefined,
  /** Another student, and another teacher. */
  pupil: 'student',
  tutor: 'teacher',
  /** They were a moderator and an admin until they were banned. */
  barredModerator: 'moderator',
  barredAdmin: 'admin',
} as const;
export type Extra = keyof typeof extras;
