import { deadLetter } from '../../support/dead-letters.js';
import { expectOk, nonce, person, type Person } from '../../support/people.js';
import { formWith, PIXEL } from '../../support/uploads.js';
import type { Actor, Caller, Extra } from './actors.js';
import { operations } from './operations.js';
import { freshMessage, textFile, type Room } from './room.js';
import type { Stage } from './stage.js';
import type { RoomKind, TalkKind } from './tables.js';
import type { Ids } from './types.js';

/** What a cell is tried with: by `who`, with these ids. */
export interface Tried {
  who: Person | undefined;
  ids: Ids;
}

/** What people reach of their own, or by a code or a name that they hold. */
export async function ownThings(stage: Stage, name: string, caller: Caller, granted: boolean): Promise<Tried> {
  const { people, general, hidden, rooms } = stage;
  const { extra, visitor } = people;
  const who = stage.as(caller);
  const code = name.startsWith('invitation.') ? await codeInto(stage, name) : '';
  const ids: Ids = {
    ...{ code, publicId: general.id, privateId: hidden.id, username: extra.username, password: extra.password },
    ...{ mateId: visitor.id, messageId: rooms.shared.public.messages.member!, unseenId: hidden.messages.host! },
    userId: name.endsWith('oneself') && who ? who.id : visitor.id,
  };
  // A link of nobody's: what the links of mails do is told by the tests of accounts.
  Object.assign(ids, { linkToken: 'x'.repeat(43), token: 'x' });
  if (who) ids.accessToken = who.accessToken;
  if (spendsAccount(name) && granted) return newcomer(stage, ids);
  if (who) ids.ownPassword = who.password;
  if (name.startsWith('media.') && name !== 'media.upload')
    ids.mediaId = (await textFile(name.includes('another’s') || !who ? visitor : who)).id;
  if (name === 'avatar.open' && granted) expectOk(await visitor.rest('PUT', '/me/avatar', formWith(PIXEL)));
  if (name === 'auth.refresh') ids.refreshToken = (await stage.signIn(extra)).person.refreshToken;
  if (name === 'session.revoke') ids.sessionId = (await stage.signIn(who ?? extra)).sessionId;
  if (name === 'session.logout' && who && granted) return { who: (await stage.signIn(who)).person, ids };
  return { who, ids };
}

const spendsAccount = (name: string) =>
  /^(me\.(change_password|change_email|delete)|session\.revoke_others)$/.test(name);

/** Whoever stands in for callers whose account is used up: what it is part of makes no difference to these. */
async function newcomer({ app }: Stage, ids: Ids): Promise<Tried> {
  const who = await (await person(app.url, 'newcomer')).connect();
  return { who, ids: { ...ids, ownPassword: who.password } };
}

/** What a line about the installation needs: somebody new each time that it is granted, for it may shut them out. */
export async function ofInstallation(stage: Stage, name: string, caller: Caller, granted: boolean): Promise<Tried> {
  const who = stage.as(caller);
  if (name.endsWith('of nobody') || name.endsWith('of nothing'))
    return { who, ids: { userId: nonce(), deadLetterId: nonce() } };
  const spare = granted ? await person(stage.app.url, 'spare') : stage.people.extra;
  if (name.includes('dead_letter')) return { who, ids: { deadLetterId: await deadLetter(stage.app.database) } };
  if (name === 'installation.owner.remove' && granted)
    expectOk(await who!.rest('PUT', `/installation/owners/${spare.id}`));
  return { who, ids: { userId: spare.id } };
}

/** Of a team of nobody else’s where it is to be used: whoever met in one would share it in other lines. */
async function codeInto({ people, teamId }: Stage, name: string): Promise<string> {
  const { second } = people;
  const apart = name === 'invitation.accept';
  const into = apart ? expectOk(await second.rest('POST', '/teams', { name: 'Inviting' })).id : teamId;
  return expectOk(await second.rest('POST', `/teams/${into}/invitations`, {})).code;
}

/** Others of the same role, whom a caller of that role can be tried on. */
const standIns: Record<string, Actor | Extra> = {
  ...{ guest: 'guestIn', student: 'pupil', member: 'visitor', teacher: 'tutor', moderator: 'moderatorIn' },
  ...{ admin: 'adminIn', owner: 'second', stranger: 'outsider' },
};
const barredAs: Record<string, Actor | Extra> = {
  ...{ member: 'barred', moderator: 'barredModerator', admin: 'barredAdmin', nobody: 'visitor' },
};

/** What a line about a team needs. */
export async function inTeam(stage: Stage, name: string, caller: Caller, granted: boolean): Promise<Tried> {
  const { teamId, people, hidden, strict } = stage;
  const { second, outsider } = people;
  const who = stage.as(caller);
  const ids: Ids = { teamId, slug: hidden.slug };
  if (name.startsWith('channel.create where'))
    return { who, ids: { teamId: strict[name.includes('moderators') ? 'moderators' : 'admins'] } };
  if (name.startsWith('team.hand_over') && !granted)
    return { who, ids: { ...ids, userId: name.endsWith('stranger') ? outsider.id : second.id } };
  if (operations[name]!.spends === 'team' && granted) {
    const { id } = expectOk(await who!.rest('POST', '/teams', { name: 'To be spent' }));
    expectOk(await who!.rest('POST', `/teams/${id}/members`, { userId: second.id }));
    return { who, ids: { teamId: id, userId: second.id } };
  }
  // Who may open it finds one, whatever lines went before.
  if (name === 'team.icon.open' && granted)
    expectOk(await second.rest('PUT', `/teams/${teamId}/icon`, formWith(PIXEL)));
  if (name.startsWith('team.member.')) return aboutMember(stage, name, caller, granted);
  if (name.startsWith('invitation.revoke')) {
    const role = name.endsWith('admin') ? 'admin' : 'member';
    const invitation = expectOk(await second.rest('POST', `/teams/${teamId}/invitations`, { role }));
    return { who, ids: { ...ids, invitationId: invitation.id } };
  }
  return { who, ids };
}

async function aboutMember(stage: Stage, name: string, caller: Caller, granted: boolean): Promise<Tried> {
  const { teamId, people } = stage;
  const { extra, second, barred } = people;
  const who = stage.as(caller);
  const at = (userId: string): Tried => ({ who, ids: { teamId, userId } });
  if (name.endsWith('of a banned person')) return at(barred.id);
  if (name.startsWith('team.member.add')) return at(await stage.placeExtra(undefined));
  const [verb, whom] = name.split(' ');
  if (whom === undefined) return at('');
  if (verb === 'team.member.unban') {
    if (!granted) return at(people[barredAs[whom]!].id);
    const userId = await stage.placeExtra(whom);
    expectOk(await second.rest('POST', `/teams/${teamId}/bans`, { userId }));
    return at(userId);
  }
  if (whom === 'oneself') {
    if (!granted) return at((who ?? people.member).id);
    const userId = await stage.placeExtra(caller); // in a team's table a caller's name is their role
    return { who: extra, ids: { teamId, userId } };
  }
  if (!granted) return at(people[standIns[whom]!].id);
  return at(await stage.placeExtra(whom === 'stranger' ? undefined : whom));
}

/** Whom a line about a channel is about, by how its name ends. */
const targets: [RegExp, Actor][] = [
  [/of a guest$/, 'guest'],
  [/a banned person$/, 'banned'],
  [/(a visitor|unban nobody)$/, 'visitor'],
  [/its host$/, 'host'],
  [/its moderator$/, 'lead'],
  [/an admin$/, 'adminIn'],
];

/** What a line names in this channel. */
export function roomIds({ teamId, people }: Stage, room: Room, name: string, caller: Caller): Ids {
  const target = people[targets.find(([pattern]) => pattern.test(name))?.[1] ?? 'member'];
  const own = caller === 'anon' ? target : people[caller];
  return {
    ...{ teamId, channelId: room.id, slug: room.slug, userId: name.endsWith('oneself') ? own.id : target.id },
    messageId: messageOf(room, name, caller),
    mediaId: room.mediaId ?? '',
    requestId: name.endsWith('of nobody') ? nonce() : (room.requestId ?? nonce()),
    emoji: '👍',
    peopleIds: [people.member, people.lead, people.ex].map(({ id }) => id).join(' '),
  };
}

/** Somebody else’s unless the line says otherwise. */
function messageOf({ messages }: Room, name: string, caller: Caller): string {
  const author = name.endsWith('a deleted one') ? 'deleted' : authorOf(name, caller);
  return messages[author] ?? messages.member ?? '';
}

function authorOf(name: string, caller: Caller): string {
  if (name.endsWith('one’s own')) return caller;
  return caller === 'member' && name.endsWith('another’s') ? 'lead' : 'member';
}

/** What a line about a room needs. */
export async function inRoom(
  stage: Stage,
  kind: RoomKind,
  { name, caller, granted }: { name: string; caller: Caller; granted: boolean },
): Promise<Tried> {
  const { spends } = operations[name]!;
  const needs = {
    member: /(a member|to moderator|to host|leave)$/.test(name),
    moderator: name.endsWith('its moderator'),
    banned: name.endsWith('a banned person'),
    asked: name.endsWith('of a visitor'),
  };
  const isFresh = granted && spends === 'channel';
  const room = isFresh ? await stage.rooms.fresh(kind, caller, needs) : stage.rooms.shared[kind];
  return withMessage(stage, room, { name, caller, granted });
}

/** What a line about a DM or a thread needs. */
export async function inTalk(
  stage: Stage,
  kind: TalkKind,
  { name, caller, granted }: { name: string; caller: Caller; granted: boolean },
): Promise<Tried> {
  const { conversations } = stage;
  // Whoever says something in a thread follows it from then on.
  const isFresh = granted && kind !== 'DM' && (operations[name]!.spends === 'channel' || name === 'message.send');
  const room = isFresh ? await conversations.freshThread(kind) : conversations.shared[kind];
  return withMessage(stage, room, { name, caller, granted });
}

async function withMessage(
  stage: Stage,
  room: Room,
  { name, caller, granted }: { name: string; caller: Caller; granted: boolean },
): Promise<Tried> {
  const ids = roomIds(stage, room, name, caller);
  const author = authorOf(name, caller) as Caller;
  if (granted && operations[name]!.spends === 'message') ids.messageId = await freshMessage(room, stage.as(author)!);
  return { who: stage.as(caller), ids };
}
