import { nonce } from '../../../support/people.js';
import { fresh, variants, type Operation } from '../types.js';

/** What anybody may ask. */
const forAnybody: Record<string, Operation> = {
  'auth.register': {
    rest: ['POST /auth/register'],
    input: () => ({
      username: fresh('new'),
      email: `${fresh('new')}@example.org`,
      password: fresh('a long and odd one'),
    }),
  },
  'auth.login': { rest: ['POST /auth/login'], input: ({ username, password }) => ({ login: username, password }) },
  'auth.refresh': { rest: ['POST /auth/refresh'], input: ({ refreshToken }) => ({ refreshToken }), spends: 'session' },
  'auth.methods': { rest: ['GET /auth/methods'] },
  'auth.google': { rest: ['GET /auth/google'] },
  'auth.google_callback': { rest: ['GET /auth/google/callback'] },
  'auth.exchange': { rest: ['POST /auth/exchange'], input: () => ({ code: fresh('no-code') }) },
  'auth.second_factor': {
    rest: ['POST /auth/second-factor'],
    input: () => ({ ticket: fresh('no-ticket'), code: '000000' }),
  },
  'invitation.preview': { rest: ['GET /invitations/:code'] },
  'auth.forgot_password': {
    rest: ['POST /auth/password/forgot'],
    input: () => ({ email: `${fresh('nobody')}@example.org` }),
  },
  'auth.reset_password': {
    rest: ['POST /auth/password/reset'],
    input: ({ linkToken }) => ({ token: linkToken, password: fresh('a long and odd one') }),
  },
  'auth.verify_email': { rest: ['POST /auth/verify-email'], input: ({ linkToken }) => ({ token: linkToken }) },
  'auth.disown': { rest: ['POST /auth/disown'], input: ({ linkToken }) => ({ token: linkToken }) },
  'auth.confirm_email': { rest: ['POST /auth/email/confirm'], input: ({ linkToken }) => ({ token: linkToken }) },
  'auth.undo_email': { rest: ['POST /auth/email/undo'], input: ({ linkToken }) => ({ token: linkToken }) },
  'mail.unsubscribe': { rest: ['POST /mail/unsubscribe/:token'] },
};

/** What takes the caller's own password. Only who is made for it uses up what is theirs. */
const byPassword: Record<string, Operation> = {
  'me.change_password': {
    rest: ['PUT /me/password'],
    input: ({ ownPassword }) => ({ currentPassword: ownPassword, password: fresh('a long and odd one') }),
    spends: 'session',
  },
  'me.change_email': {
    rest: ['POST /me/email'],
    input: ({ ownPassword }) => ({ email: `${fresh('new')}@example.org`, password: ownPassword }),
    spends: 'session',
  },
  'me.delete': {
    rest: ['POST /me/delete'],
    input: ({ ownPassword }) => ({ password: ownPassword, messages: 'keep' }),
    spends: 'session',
  },
};

/** What whoever is signed in may ask: what they reach is their own, or by a code or a name that they hold. */
export const accountOperations: Record<string, Operation> = {
  ...forAnybody,
  ...byPassword,
  'session.revoke_others': { rest: ['DELETE /auth/sessions'], command: 'session.revoke_others', spends: 'session' },
  'me.verify_email': { rest: ['POST /me/email/verification'], command: 'me.verify_email' },
  'me.export': { rest: ['GET /me/export'] },
  'mail_preferences.open': { rest: ['GET /me/mail-preferences'], command: 'mail_preferences.open' },
  'mail_preferences.set': {
    rest: ['PUT /me/mail-preferences'],
    command: 'mail_preferences.set',
    input: () => ({ unread: true }),
  },
  'session.logout': { rest: ['POST /auth/logout'], spends: 'session' },
  'session.refresh': { rest: [], command: 'session.refresh', input: ({ accessToken }) => ({ accessToken }) },
  'session.list': { rest: ['GET /auth/sessions'], command: 'session.list' },
  'session.revoke': { rest: ['DELETE /auth/sessions/:sessionId'], command: 'session.revoke', spends: 'session' },
  'identity.list': { rest: ['GET /me/identities'], command: 'identity.list' },
  'identity.link': { rest: ['POST /me/identities/google/link'], input: () => ({}) },
  'identity.unlink': { rest: ['DELETE /me/identities/google'], command: 'identity.unlink' },
  'second_factor.open': { rest: ['GET /me/second-factor'], command: 'second_factor.open' },
  'second_factor.enrol': { rest: ['POST /me/second-factor'], command: 'second_factor.enrol', input: () => ({}) },
  'second_factor.confirm': {
    rest: ['POST /me/second-factor/confirm'],
    command: 'second_factor.confirm',
    input: () => ({ code: 'no-code' }),
  },
  'second_factor.renew_codes': {
    rest: ['POST /me/second-factor/recovery-codes'],
    command: 'second_factor.renew_codes',
    input: () => ({ code: 'no-code' }),
  },
  'second_factor.disable': {
    rest: ['POST /me/second-factor/disable'],
    command: 'second_factor.disable',
    input: () => ({ code: 'no-code' }),
  },
  sync: { rest: ['POST /sync'], command: 'sync', input: () => ({}) },
  'home.open': { rest: ['GET /home'], command: 'home.open' },
  'me.open': { rest: ['GET /me'], command: 'me.open' },
  'me.update': { rest: ['PATCH /me'], command: 'me.update', input: () => ({ displayName: fresh('Name') }) },
  'me.update to a public channel': {
    rest: ['PATCH /me'],
    command: 'me.update',
    input: ({ publicId }) => ({ lastChannelId: publicId }),
  },
  'me.update to an unseen channel': {
    rest: ['PATCH /me'],
    command: 'me.update',
    input: ({ privateId }) => ({ lastChannelId: privateId }),
  },
  'status.set': { rest: ['PUT /me/status'], command: 'status.set', input: () => ({ text: fresh('busy') }) },
  'status.set to nothing': { rest: ['DELETE /me/status'] },
  'presence.set': { rest: ['PUT /me/presence'], command: 'presence.set', input: () => ({ availability: 'dnd' }) },
  'presence.list': {
    rest: ['GET /presence'],
    command: 'presence.list',
    input: ({ mateId }) => ({ userIds: [mateId] }),
  },
  'avatar.open': { rest: ['GET /users/:userId/avatar'] },
  'avatar.set': { rest: ['PUT /me/avatar'], file: true },
  'avatar.remove': { rest: ['DELETE /me/avatar'], command: 'avatar.remove' },
  'media.upload': { rest: ['POST /media'], file: true, input: () => ({ kind: 'file' }) },
  'media.link': {
    rest: ['POST /media/links'],
    command: 'media.link',
    input: ({ mediaId }) => ({ mediaIds: [mediaId] }),
  },
  ...variants('media.status', ['of an unsent one', 'of another’s unsent one'], {
    rest: ['GET /media/:mediaId'],
    command: 'media.status',
  }),
  ...variants('media.delete', ['of an unsent one', 'of another’s unsent one'], {
    rest: ['DELETE /media/:mediaId'],
    command: 'media.delete',
    spends: 'media',
  }),
  'user.list': { rest: ['GET /users'], command: 'user.list' },
  'user.interacted': { rest: ['GET /users/interacted'], command: 'user.interacted' },
  'user.open': { rest: ['GET /users/:userId'], command: 'user.open' },
  'user.open of oneself': { rest: ['GET /users/:userId'], command: 'user.open' },
  'team.list': { rest: ['GET /teams'], command: 'team.list' },
  'team.create': { rest: ['POST /teams'], command: 'team.create', input: () => ({ name: fresh('Team') }) },
  'channel.list': { rest: ['GET /channels'], command: 'channel.list' },
  'message.recent': { rest: ['GET /messages'], command: 'message.recent' },
  'search.messages': { rest: ['GET /search/messages'], command: 'search.messages', input: () => ({ query: 'hello' }) },
  'voice.ice_servers': { rest: ['GET /voice/ice-servers'], command: 'voice.ice_servers' },
  'mention.list': { rest: ['GET /me/mentions'], command: 'mention.list' },
  'dm.list': { rest: ['GET /dms'], command: 'dm.list' },
  'dm.open': { rest: ['POST /dms'], command: 'dm.open', input: ({ mateId }) => ({ userIds: [mateId] }) },
  'dm.open with oneself': { rest: ['POST /dms'], command: 'dm.open', input: () => ({}) },
  'dm.open from a message of a public channel': {
    rest: ['POST /dms'],
    command: 'dm.open',
    input: ({ mateId, messageId }) => ({ userIds: [mateId], originMessageId: messageId }),
  },
  'dm.open from an unseen message': {
    rest: ['POST /dms'],
    command: 'dm.open',
    input: ({ mateId, unseenId }) => ({ userIds: [mateId], originMessageId: unseenId }),
  },
  'dm.send': {
    rest: ['POST /dms/messages'],
    command: 'dm.send',
    input: ({ mateId }) => ({ userIds: [mateId], body: 'hello', nonce: nonce() }),
  },
  'invitation.accept': { rest: ['POST /invitations/:code/accept'], command: 'invitation.accept', spends: 'invitation' },
  'invitation.accept of the team': {
    rest: ['POST /invitations/:code/accept'],
    command: 'invitation.accept',
    spends: 'invitation',
  },
};
