import { accountTable } from './tables/account.js';
import { archivedPrivate, archivedPublic, archivedRequest } from './tables/archived.js';
import { groupDm, threadInDm } from './tables/dms.js';
import { generalTable } from './tables/general.js';
import { installationTable } from './tables/installation.js';
import { privateRoom, publicRoom, publicVoiceRoom, requestRoom } from './tables/rooms.js';
import { teamTable } from './tables/team.js';
import { threadInPrivate, threadInPublic } from './tables/threads.js';

/** The channels of each kind that the matrix is tried in, with the table of each. */
export const roomTables = {
  public: publicRoom,
  request: requestRoom,
  private: privateRoom,
  'archived public': archivedPublic,
  'archived request': archivedRequest,
  'archived private': archivedPrivate,
  'voice public': publicVoiceRoom,
};

/** Threads, and conversations of no team. */
export const talkTables = {
  'thread in a public': threadInPublic,
  'thread in a request': threadInPrivate, // who may not read the room does not find it, whether they see the room or not
  'thread in a private': threadInPrivate,
  DM: groupDm,
  'thread in a DM': threadInDm,
};

export type RoomKind = keyof typeof roomTables;
export type TalkKind = keyof typeof talkTables;
export const roomKinds = Object.keys(roomTables) as RoomKind[];
export const talkKinds = Object.keys(talkTables) as TalkKind[];

export const allTables = [
  ...[accountTable, installationTable, teamTable, generalTable],
  ...Object.values(roomTables),
  ...Object.values(talkTables),
];
