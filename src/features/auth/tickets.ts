import { revokeTokens, type Purpose } from '../../core/one-time-tokens/one-time-tokens.js';
import type { WriteTx } from '../../platform/database/write-tx.js';

/** What somebody holds who has proved who they are and still owes the second factor. */
export const secondFactorTicket: Purpose<object> = { name: 'second_factor', seconds: 300 };

/** What a browser brings from Google to where the session begins: no token is ever part of an address. */
export const exchangeCode: Purpose<object> = { name: 'google_exchange', seconds: 300 };

/** Voids what stands for sessions that have not quite begun. Whatever ends all of somebody's sessions ends those as well. */
export async function voidTickets(tx: WriteTx, userId: string): Promise<void> {
  await revokeTokens(tx, userId, secondFactorTicket, exchangeCode);
}
