import type { Described } from './parsers.js';
import { weakness } from './secrets.js';
import type { specs } from './settings.js';

/** The settings as they were given: parsed, with defaults, not yet checked against each other. */
export type Given = { readonly [K in keyof typeof specs]: (typeof specs)[K] extends Described<infer T> ? T : never };

/** OWASP Password Storage Cheat Sheet: the least memory for two passes. */
const OWASP_KIB = 19_456;
const MAKE_ONE = '`openssl rand -base64 48` makes one';

function* secretRules(given: Given): Generator<string> {
  const production = given.NODE_ENV === 'production';
  if (given.JWT_SECRET === undefined) {
    if (production) yield `JWT_SECRET must be set in production; ${MAKE_ONE}.`;
    else if (given.DATABASE_URL && given.REDIS_URL) {
      yield `JWT_SECRET must be set when DATABASE_URL and REDIS_URL are, for all nodes must share it; ${MAKE_ONE}.`;
    }
    return;
  }
  const weak = production ? weakness(given.JWT_SECRET) : undefined;
  if (weak) yield `JWT_SECRET ${weak}, which production refuses; ${MAKE_ONE}.`;
}

function* productionRules(given: Given): Generator<string> {
  if (given.NODE_ENV !== 'production') return;
  if (given.CORS_ORIGINS?.includes('*')) {
    yield 'CORS_ORIGINS must not be * in production, for cookies and tokens travel with requests; list the origins.';
  }
  if (given.RATE_LIMIT_ENABLED === false) yield 'RATE_LIMIT_ENABLED must not be false in production.';
  if (given.PASSWORD_HASH_KIB < OWASP_KIB) yield `PASSWORD_HASH_KIB must not be below ${OWASP_KIB} in production.`;
  if (given.FAILPOINT !== undefined) yield 'FAILPOINT must not be set in production: it kills the process.';
}

function* googleRules(given: Given): Generator<string> {
  const addresses = ['GOOGLE_AUTHORIZATION_URL', 'GOOGLE_TOKEN_URL', 'GOOGLE_USERINFO_URL'] as const;
  if ((given.GOOGLE_CLIENT_ID === undefined) !== (given.GOOGLE_CLIENT_SECRET === undefined)) {
    yield 'GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET must be set together.';
  }
  if (given.NODE_ENV !== 'production') return;
  for (const name of addresses) {
    if (!given[name].startsWith('https:')) yield `${name} must begin with https:// in production.`;
  }
}

function* storageRules(given: Given): Generator<string> {
  if ((given.S3_ACCESS_KEY_ID === undefined) !== (given.S3_SECRET_ACCESS_KEY === undefined)) {
    yield 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY must be set together.';
  }
  if (given.S3_BUCKET === undefined && (given.S3_ENDPOINT ?? given.S3_ACCESS_KEY_ID) !== undefined) {
    yield 'S3_BUCKET must be set with S3_ENDPOINT or S3_ACCESS_KEY_ID: without it files would go to a folder.';
  }
  if (given.S3_PREFIX.startsWith('/') || !given.S3_PREFIX.endsWith('/'))
    yield 'S3_PREFIX must end with a slash and not begin with one.';
}

function* voiceRules(given: Given): Generator<string> {
  if ((given.TURN_URLS === undefined) !== (given.TURN_SECRET === undefined)) {
    yield 'TURN_URLS and TURN_SECRET must be set together.';
  }
  if (given.VOICE_RELAY_ONLY && given.TURN_URLS === undefined) yield 'VOICE_RELAY_ONLY needs TURN_URLS.';
}

function* otherRules(given: Given): Generator<string> {
  if (given.METRICS_TOKEN !== undefined && given.METRICS_TOKEN.length < 16) {
    yield 'METRICS_TOKEN needs at least 16 characters.';
  }
  if (given.PUBLIC_URL !== undefined && /[?#]/.test(given.PUBLIC_URL)) {
    yield 'PUBLIC_URL must be an address without a query or fragment.';
  }
}

/** What single variables cannot know: one sentence per rule between them that is broken. */
export function brokenRules(given: Given): string[] {
  return [
    ...secretRules(given),
    ...productionRules(given),
    ...googleRules(given),
    ...storageRules(given),
    ...voiceRules(given),
    ...otherRules(given),
  ];
}
