import { ParleyError } from '@parley/client';

/** The ticket to the second step that a sign-in asks for; what went wrong otherwise is thrown on. */
export function ticketIn(error: unknown): string {
  if (error instanceof ParleyError && error.ticket !== undefined) return error.ticket;
  throw error;
}
