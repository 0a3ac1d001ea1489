import { expectOk, nonce, type Person } from '../../support/people.js';
import { actorNames, guests, notInChannels, onlyInTeam, type Caller } from './actors.js';
import { say, sayAndDelete, sayWithFile, type Room } from './room.js';
import type { Stage } from './stage.js';
import { roomKinds, type RoomKind } from './tables.js';

const isListedFreely = (kind: RoomKind) => kind.endsWith('public');

/** Who has to be there beside the host and the caller. */
export interface Needs {
  member: boolean;
  moderator: boolean;
  banned: boolean;
  asked: boolean;
}

/** The rooms of a team that its lines are tried in: a shared one of each kind for what is refused, and a fresh one for what uses it up. */
export class Rooms {
  readonly shared = {} as Record<RoomKind, Room>;

  private constructor(private readonly stage: Stage) {}

  static async make(stage: Stage): Promise<Rooms> {
    const rooms = new Rooms(stage);
    for (const kind of roomKinds) rooms.shared[kind] = await rooms.makeShared(kind);
    return rooms;
  }

  /** A channel of the host's in which this caller stands as the tables say, to be used up, with those in it alone whom the line needs. */
  async fresh(kind: RoomKind, caller: Caller, needs: Needs): Promise<Room> {
    const { host, member, visitor, lead, banned } = this.stage.people;
    const room = await this.make(kind);
    const own = this.stage.as(caller);
    const isOut = caller === 'anon' || notInChannels.includes(caller);
    const inside = new Set([...(needs.member ? [member] : []), ...(needs.moderator ? [lead] : [])]);
    if (own && own !== host && !isOut) inside.add(own);
    for (const one of inside)
      if (!isListedFreely(kind) || (one === own && guests.includes(caller))) await this.add(room, one);
    if (own && isOut && isListedFreely(kind) && !guests.includes(caller))
      expectOk(await own.rest('POST', `/channels/${room.id}/leave`));
    if (needs.banned) expectOk(await host.rest('POST', `/channels/${room.id}/bans`, { userId: banned.id }));
    if (needs.asked) room.requestId = expectOk(await visitor.rest('POST', `/channels/${room.id}/join-requests`, {})).id;
    await this.finish(kind, room, inside.has(lead));
    return room;
  }

  private async makeShared(kind: RoomKind): Promise<Room> {
    const { people } = this.stage;
    const { host, banned, visitor, member } = people;
    const room = await this.make(kind);
    for (const name of actorNames) {
      const who = people[name];
      if (name === 'outsider' || onlyInTeam.includes(name)) continue;
      if (who !== host && (!isListedFreely(kind) || guests.includes(name))) await this.add(room, who);
      room.messages[name] = await say(who, room.id);
    }
    room.mediaId = await sayWithFile(member, room.id);
    room.messages.deleted = await sayAndDelete(member, room.id);
    for (const name of notInChannels) expectOk(await this.stage.as(name)!.rest('POST', `/channels/${room.id}/leave`));
    expectOk(await host.rest('POST', `/channels/${room.id}/bans`, { userId: banned.id }));
    if (kind.endsWith('request'))
      room.requestId = expectOk(await visitor.rest('POST', `/channels/${room.id}/join-requests`, {})).id;
    await this.finish(kind, room, true);
    return room;
  }

  private async make(kind: RoomKind): Promise<Room> {
    const visibility = kind.split(' ').at(-1);
    const voice = kind.startsWith('voice') ? { kind: 'voice' } : {};
    const input = { teamId: this.stage.teamId, name: `Room ${nonce()}`, visibility, ...voice };
    const { id, slug } = expectOk(await this.stage.people.host.rest('POST', '/channels', input));
    return { id, slug, messages: {} };
  }

  private async add(room: Room, { id: userId }: Person): Promise<void> {
    expectOk(await this.stage.people.host.rest('POST', `/channels/${room.id}/members`, { userId }));
  }

  private async finish(kind: RoomKind, { id }: Room, led: boolean): Promise<void> {
    const { host, lead } = this.stage.people;
    if (led) expectOk(await host.rest('PATCH', `/channels/${id}/members/${lead.id}`, { role: 'moderator' }));
    if (kind.startsWith('archived')) expectOk(await host.rest('POST', `/channels/${id}/archive`));
  }
}
