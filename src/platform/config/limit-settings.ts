import { flag, integer, rate } from './parsers.js';

/** How much anybody may do: the part of `settings.ts` that is about limits. */
export const limitSpecs = {
  RATE_LIMIT_ENABLED: flag({
    default: true,
    desc: 'Only for load tests: false lifts all limits. Refused in production.',
  }),
  RATE_LIMIT_AUTH_ACCOUNT: rate({
    default: { points: 10, seconds: 900 },
    desc: 'Failed sign-ins per account and address (OWASP ASVS 5.0, 6.3.1).',
  }),
  RATE_LIMIT_AUTH_ADDRESS: rate({
    default: { points: 100, seconds: 3600 },
    desc: 'Failed sign-ins per address, over all accounts.',
  }),
  RATE_LIMIT_AUTH_SECOND_FACTOR: rate({
    default: { points: 10, seconds: 900 },
    desc: 'Wrong second factors, and wrong passwords of who is signed in already, per account.',
  }),
  RATE_LIMIT_AUTH_REGISTER: rate({
    default: { points: 100, seconds: 3600 },
    devDefault: { points: 5000, seconds: 3600 },
    desc: 'Registrations per address.',
  }),
  RATE_LIMIT_INVITATION_ADDRESS: rate({
    default: { points: 60, seconds: 60 },
    desc: 'Unknown invitation codes per address: guesses stay hopeless.',
  }),
  RATE_LIMIT_MAIL_ADDRESS: rate({
    default: { points: 5, seconds: 3600 },
    desc: 'Mails of one kind to one email address that others can cause: links for a new password, for confirming an address, invitations, and news of an account whose address nobody has confirmed. More are not sent.',
  }),
  RATE_LIMIT_MAIL_INVITER: rate({
    default: { points: 50, seconds: 86_400 },
    desc: 'Invitations by mail that one person sends, over all teams.',
  }),
  RATE_LIMIT_REST_USER: rate({
    default: { points: 600, seconds: 60 },
    devDefault: { points: 6000, seconds: 60 },
    desc: 'REST requests per signed-in person.',
  }),
  RATE_LIMIT_REST_ADDRESS: rate({
    default: { points: 600, seconds: 60 },
    devDefault: { points: 6000, seconds: 60 },
    desc: 'REST requests per address without a valid token.',
  }),
  RATE_LIMIT_SOCKET_USER: rate({
    default: { points: 300, seconds: 10 },
    devDefault: { points: 3000, seconds: 10 },
    desc: 'Socket commands per person, over all sockets.',
  }),
  RATE_LIMIT_SOCKET_CONNECT: rate({
    default: { points: 6000, seconds: 60 },
    desc: 'New sockets per address. High, because a whole office comes back from one address after a restart.',
  }),
  RATE_LIMIT_SOCKET_CONNECTION: rate({
    default: { points: 200, seconds: 10 },
    devDefault: { points: 3000, seconds: 10 },
    desc: 'Commands of one socket: so many at once, and as many in each such time. One that is refused as often again is closed.',
  }),
  RATE_LIMIT_MESSAGE_USER: rate({
    default: { points: 60, seconds: 30 },
    devDefault: { points: 3000, seconds: 10 },
    desc: 'Messages and edits of one person over all channels: so many at once, and as many in each such time.',
  }),
  RATE_LIMIT_MESSAGE_CHANNEL: rate({
    default: { points: 20, seconds: 10 },
    devDefault: { points: 3000, seconds: 10 },
    desc: 'Messages of one person in one channel, likewise.',
  }),
  RATE_LIMIT_NEW_ACCOUNT_HOURS: integer(
    { min: 0, max: 8760 },
    { default: 24, desc: 'For how many hours an account counts as new, for the limit that follows. 0 for not at all.' },
  ),
  RATE_LIMIT_MESSAGE_NEW_ACCOUNT: rate({
    default: { points: 15, seconds: 30 },
    devDefault: { points: 3000, seconds: 10 },
    desc: 'Messages and edits of one person whose account is new, besides.',
  }),
  RATE_LIMIT_MESSAGE_REPEATED: rate({
    default: { points: 5, seconds: 60 },
    devDefault: { points: 3000, seconds: 10 },
    desc: 'How often one person may say the same over all channels, whatever its capitals and blanks.',
  }),
  RATE_LIMIT_LOOKUP_MISS: rate({
    default: { points: 120, seconds: 60 },
    devDefault: { points: 6000, seconds: 60 },
    desc: 'Questions for what is not there, per person or address: who tries ids one after the other finds nothing.',
  }),
} as const;
