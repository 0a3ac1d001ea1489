import { jobType } from '../../platform/jobs/job-type.js';
import type { SignInNews } from '../auth/sign-in.mails.js';

/** Asks a new account's address whether it is its maker's. */
export const verificationMail = jobType<{ userId: string }>('mail', 'verification');
/** Sends a link to whoever has the account of this address, if anybody has. */
export const forgottenMail = jobType<{ email: string }>('mail', 'password-forgotten');
/** Tells that the password is another. */
export const passwordMail = jobType<SignInNews>('mail', 'password-changed');
/** Asks a new address whether it is this person's. `sessionId`: of the session that asked. */
export const newAddressMail = jobType<{ userId: string; sessionId: string; email: string }>('mail', 'email-change');
/** Tells the address before that the account has another. `undoable`: whether it was shown to be this person's. */
export const addressMovedMail = jobType<AddressMoved>('mail', 'email-changed');
/** From which address an account moved away, and when (RFC 3339). */
export interface AddressMoved {
  userId: string;
  email: string;
  movedAt: string;
  undoable: boolean;
}

/** Tells the last address that the account is gone. */
export const goodbyeMail = jobType<{ email: string; displayName: string }>('mail', 'account-deleted');
