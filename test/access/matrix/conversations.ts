import { expectOk } from '../../support/people.js';
import { say, sayAndDelete, sayWithFile, type Room } from './room.js';
import type { Stage } from './stage.js';
import { talkKinds, type RoomKind, type TalkKind } from './tables.js';

type ThreadKind = Exclude<TalkKind, 'DM'>;
const parents: Record<Exclude<ThreadKind, 'thread in a DM'>, RoomKind> = {
  ...{ 'thread in a public': 'public', 'thread in a request': 'request', 'thread in a private': 'private' },
};

/** A DM of three, of whom one will leave the team, and threads in it and in rooms: each under a message of the member’s, opened by the lead. */
export class Conversations {
  readonly shared = {} as Record<TalkKind, Room>;

  private constructor(private readonly stage: Stage) {}

  static async make(stage: Stage): Promise<Conversations> {
    const conversations = new Conversations(stage);
    const { shared } = conversations;
    shared.DM = await conversations.makeDm();
    for (const kind of talkKinds) if (kind !== 'DM') shared[kind] = await conversations.freshThread(kind);
    return conversations;
  }

  /** A thread with a reply of those who follow it, and one that was deleted. */
  async freshThread(kind: ThreadKind): Promise<Room> {
    const { member, lead } = this.stage.people;
    const rootId = await say(member, this.parentOf(kind).id, 'the root');
    const { channelId: id } = expectOk(await lead.rest('POST', `/messages/${rootId}/thread`));
    const messages = {
      member: await say(member, id),
      lead: await say(lead, id),
      deleted: await sayAndDelete(member, id),
    };
    return { id, slug: id, messages, mediaId: await sayWithFile(member, id) };
  }

  private parentOf(kind: ThreadKind): Room {
    return kind === 'thread in a DM' ? this.shared.DM : this.stage.rooms.shared[parents[kind]];
  }

  private async makeDm(): Promise<Room> {
    const { member, lead, ex } = this.stage.people;
    const { channel } = expectOk(await member.rest('POST', '/dms', { userIds: [lead.id, ex.id] }));
    const messages: Record<string, string> = {};
    for (const [name, who] of Object.entries({ member, lead, ex })) messages[name] = await say(who, channel.id);
    messages.deleted = await sayAndDelete(member, channel.id);
    return { id: channel.id, slug: channel.slug, messages, mediaId: await sayWithFile(member, channel.id) };
  }
}
