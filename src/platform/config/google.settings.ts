import { integer, page, secret, text } from './parsers.js';

/** How to speak to Google, or to another OpenID provider in its place. */
export const googleSpecs = {
  GOOGLE_CLIENT_ID: text({
    fallback: 'no sign-in with Google',
    neededWhen: 'GOOGLE_CLIENT_SECRET is set',
    desc: 'The client that Google knows this installation by. Its redirect address is `PUBLIC_URL/api/v1/auth/google/callback`.',
    example: '1234567890-abc.apps.googleusercontent.com',
  }),
  GOOGLE_CLIENT_SECRET: secret({
    fallback: 'no sign-in with Google',
    neededWhen: 'GOOGLE_CLIENT_ID is set',
    desc: 'The secret of that client.',
  }),
  GOOGLE_AUTHORIZATION_URL: page({
    default: 'https://accounts.google.com/o/oauth2/v2/auth',
    desc: 'Where browsers are sent to sign in. Its origin is the issuer that accounts are known by. In production https only.',
  }),
  GOOGLE_TOKEN_URL: page({
    default: 'https://oauth2.googleapis.com/token',
    desc: 'Where the code that a browser brings back is exchanged. In production https only.',
  }),
  GOOGLE_USERINFO_URL: page({
    default: 'https://openidconnect.googleapis.com/v1/userinfo',
    desc: 'Where it is asked who signed in. In production https only.',
  }),
  GOOGLE_TIMEOUT_MS: integer(
    { min: 100, max: 60_000 },
    { default: 5000, desc: 'How long Google may take for an answer, in milliseconds.' },
  ),
} as const;
