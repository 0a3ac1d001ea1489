import { GiveUp, TryLater } from '../jobs/job-failure.js';

/** What nodemailer tells of a failure: the server's reply code where there was one, and a word for where it failed. */
interface SmtpError {
  responseCode?: number;
  code?: string;
}

/** RFC 5321, 4.5.4.1: at least 30 minutes where a server is away; sooner at first, for greylisting servers ask for a minute or five. */
const AFTER_MS = 60_000;
/** Nodemailer's words for a connection that did not come about, broke or was not let in. None of them says anything of the mail. */
const CONNECTION = new Set([
  'ECONNECTION',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'ETLS',
  'EPROTOCOL',
  'ECONNREFUSED',
  'ECONNRESET',
]);
/** And for a sender, a recipient or a mail that was not taken. */
const MAIL = new Set(['EENVELOPE', 'EMESSAGE']);
/** The server wants a log-in first (RFC 4954, 6): it would refuse every mail. */
const AUTHENTICATION_REQUIRED = 530;

/**
 * What a failed mail comes to for its job: a server that is away, busy or does not know us (4xx, a log-in that is refused,
 * any refusal before the mail was spoken of) is asked again later; a mail or an address that it refuses for good (5xx) is given up at once. Everything
 * else counts as a try that failed.
 * @param mayHaveIt whether the whole mail was sent: a server that is lost before it answers may have taken it, and asked again for a day it would
 * deliver it many times.
 */
export function smtpOutcome(error: unknown, mayHaveIt: boolean): unknown {
  const { responseCode = 0, code = '' } = (error ?? {}) as SmtpError;
  const told = error instanceof Error ? error.message : String(error);
  if (code === 'EAUTH' || responseCode === AUTHENTICATION_REQUIRED)
    return new TryLater(`The mail server refuses the log-in: ${told}`, AFTER_MS, { cause: error });
  if (responseCode >= 500 && MAIL.has(code))
    return new GiveUp(`The mail server refuses it for good: ${told}`, { cause: error });
  if (responseCode >= 400)
    return new TryLater(`The mail server cannot take it now: ${told}`, AFTER_MS, { cause: error });
  return CONNECTION.has(code) && !mayHaveIt
    ? new TryLater(`The mail server cannot be reached: ${told}`, AFTER_MS, { cause: error })
    : error;
}
