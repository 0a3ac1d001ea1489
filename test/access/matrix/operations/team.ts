import { fresh, variants, type Operation } from '../types.js';

const roles = ['guest', 'student', 'member', 'teacher', 'moderator', 'admin', 'owner'];

const add = (role?: string): Operation => ({
  rest: ['POST /teams/:teamId/members'],
  command: 'team.member.add',
  input: ({ userId }) => ({ userId, role }),
});

const update = (name: string, role: string): [string, Operation] => [
  `team.member.update ${name} to ${role}`,
  { rest: ['PATCH /teams/:teamId/members/:userId'], command: 'team.member.update', input: () => ({ role }) },
];

const members: Record<string, Operation> = {
  'team.member.list': { rest: ['GET /teams/:teamId/members'], command: 'team.member.list' },
  'team.presence.list': { rest: ['GET /teams/:teamId/presence'], command: 'team.presence.list' },
  'team.member.add': add(),
  'team.member.add of a banned person': add(),
  ...Object.fromEntries(['teacher', 'admin', 'owner'].map((role) => [`team.member.add as ${role}`, add(role)])),
  ...Object.fromEntries([
    ...['student', 'teacher', 'moderator', 'admin', 'owner'].map((role) => update('member', role)),
    ...['teacher', 'admin', 'owner'].map((whom) => update(whom, 'member')),
    ...['owner', 'guest'].map((role) => update('oneself', role)),
  ]),
  ...variants('team.member.remove', [...roles, 'oneself'], {
    rest: ['DELETE /teams/:teamId/members/:userId'],
    command: 'team.member.remove',
  }),
};

const bans: Record<string, Operation> = {
  'team.ban.list': { rest: ['GET /teams/:teamId/bans'], command: 'team.ban.list' },
  ...variants('team.member.ban', [...roles, 'oneself', 'stranger'], {
    rest: ['POST /teams/:teamId/bans'],
    command: 'team.member.ban',
    input: ({ userId }) => ({ userId, reason: fresh('because') }),
  }),
  ...variants('team.member.unban', ['member', 'moderator', 'admin', 'nobody'], {
    rest: ['DELETE /teams/:teamId/bans/:userId'],
    command: 'team.member.unban',
  }),
};

const invitations: Record<string, Operation> = {
  ...Object.fromEntries(
    roles.map((role): [string, Operation] => [
      `invitation.create as ${role}`,
      { rest: ['POST /teams/:teamId/invitations'], command: 'invitation.create', input: () => ({ role }) },
    ]),
  ),
  'invitation.list': { rest: ['GET /teams/:teamId/invitations'], command: 'invitation.list' },
  ...variants('invitation.revoke', ['for a member', 'for an admin'], {
    rest: ['DELETE /teams/:teamId/invitations/:invitationId'],
    command: 'invitation.revoke',
    spends: 'invitation',
  }),
};

const channels: Record<string, Operation> = {
  'channel.list of the team': { rest: ['GET /channels'], command: 'channel.list', input: ({ teamId }) => ({ teamId }) },
  ...Object.fromEntries(
    ['public', 'request', 'private'].map((visibility): [string, Operation] => [
      `channel.create ${visibility}`,
      {
        rest: ['POST /channels'],
        command: 'channel.create',
        input: ({ teamId }) => ({ teamId, visibility, name: fresh('Room') }),
      },
    ]),
  ),
  ...variants('channel.create', ['where moderators make them', 'where admins make them'], {
    rest: ['POST /channels'],
    command: 'channel.create',
    input: ({ teamId }) => ({ teamId, name: fresh('Room') }),
  }),
  'channel.create ifAbsent of a public one': {
    rest: ['POST /channels'],
    command: 'channel.create',
    input: ({ teamId }) => ({ teamId, name: 'General', slug: 'general', ifAbsent: true }),
  },
  'channel.create ifAbsent of an unseen one': {
    rest: ['POST /channels'],
    command: 'channel.create',
    input: ({ teamId, slug }) => ({ teamId, name: 'Unseen', slug, ifAbsent: true }),
  },
};

/** What is asked of a team. */
export const teamOperations: Record<string, Operation> = {
  'team.open': { rest: ['GET /teams/:teamId'], command: 'team.open' },
  'team.open its channels': { rest: ['GET /teams/:teamId/channels'] },
  'team.update': {
    rest: ['PATCH /teams/:teamId', 'PUT /teams/:teamId'],
    command: 'team.update',
    input: () => ({ description: fresh('about') }),
  },
  'team.icon.open': { rest: ['GET /teams/:teamId/icon'] },
  'team.icon.set': { rest: ['PUT /teams/:teamId/icon'], file: true },
  'team.icon.remove': { rest: ['DELETE /teams/:teamId/icon'], command: 'team.icon.remove' },
  'team.delete': { rest: ['DELETE /teams/:teamId'], command: 'team.delete', spends: 'team' },
  ...variants('team.hand_over', ['to a member', 'to a stranger'], {
    rest: ['POST /teams/:teamId/hand-over'],
    command: 'team.hand_over',
    input: ({ userId }) => ({ userId }),
    spends: 'team',
  }),
  'team.notify': {
    rest: ['POST /teams/:teamId/notifications'],
    command: 'team.notify',
    input: () => ({ title: fresh('Notice'), body: 'Read this.' }),
  },
  'team.notification.list': { rest: ['GET /teams/:teamId/notifications'], command: 'team.notification.list' },
  'team.audit.list': { rest: ['GET /teams/:teamId/audit'], command: 'team.audit.list' },
  ...members,
  ...bans,
  ...invitations,
  ...channels,
};
