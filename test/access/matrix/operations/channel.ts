import { nonce } from '../../../support/people.js';
import { fresh, variants, type Operation } from '../types.js';

const members: Record<string, Operation> = {
  'channel.member.list': { rest: ['GET /channels/:channelId/members'], command: 'channel.member.list' },
  ...variants('channel.member.add', ['of a guest', 'of a banned person'], {
    rest: ['POST /channels/:channelId/members'],
    command: 'channel.member.add',
    input: ({ userId }) => ({ userId }),
    spends: 'channel',
  }),
  ...Object.fromEntries(
    ['moderator', 'host'].map((role): [string, Operation] => [
      `channel.member.update to ${role}`,
      {
        rest: ['PATCH /channels/:channelId/members/:userId'],
        command: 'channel.member.update',
        input: () => ({ role }),
        spends: 'channel',
      },
    ]),
  ),
  ...variants('channel.member.remove', ['a member', 'its moderator', 'its host'], {
    rest: ['DELETE /channels/:channelId/members/:userId'],
    command: 'channel.member.remove',
    spends: 'channel',
  }),
  'channel.ban.list': { rest: ['GET /channels/:channelId/bans'], command: 'channel.ban.list' },
  ...variants('channel.member.ban', ['a member', 'a visitor', 'its moderator', 'its host', 'an admin', 'oneself'], {
    rest: ['POST /channels/:channelId/bans'],
    command: 'channel.member.ban',
    input: ({ userId }) => ({ userId, reason: fresh('because') }),
    spends: 'channel',
  }),
  ...variants('channel.member.unban', ['a banned person', 'nobody'], {
    rest: ['DELETE /channels/:channelId/bans/:userId'],
    command: 'channel.member.unban',
    spends: 'channel',
  }),
};

const requests: Record<string, Operation> = {
  'join_request.create': {
    rest: ['POST /channels/:channelId/join-requests'],
    command: 'join_request.create',
    input: () => ({ message: 'Let me in.' }),
    spends: 'channel',
  },
  'join_request.list': { rest: ['GET /channels/:channelId/join-requests'], command: 'join_request.list' },
  ...variants('join_request.approve', ['of a visitor', 'of nobody'], {
    rest: ['POST /channels/:channelId/join-requests/:requestId/approve'],
    command: 'join_request.approve',
    spends: 'channel',
  }),
  ...variants('join_request.deny', ['of a visitor', 'of nobody'], {
    rest: ['POST /channels/:channelId/join-requests/:requestId/deny'],
    command: 'join_request.deny',
    spends: 'channel',
  }),
};

/** What is asked of a channel, beside what is said in it. */
export const channelOperations: Record<string, Operation> = {
  'channel.open': { rest: ['GET /channels/:channelId'], command: 'channel.open' },
  'channel.open by its short name': {
    rest: ['GET /teams/:teamId/channels/by-slug/:slug'],
    command: 'channel.open',
  },
  'channel.open with what is said': {
    rest: ['GET /channels/:channelId'],
    command: 'channel.open',
    input: () => ({ include: ['messages'] }),
    permission: ['message.list'],
  },
  'channel.open with who is in it': {
    rest: ['GET /channels/:channelId'],
    command: 'channel.open',
    input: () => ({ include: ['members'] }),
    permission: ['channel.member.list'],
  },
  'channel.update': {
    rest: ['PATCH /channels/:channelId', 'PUT /channels/:channelId'],
    command: 'channel.update',
    input: () => ({ topic: fresh('topic') }),
  },
  'channel.archive': { rest: ['POST /channels/:channelId/archive'], command: 'channel.archive', spends: 'channel' },
  'channel.archive back': {
    rest: ['POST /channels/:channelId/restore'],
    command: 'channel.archive',
    extra: { archived: false },
    spends: 'channel',
  },
  'channel.delete': { rest: ['DELETE /channels/:channelId'], command: 'channel.delete', spends: 'channel' },
  'channel.join': { rest: ['POST /channels/:channelId/join'], command: 'channel.join', spends: 'channel' },
  'channel.leave': { rest: ['POST /channels/:channelId/leave'], command: 'channel.leave', spends: 'channel' },
  'channel.read': { rest: ['POST /channels/:channelId/read'], command: 'channel.read', input: () => ({ seq: 1 }) },
  'channel.unread': {
    rest: ['POST /channels/:channelId/unread'],
    command: 'channel.unread',
    input: () => ({ seq: 1 }),
  },
  'channel.preferences': {
    rest: ['PUT /channels/:channelId/preferences'],
    command: 'channel.preferences',
    input: () => ({ muted: true }),
  },
  'typing.start': { rest: [], command: 'typing.start', input: ({ channelId }) => ({ channelId }) },
  'typing.stop': { rest: [], command: 'typing.stop', input: ({ channelId }) => ({ channelId }) },
  'pin.list': { rest: ['GET /channels/:channelId/pins'], command: 'pin.list' },
  'media.list': { rest: ['GET /channels/:channelId/media'], command: 'media.list' },
  'thread.list': { rest: ['GET /channels/:channelId/threads'], command: 'thread.list' },
  'thread.follow': { rest: ['PUT /channels/:channelId/follow'], command: 'thread.follow', spends: 'channel' },
  'thread.unfollow': { rest: ['DELETE /channels/:channelId/follow'], command: 'thread.unfollow', spends: 'channel' },
  'dm.view': { rest: ['GET /dms/:channelId'], command: 'dm.view' },
  'dm.close': { rest: ['PUT /dms/:channelId/visibility'], command: 'dm.close', input: () => ({ closed: true }) },
  'voice.list': { rest: ['GET /channels/:channelId/voice'], command: 'voice.list' },
  'voice.join': { rest: [], command: 'voice.join', input: ({ channelId }) => ({ channelId }) },
  'voice.leave': { rest: ['DELETE /channels/:channelId/voice'], command: 'voice.leave' },
  'voice.state': { rest: [], command: 'voice.state', input: ({ channelId }) => ({ channelId, muted: true }) },
  'voice.signal': {
    rest: [],
    command: 'voice.signal',
    input: ({ channelId }) => ({
      ...{ channelId, from: nonce(), to: nonce(), signalType: 'ice', data: { candidate: '' } },
    }),
  },
  'voice.decline': { rest: ['POST /channels/:channelId/voice/decline'], command: 'voice.decline' },
  'voice.mute': {
    rest: ['PATCH /channels/:channelId/voice/:userId'],
    command: 'voice.mute',
    input: () => ({ muted: true }),
  },
  'voice.remove': { rest: ['DELETE /channels/:channelId/voice/:userId'], command: 'voice.remove' },
  ...variants('dm.open', ['of these'], {
    rest: ['POST /dms'],
    command: 'dm.open',
    input: ({ peopleIds }) => ({ userIds: peopleIds!.split(' ') }),
  }),
  ...members,
  ...requests,
};
