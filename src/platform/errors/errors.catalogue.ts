/**
 * Everything that can go wrong and be told: the one list of codes, each with its HTTP status and a title for people.
 * `/docs/problems` and the generated references print it. A code is a promise to clients and never changes its meaning.
 */
export const errorCatalogue = {
  'validation.failed': { status: 400, title: 'Something in the input breaks a rule' },
  'request.malformed': { status: 400, title: 'The request cannot be read' },
  'request.timeout': { status: 408, title: 'The request took too long to arrive' },
  'request.unsupported_media': { status: 415, title: 'This kind of content is not understood here' },
  'payload.too_large': { status: 413, title: 'The request is too large' },
  'range.unsatisfiable': { status: 416, title: 'The file has no such part' },
  'route.not_found': { status: 404, title: 'There is nothing at this address' },
  'method.not_allowed': { status: 405, title: 'This address does not know that method' },
  not_found: { status: 404, title: 'There is no such thing, or it is not yours to see' },
  'access.denied': { status: 403, title: 'You may not do this' },

  'auth.required': { status: 401, title: 'Sign in first' },
  'auth.invalid_token': { status: 401, title: 'The access token is not valid' },
  'auth.token_expired': { status: 401, title: 'The access token has expired' },
  'auth.session_ended': { status: 401, title: 'This session has ended' },
  'auth.invalid_credentials': { status: 401, title: 'The address or the password is wrong' },
  'auth.refresh_invalid': { status: 401, title: 'The refresh token is not valid' },
  'auth.refresh_reused': { status: 401, title: 'The refresh token was used before, so the session was ended' },
  'auth.address_invalid': { status: 401, title: 'This signed address is not valid, or not any more' },
  'auth.origin_refused': { status: 403, title: 'This web origin is not allowed here' },
  'auth.email_taken': { status: 409, title: 'There is an account with this mail address' },
  'auth.username_taken': { status: 409, title: 'This username is taken' },
  'auth.password_weak': { status: 400, title: 'The password is too easy to guess' },
  'auth.second_factor_required': { status: 401, title: 'Show the second factor as well' },
  'auth.ticket_invalid': { status: 401, title: 'This sign-in took too long, or was finished already; begin again' },
  'auth.code_wrong': { status: 403, title: 'This code is wrong, or was used before' },
  'auth.password_wrong': { status: 403, title: 'The password is wrong' },
  'auth.proof_required': { status: 403, title: 'Give your password or a code, or sign in again first' },
  'auth.exchange_invalid': { status: 401, title: 'This sign-in code is not valid, or not any more' },
  'auth.last_way_in': { status: 409, title: 'This is your only way to sign in' },
  'second_factor.on': { status: 409, title: 'Your account has a second factor already' },
  'second_factor.off': { status: 409, title: 'Your account has no second factor' },
  'link.invalid': { status: 410, title: 'This link has run out or was used already' },
  'link.other_account': { status: 403, title: 'This link is for another account than the one that is signed in' },
  'user.disabled': { status: 403, title: 'This account is disabled' },
  'installation.last_owner': { status: 409, title: 'An installation keeps at least one owner who can sign in' },

  'account.owns_installation': { status: 409, title: 'The installation’s owner cannot delete their account' },

  'team.last_owner': { status: 409, title: 'A team keeps at least one owner' },
  'team.slug_taken': { status: 409, title: 'Another team has this short name' },
  'team.member_exists': { status: 409, title: 'This person is a member already' },
  'team.banned': { status: 403, title: 'This person is banned from the team' },
  'team.second_factor_required': { status: 403, title: 'This team asks for a second factor; turn yours on to get in' },
  'team.second_factor_first': { status: 409, title: 'Turn on your own second factor before you ask others for it' },
  'team.role_too_high': { status: 403, title: 'You cannot act on a role as high as your own or give one' },

  'invitation.expired': { status: 410, title: 'This invitation has expired' },
  'invitation.revoked': { status: 410, title: 'This invitation was withdrawn' },
  'invitation.used_up': { status: 410, title: 'This invitation was used as often as it may be' },

  'channel.archived': { status: 409, title: 'This channel is archived' },
  'channel.slug_taken': { status: 409, title: 'Another channel of the team has this short name' },
  'channel.general_required': { status: 409, title: 'A team keeps its general channel and everybody in it' },
  'channel.member_exists': { status: 409, title: 'This person is in the channel already' },
  'channel.join_request_required': { status: 403, title: 'This channel is joined by asking' },
  'channel.banned': { status: 403, title: 'This person is banned from the channel' },
  'channel.kind_unsupported': { status: 409, title: 'This kind of channel knows no such thing' },
  'channel.slow_mode': { status: 429, title: 'This channel is in slow mode; wait a little' },
  'channel.host_required': { status: 409, title: 'A private channel keeps at least one host' },

  'join_request.needless': { status: 409, title: 'This channel is joined without asking' },
  'join_request.closed': { status: 409, title: 'This join request was decided already' },
  'dm.no_shared_team': { status: 403, title: 'You share no team with anybody in this conversation' },
  'dm.too_many': { status: 400, title: 'A group has at most ten people' },

  'message.deleted': { status: 409, title: 'This message was deleted' },
  'message.system': { status: 409, title: 'The server wrote this message: it can be read, and no more' },
  'message.repeated': { status: 429, title: 'You have said the same very often just now; wait a little' },
  'message.nonce_reused': { status: 409, title: 'This nonce was used for another message' },

  'message.pin_limit': { status: 409, title: 'This channel has as many pins as it may have' },
  'message.thread_nested': { status: 409, title: 'A thread begins at a message of a channel, not of another thread' },
  'reaction.limit': { status: 409, title: 'This message has as many different reactions as it may have' },

  'media.empty': { status: 400, title: 'The file is empty' },
  'media.kind_refused': { status: 415, title: 'Files of this kind are not taken here' },
  'media.quota_exceeded': { status: 413, title: 'There is no room left for your files; delete some first' },
  'media.too_many_at_once': { status: 429, title: 'Too many of your files are on their way; wait for some' },
  'media.unattachable': { status: 409, title: 'A file is not there, is not yours, or was sent already' },
  'media.not_ready': { status: 409, title: 'This file is not ready yet' },
  'media.failed': { status: 409, title: 'This file could not be made ready' },
  'media.no_thumbnail': { status: 404, title: 'There is no picture of this file' },

  'cursor.invalid': { status: 400, title: 'This cursor does not belong to this list' },
  'command.unknown': { status: 404, title: 'There is no such command' },
  'command.ack_required': { status: 400, title: 'A command needs an acknowledgement function' },

  'rate.limited': { status: 429, title: 'Too much at once; wait a little' },
  'database.unavailable': { status: 503, title: 'The database cannot be reached right now' },
  'storage.full': { status: 507, title: 'There is no room left for files' },
  'storage.unavailable': { status: 503, title: 'Files cannot be kept or read right now' },
  'server.busy': { status: 503, title: 'This node has too much to do just now; try again' },
  'server.stopping': { status: 503, title: 'This node is stopping; try again' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; title: string }>;

/** A code of the catalogue, as it stands in `code` of every answer that reports a problem. */
export type ErrorCode = keyof typeof errorCatalogue;
