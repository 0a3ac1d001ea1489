import type { MailKind } from '../../core/post/mail-kinds.js';

/** Which mails one wants. What protects the account always comes: news of a sign-in, of a new password, of another address. */
export class MailPreferences {
  /** News of sign-outs. */
  signOut: boolean;
  /** What waits unread while one is away. */
  unread: boolean;
  /** Invitations to teams. */
  invitations: boolean;
}

/** What each is called in storage. */
export const kindOf: Record<keyof MailPreferences, MailKind> = {
  signOut: 'sign_out',
  unread: 'unread',
  invitations: 'invitation',
};

export function toMailPreferences(refused: ReadonlySet<MailKind>): MailPreferences {
  const wants = (name: keyof MailPreferences) => !refused.has(kindOf[name]);
  return { signOut: wants('signOut'), unread: wants('unread'), invitations: wants('invitations') };
}
