import type { FactType, Message, User } from '../src/index.js';
import { ModelState } from './model-state.js';
import { mentionsOf, message, NOW, type Member, type Mentioning } from './model-things.js';
import { ModelUploads } from './model-uploads.js';

/**
 * A server in a few dozen lines, for one viewer (`me`), a team and two public channels: positions, condensed `sync`, snapshots, pages and frames
 * as the real one makes them. Everything is read as it is at the moment of the question.
 */
export class Model extends ModelState {
  readonly uploads = new ModelUploads();

  send(channelId: string, author: User, mentioning: Mentioning): Message | undefined {
    if (!this.inChannel(channelId, author.id)) return undefined;
    const list = this.messages[channelId]!;
    const sent = message(channelId, list.length + 1, author, mentioning);
    list.push(sent);
    this.uploads.hangOn(sent);
    this.channelMembers.get(`${channelId}/${author.id}`)!.readSeq = sent.seq;
    this.changeMessage('message.created', sent);
    return sent;
  }

  /** Edits, which may mention others than before, deletes, or reacts to, some message. */
  revise(channelId: string, pick: number, how: 'edit' | 'delete' | 'react', mentioning: Mentioning): void {
    const list = this.messages[channelId]!;
    const revised = list[pick % Math.max(1, list.length)];
    if (!revised || revised.deletedAt) return;
    revised.version += 1;
    if (how === 'react') {
      revised.reactions = [{ emoji: '👍', count: revised.version, userIds: ['other'] }];
      return this.changeReaction(revised);
    }
    revised.body = how === 'delete' ? '' : `v${revised.version} of ${revised.seq}`;
    if (how === 'delete') this.uploads.removeFrom(Object.assign(revised, { deletedAt: NOW }));
    else Object.assign(revised, { mentions: mentionsOf(mentioning), editedAt: NOW });
    this.changeMessage(how === 'delete' ? 'message.deleted' : 'message.updated', revised);
  }

  /** The processing of some upload ends, or what was ready is lost: told to where it hangs, and to its sender alone before. */
  finish(pick: number, state: 'ready' | 'failed'): void {
    const done = this.uploads.finish(pick, state);
    if (!done || done.stream === 'user:other') return;
    const { media, stream } = done;
    const type = state === 'ready' ? 'media.ready' : 'media.failed';
    this.change(stream, type, media.id, () => (this.uploads.has(media) ? { ...media } : undefined));
  }

  /** Somebody answers in the thread under some message, of which the channel hears the new count. */
  answerIn(channelId: string, pick: number): void {
    const list = this.messages[channelId]!;
    const root = list[pick % Math.max(1, list.length)];
    if (!root) return;
    const { version = 0, replyCount = 0 } = root.thread ?? {};
    const ids = { channelId: `thread-${root.id}`, parentId: channelId, rootMessageId: root.id };
    const replierIds = ['other'];
    root.thread = { ...ids, replyCount: replyCount + 1, lastReplyAt: NOW, replierIds, version: version + 1 };
    this.change(`channel:${channelId}`, 'thread.updated', ids.channelId, () => ({ ...root.thread! }));
  }

  read(channelId: string, pick: number): void {
    const mine = this.channelMembers.get(`${channelId}/me`)!;
    const seq = Math.min(pick, this.messages[channelId]!.length);
    if (!this.inChannel(channelId, 'me') || seq <= mine.readSeq) return;
    mine.readSeq = seq;
    this.changeMark(channelId);
  }

  /** Sets my mark back to before some message. */
  unread(channelId: string, pick: number): void {
    const mine = this.channelMembers.get(`${channelId}/me`)!;
    const newest = this.messages[channelId]!.length;
    if (!this.inChannel(channelId, 'me') || newest === 0) return;
    Object.assign(mine, { readSeq: pick % newest, readVersion: mine.readVersion + 1, resetSeq: newest });
    this.changeMark(channelId);
  }

  prefer(channelId: string): void {
    const mine = this.channelMembers.get(`${channelId}/me`)!;
    if (!mine.joined) return;
    mine.notify = mine.notify === 'all' ? 'none' : 'all';
    mine.preferencesVersion += 1;
    this.change('user:me', 'channel.preferences', `wishes ${channelId}`, () => this.preferences(channelId));
  }

  rename(): void {
    this.me.version += 1;
    this.me.displayName = `me ${this.me.version}`;
    this.change('user:me', 'me.updated', 'me', () => ({ ...this.me }));
  }

  renameChannel(channelId: string): void {
    const renamed = this.channels[channelId]!;
    renamed.version += 1;
    renamed.name = `${channelId} ${renamed.version}`;
    this.change('team:t', 'channel.updated', channelId, () => ({ ...renamed }));
  }

  /** Joins or leaves a channel. */
  turnChannel(channelId: string, userId: string): void {
    const user = userId === 'me' ? this.me : this.other;
    const membership = this.channelMembers.get(`${channelId}/${userId}`)!;
    if (!this.teamMembers.get(userId)!.joined) return;
    this.turn(membership, channelId);
    const streams = [`channel:${channelId}`, ...(user === this.me ? ['user:me'] : [])];
    const type = membership.joined ? 'channel.member.joined' : 'channel.member.left';
    for (const stream of streams) {
      this.change(stream, type, `${channelId}/${userId}`, () =>
        type === 'channel.member.joined'
          ? this.channelMember(channelId, userId)
          : { channelId, userId, version: membership.version },
      );
    }
  }

  /** Joins or leaves the team, and with it its channels, of which only the team's stream tells. */
  turnTeam(userId: string): void {
    const membership = this.teamMembers.get(userId)!;
    membership.joined = !membership.joined;
    membership.version += 1;
    for (const channelId of ['c1', 'c2']) {
      const inIt = this.channelMembers.get(`${channelId}/${userId}`)!;
      if (inIt.joined !== membership.joined) this.turn(inIt, channelId);
    }
    this.changeTeamMember(membership.joined ? 'team.member.joined' : 'team.member.removed', userId);
  }

  changeRole(userId: string): void {
    const membership = this.teamMembers.get(userId)!;
    if (!membership.joined) return;
    membership.role = membership.role === 'member' ? 'admin' : 'member';
    membership.version += 1;
    this.changeTeamMember('team.member.updated', userId);
  }

  private turn(membership: Member<string>, channelId: string): void {
    const head = this.messages[channelId]!.length;
    Object.assign(membership, { joined: !membership.joined, version: membership.version + 1 });
    if (membership.joined) membership.readSeq = head;
  }

  private changeMessage(type: FactType, message: Message): void {
    this.change(`channel:${message.channelId}`, type, message.id, () => ({ ...message }));
  }

  private changeReaction({ channelId, id, seq }: Message): void {
    this.change(`channel:${channelId}`, 'reaction.added', `reaction on ${id}`, () => ({
      ...{ id: `reaction on ${id}`, messageId: id, channelId, emoji: '👍', userId: 'other' },
      message: { ...this.messages[channelId]![seq - 1]! },
    }));
  }

  private changeMark(channelId: string): void {
    this.change('user:me', 'channel.read_mark', `mark ${channelId}`, () => this.readMark(channelId));
  }

  private changeTeamMember(type: FactType, userId: string): void {
    const streams = ['team:t', ...(userId === 'me' ? ['user:me'] : [])];
    for (const stream of streams) {
      this.change(stream, type, `t/${userId}`, () =>
        type === 'team.member.removed'
          ? { teamId: 't', userId, version: this.teamMembers.get(userId)!.version }
          : this.teamMember(userId),
      );
    }
  }
}
