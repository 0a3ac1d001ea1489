/** What a look at one thing found. `mend` says what to do about it. */
export interface Finding {
  level: 'well' | 'doubtful' | 'wrong';
  /** The thing, in one or two words. */
  about: string;
  what: string;
  mend?: string;
}

export const well = (about: string, what: string): Finding => ({ level: 'well', about, what });
/** Works, and an operator should know. */
export const doubtful = (about: string, what: string, mend: string): Finding => ({
  level: 'doubtful',
  about,
  what,
  mend,
});
/** Does not work, or will not. */
export const wrong = (about: string, what: string, mend: string): Finding => ({ level: 'wrong', about, what, mend });

/** An error in a few words, without addresses that may hold passwords. */
export function reason(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return (code ?? message ?? String(error)).replace(/\w+:\/\/\S+/g, '[address]').slice(0, 200);
}

/** How far two clocks may be apart: presence and lists of sessions look odd beyond the first, and tokens are refused beyond the second. */
const ODD_MS = 5_000;
const BROKEN_MS = 600_000;

/** Compares another machine's clock with this one's; the question was sent at `askedAt` and answered at `answeredAt`. */
export function clockFinding(about: string, there: number, askedAt: number, answeredAt: number): Finding {
  const skew = Math.round(there - (askedAt + answeredAt) / 2);
  const apart = `its clock is ${Math.abs(skew)} ms ${skew < 0 ? 'behind' : 'ahead of'} this machine’s`;
  const mend = 'Let both machines keep time by NTP (timedatectl set-ntp true).';
  if (Math.abs(skew) > BROKEN_MS) return wrong(about, apart, mend);
  return Math.abs(skew) > ODD_MS ? doubtful(about, apart, mend) : well(about, apart);
}
