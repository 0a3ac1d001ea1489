/** What is asked before something that a session must not do that was left open. An account without a password leaves it empty. */
export const ownPassword = {
  name: 'password',
  label: 'Your password',
  type: 'password',
  autoComplete: 'current-password',
};

/** As the server takes it: an empty one is none. */
export function proofOf(password: string | undefined): { password?: string } {
  return password ? { password } : {};
}
