import type { Purpose } from '../../core/one-time-tokens/one-time-tokens.js';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Each names the address that it was sent to: it is worth nothing once the account has another. */
interface ToAddress {
  email: string;
}

/** Shows that a new account's address is its maker's. */
export const verifyEmail: Purpose<ToAddress> = { name: 'email.verify', seconds: DAY };
/** Lets go of an address with which a stranger made an account. */
export const disownAccount: Purpose<ToAddress> = { name: 'account.disown', seconds: 7 * DAY };
/** Sets a new password without the old one: the most dear of them, so the shortest. */
export const resetPassword: Purpose<ToAddress> = { name: 'password.reset', seconds: HOUR };
/** Moves an account to a new address (`email`), as long as it still has the one before. */
export const changeEmail: Purpose<ToAddress & { from: string }> = { name: 'email.change', seconds: DAY };
/** Brings an account back to the address before (`email`): a week, for whoever lost it may be away. */
export const undoEmail: Purpose<ToAddress & { movedAt: string }> = { name: 'email.undo', seconds: 7 * DAY };

/** Stands for a move from an address (at `movedAt`) as long as it was not undone. Nobody is told it. */
export const movedAway: Purpose<{ movedAt: string }> = { name: 'email.moved', seconds: 7 * DAY };

/** What is void once the account's address was shown to be somebody's. What undoes a change stays: it is of an address before. */
export const pending = [verifyEmail, disownAccount, resetPassword, changeEmail];
