import type {
  ChannelPolicy,
  InstallationPolicy,
  MediaPolicy,
  MessagePolicy,
  TeamPolicy,
  UserPolicy,
  Policy,
} from './policy.js';
import type { ChannelRole, TeamRole } from './roles.js';

// The two presets: a teacher stands where a moderator does; a student where a member does, but makes no channels.
const EVERYONE = ['owner', 'admin', 'moderator', 'teacher', 'member', 'student', 'guest'] as const;
const CREATORS = ['owner', 'admin', 'moderator', 'teacher', 'member'] as const;
const MODERATORS = ['owner', 'admin', 'moderator', 'teacher'] as const;
const ADMINS = ['owner', 'admin'] as const;
const OWNERS = ['owner'] as const;
const NOBODY = [] as const;

const MEMBERS = ['host', 'moderator', 'member'] as const;
const LEADERS = ['host', 'moderator'] as const;
const HOSTS = ['host'] as const;

const self: UserPolicy = { on: 'user' };
const onInstallation: InstallationPolicy = { on: 'installation' };
const inTeam = (team: readonly TeamRole[], named: 'path' | 'input' = 'path'): TeamPolicy => ({
  on: 'team',
  team,
  named,
});

type Terms = Partial<Pick<ChannelPolicy, 'team' | 'visitors' | 'live' | 'kinds'>>;
const withTerms = (channel: readonly ChannelRole[], terms: Terms): Omit<ChannelPolicy, 'on'> => ({
  ...{ channel, team: NOBODY, visitors: false, live: false, kinds: 'any' as const },
  ...terms,
});
const inChannel = (channel: readonly ChannelRole[], terms: Terms = {}): ChannelPolicy => ({
  on: 'channel',
  ...withTerms(channel, terms),
});
const inRoom = (channel: readonly ChannelRole[], terms: Terms = {}): ChannelPolicy =>
  inChannel(channel, { kinds: 'rooms', ...terms });
const onMessage = (channel: readonly ChannelRole[], terms: Terms = {}): MessagePolicy => ({
  ...{ on: 'message', author: false },
  ...withTerms(channel, terms),
});
const onMedia: MediaPolicy = { on: 'media', unsent: false };
const onUnsent: MediaPolicy = { on: 'media', unsent: true };
const byAuthor = (policy: MessagePolicy): MessagePolicy => ({ ...policy, author: true });

/**
 * Who may do what: the one table, closed by default. A key is at once the permission, the socket command and the operation's id.
 * Printed as docs/permissions.md.
 */
export const policies = {
  sync: self,
  'home.open': self,
  'me.open': self,
  'me.update': self,
  'status.set': self,
  'me.verify_email': self,
  'me.change_email': self,
  'me.change_password': self,
  'me.delete': self,
  'me.export': self,
  'mail_preferences.open': self,
  'mail_preferences.set': self,
  'avatar.open': self,
  'avatar.set': self,
  'avatar.remove': self,
  'user.list': self,
  'user.open': self,
  'user.interacted': self,
  'session.refresh': self,
  'session.list': self,
  'session.revoke': self,
  'session.revoke_others': self,
  'session.logout': self,
  'identity.list': self,
  'identity.link': self,
  'identity.unlink': self,
  'second_factor.open': self,
  'second_factor.enrol': self,
  'second_factor.confirm': self,
  'second_factor.renew_codes': self,
  'second_factor.disable': self,

  'team.create': self,
  'team.list': self,
  'team.open': inTeam(EVERYONE),
  'team.update': inTeam(ADMINS),
  'team.delete': inTeam(OWNERS),
  'team.hand_over': inTeam(OWNERS),
  'team.icon.open': inTeam(EVERYONE),
  'team.icon.set': inTeam(ADMINS),
  'team.icon.remove': inTeam(ADMINS),
  'team.member.list': inTeam(EVERYONE),
  'team.member.add': inTeam(ADMINS),
  'team.member.update': inTeam(ADMINS),
  /** Oneself always: that is leaving. Others only by those who stand above them. */
  'team.member.remove': { ...inTeam(EVERYONE), evenWithheld: true }, // for leaving
  'team.member.ban': inTeam(MODERATORS),
  'team.member.unban': inTeam(MODERATORS),
  'team.ban.list': inTeam(MODERATORS),
  'team.notify': inTeam(MODERATORS),
  'team.notification.list': inTeam(EVERYONE),
  'team.audit.list': inTeam(OWNERS),

  'invitation.create': inTeam(MODERATORS),
  'invitation.list': inTeam(MODERATORS),
  'invitation.revoke': inTeam(MODERATORS),
  'invitation.accept': self,

  'channel.list': self,
  'channel.create': { ...inTeam(CREATORS, 'input'), setting: 'channelCreation' },
  'channel.open': inChannel(MEMBERS, { visitors: 'listed' }),
  'channel.update': inRoom(HOSTS, { team: ADMINS, live: true }),
  'channel.archive': inRoom(HOSTS, { team: ADMINS }),
  'channel.delete': inRoom(HOSTS, { team: ADMINS }),
  'channel.join': inRoom(MEMBERS, { visitors: 'listed', live: true }),
  'channel.leave': inRoom(MEMBERS),
  'channel.read': inChannel(MEMBERS),
  'channel.unread': inChannel(MEMBERS),
  'channel.preferences': inChannel(MEMBERS),
  'channel.member.list': inChannel(MEMBERS, { visitors: 'public' }),
  'channel.member.add': inRoom(MEMBERS, { live: true }),
  'channel.member.update': inRoom(HOSTS, { team: ADMINS }),
  'channel.member.remove': inRoom(LEADERS, { team: ADMINS }),
  'channel.member.ban': inRoom(LEADERS, { team: ADMINS }),
  'channel.member.unban': inRoom(LEADERS, { team: ADMINS }),
  'channel.ban.list': inRoom(LEADERS, { team: ADMINS }),

  'join_request.create': inRoom(MEMBERS, { visitors: 'listed', live: true }),
  'join_request.list': inRoom(LEADERS, { team: ADMINS }),
  'join_request.approve': inRoom(LEADERS, { team: ADMINS, live: true }),
  'join_request.deny': inRoom(LEADERS, { team: ADMINS }),

  'dm.open': self,
  'dm.send': self,
  'dm.list': self,
  'dm.view': inChannel(MEMBERS, { kinds: 'direct' }),
  'dm.close': inChannel(MEMBERS, { kinds: 'direct' }),

  'message.send': inChannel(MEMBERS, { live: true }),
  'message.mention_everyone': { ...inChannel(LEADERS, { team: MODERATORS, live: true }), implied: true },
  /** Sending again before the pause of a channel in slow mode is over. */
  'message.skip_slow_mode': { ...inChannel(LEADERS, { team: MODERATORS, live: true }), implied: true },
  'message.list': inChannel(MEMBERS, { visitors: 'public' }),
  'message.recent': self,
  'message.open': onMessage(MEMBERS, { visitors: 'public' }),
  'message.edit': byAuthor(onMessage(NOBODY, { live: true })),
  'message.delete': byAuthor(onMessage(LEADERS, { team: MODERATORS, live: true })),
  'message.history': onMessage(MEMBERS),
  /** Reading what a message said that was deleted. */
  'message.history_deleted': { ...onMessage(LEADERS, { team: MODERATORS }), implied: true },
  'message.pin': onMessage(MEMBERS, { live: true }),
  'message.unpin': onMessage(MEMBERS, { live: true }),
  'pin.list': inChannel(MEMBERS, { visitors: 'public' }),
  'mention.list': self,

  'thread.open': onMessage(MEMBERS, { live: true }),
  'thread.view': onMessage(MEMBERS, { visitors: 'public' }),
  'thread.list': inChannel(MEMBERS, { visitors: 'public' }),
  'thread.follow': inChannel(MEMBERS, { kinds: 'thread' }),
  'thread.unfollow': inChannel(MEMBERS, { kinds: 'thread' }),

  'reaction.add': onMessage(MEMBERS, { live: true }),
  'reaction.remove': onMessage(MEMBERS, { live: true }),
  'reaction.list': onMessage(MEMBERS, { visitors: 'public' }),

  'presence.set': self,
  'presence.list': self,
  'team.presence.list': inTeam(EVERYONE),
  'typing.start': inChannel(MEMBERS, { live: true }),
  'typing.stop': inChannel(MEMBERS, { live: true }),

  'media.upload': self,
  'media.link': self,
  /** What was sent in a channel. */
  'media.list': inChannel(MEMBERS, { visitors: 'public' }),
  'media.status': onMedia,
  'media.content': onMedia,
  'media.thumbnail': onMedia,
  'media.delete': onUnsent,

  'search.messages': self,

  'voice.list': inChannel(MEMBERS, { visitors: 'listed', kinds: 'calls' }),
  'voice.join': inChannel(MEMBERS, { live: true, kinds: 'calls' }),
  'voice.leave': inChannel(MEMBERS, { kinds: 'calls' }),
  'voice.state': inChannel(MEMBERS, { live: true, kinds: 'calls' }),
  'voice.signal': inChannel(MEMBERS, { live: true, kinds: 'calls' }),
  'voice.decline': inChannel(MEMBERS, { kinds: 'direct' }),
  'voice.mute': inChannel(LEADERS, { team: MODERATORS, live: true, kinds: 'voice' }),
  'voice.remove': inChannel(LEADERS, { team: MODERATORS, live: true, kinds: 'voice' }),
  'voice.ice_servers': self,

  'installation.user.list': onInstallation,
  'installation.user.disable': onInstallation,
  'installation.user.enable': onInstallation,
  'installation.owner.add': onInstallation,
  'installation.owner.remove': onInstallation,
  'installation.audit.list': onInstallation,
  'installation.node.open': onInstallation,
  'installation.storage.open': onInstallation,
  'installation.queue.list': onInstallation,
  'installation.dead_letter.list': onInstallation,
  'installation.dead_letter.retry': onInstallation,
  'installation.dead_letter.delete': onInstallation,
} as const satisfies Record<string, Policy>;

/** A permission: the name of a policy, of a socket command and of a REST operation. */
export type Permission = keyof typeof policies;
