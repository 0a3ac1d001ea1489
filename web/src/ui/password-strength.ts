/** The server takes none that is shorter. */
const SHORTEST = 10;
/** NIST SP 800-63B-4, 3.1.1.2: what a password needs that stands alone. */
const RECOMMENDED = 15;
/** Fewer different characters are a pattern, such as `abababababab`; the server refuses them. */
const FEWEST_DIFFERENT = 4;

export interface Strength {
  /** How many of the meter's four parts are filled. */
  level: 0 | 1 | 2 | 3 | 4;
  words: string;
}

/** How good a password is, as far as its length and variety tell; whether it is one that everybody tries first only the server knows. */
export function strengthOf(password: string): Strength {
  const missing = SHORTEST - password.length;
  if (password === '')
    return { level: 0, words: `At least ${SHORTEST} characters; ${RECOMMENDED} or more are better.` };
  if (missing > 0) return { level: 1, words: missing === 1 ? 'One character more.' : `${missing} characters more.` };
  if (new Set(password.toLowerCase()).size < FEWEST_DIFFERENT)
    return { level: 1, words: 'Use more different characters.' };
  if (password.length < RECOMMENDED)
    return { level: 2, words: `Good enough. ${RECOMMENDED} or more characters are better.` };
  return password.length < RECOMMENDED + 5 ? { level: 3, words: 'Strong.' } : { level: 4, words: 'Very strong.' };
}
