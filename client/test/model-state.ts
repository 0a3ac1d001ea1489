import type {
  Channel,
  ChannelMember,
  Me,
  Message,
  MessagePage,
  StreamId,
  Team,
  TeamMember,
  User,
} from '../src/index.js';
import { ModelLog } from './model-log.js';
import {
  asUser,
  channel,
  member,
  mentionsMe,
  myself,
  NOW,
  pageOf,
  person,
  team,
  teamMember,
  type Member,
  type PageAsked,
} from './model-things.js';

/** What there is in the model, and how it is told: who hears a stream, what one begins with, pages. */
export abstract class ModelState extends ModelLog {
  readonly me: Me = myself();
  readonly other: User = person('other');
  readonly team: Team = team('t');
  readonly channels: Record<string, Channel> = { c1: channel('c1'), c2: channel('c2') };
  readonly messages: Record<string, Message[]> = { c1: [], c2: [] };
  protected readonly teamMembers = new Map<string, Member<TeamMember['role']>>();
  protected readonly channelMembers = new Map<string, Member<ChannelMember['role']>>();

  constructor() {
    super(['user:me', 'team:t', 'channel:c1', 'channel:c2']);
    for (const user of [this.me, this.other]) {
      this.teamMembers.set(user.id, member(user, 'member'));
      for (const id of ['c1', 'c2']) this.channelMembers.set(`${id}/${user.id}`, member(user, 'member'));
    }
  }

  page(channelId: string, asked: PageAsked): MessagePage {
    return pageOf(this.messages[channelId]!, asked);
  }

  roster(): TeamMember[] {
    return [...this.teamMembers].filter(([, { joined }]) => joined).map(([userId]) => this.teamMember(userId));
  }

  protected override isMine(stream: StreamId): boolean {
    if (stream === 'user:me') return true;
    return stream === 'team:t'
      ? this.teamMembers.get('me')!.joined
      : this.inChannel(stream.slice('channel:'.length), 'me');
  }

  protected inChannel(channelId: string, userId: string): boolean {
    return this.channelMembers.get(`${channelId}/${userId}`)!.joined;
  }

  protected override snapshot(stream: StreamId): object {
    if (stream === 'user:me') return { me: this.me };
    if (stream === 'team:t') {
      return { team: this.team, membership: this.teamMember('me'), channels: Object.values(this.channels) };
    }
    const channelId = stream.slice('channel:'.length);
    const seq = this.messages[channelId]!.length;
    const [membership, readMark] = [this.channelMember(channelId, 'me'), this.readMark(channelId)];
    const preferences = this.preferences(channelId);
    return { channel: this.channels[channelId], membership, readMark, preferences, seq, counted: seq };
  }

  protected readMark(channelId: string) {
    const { readSeq, readVersion, resetSeq } = this.channelMembers.get(`${channelId}/me`)!;
    const unread = this.messages[channelId]!.filter(({ seq, deletedAt }) => seq > readSeq && !deletedAt);
    const mentions = unread.filter(mentionsMe).map(({ seq }) => seq);
    return { channelId, seq: readSeq, counted: readSeq, version: readVersion, resetSeq, mentions };
  }

  protected preferences(channelId: string) {
    const { notify, preferencesVersion: version } = this.channelMembers.get(`${channelId}/me`)!;
    return { channelId, notify, muted: false, closedSeq: null, version };
  }

  protected teamMember(userId: string): TeamMember {
    return teamMember('t', this.teamMembers.get(userId)!);
  }

  protected channelMember(channelId: string, userId: string): ChannelMember {
    const { role, version, user } = this.channelMembers.get(`${channelId}/${userId}`)!;
    return { channelId, user: asUser(user), role, joinedAt: NOW, version };
  }
}
