/** What can go wrong on the way to Google and back, each with what the person is told. */
const failures = {
  denied: { status: 403, title: 'You did not sign in with Google', text: 'Google says that you chose not to.' },
  lost: {
    status: 400,
    title: 'This sign-in was not begun here',
    text: 'It took longer than ten minutes, was begun in another tab or browser, or was finished already. Begin again.',
  },
  provider: {
    status: 502,
    title: 'Google does not answer as it should',
    text: 'It may be out of order for a moment. Try again a little later, or log in with your password.',
  },
  unverified: {
    status: 403,
    title: 'Google has not confirmed your email address',
    text: 'An account is made only for an address that Google has confirmed. Confirm it there and come again.',
  },
  taken: {
    status: 409,
    title: 'There is an account with this email address',
    text: 'If it is yours, log in to it and link your Google account there. It is never done by the address alone.',
  },
  elsewhere: {
    status: 409,
    title: 'This Google account belongs to another account here',
    text: 'Log in to that one and unlink it there first.',
  },
  another: {
    status: 409,
    title: 'Your account has another Google account already',
    text: 'Unlink that one first.',
  },
  ended: {
    status: 401,
    title: 'You were signed out meanwhile',
    text: 'Log in again and link your Google account then.',
  },
} as const;

export type FailureKind = keyof typeof failures;

/** A way to Google and back that did not end where it should; `kind` says which page the person is shown. */
export class GoogleFailure extends Error {
  readonly status: number;
  readonly title: string;
  readonly text: string;

  constructor(kind: FailureKind, options?: { cause?: unknown }) {
    super(`Google: ${kind}`, options);
    this.name = 'GoogleFailure';
    ({ status: this.status, title: this.title, text: this.text } = failures[kind]);
  }
}
