/** Kinds of mail that people can switch off. What protects an account, such as news of a sign-in or of a new password, is none of them. */
export const mailKinds = ['sign_out', 'unread', 'invitation'] as const;
export type MailKind = (typeof mailKinds)[number];

/** What each is, for people. */
export const mailKindNames: Record<MailKind, string> = {
  sign_out: 'news of sign-outs',
  unread: 'what waits for you unread',
  invitation: 'invitations to teams',
};
