import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { io } from 'socket.io-client';
import { Config } from '../../src/platform/config/config.js';
import { newId } from '../../src/platform/database/ids.js';
import { onEachDatabase } from '../support/app.js';
import { person, rest, type Person } from '../support/people.js';

type Json = Record<string, unknown>;
const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const HASHES: Record<string, string> = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' };
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** Signs as whoever holds `secret` would, whatever the header says. */
function signed(header: unknown, claims: unknown, secret: string, algorithm = 'HS256'): string {
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${createHmac(HASHES[algorithm]!, secret).update(text).digest('base64url')}`;
}

function connectError(url: string, token: unknown): Promise<string> {
  const socket = io(url, { transports: ['websocket'], auth: { token }, reconnection: false, forceNew: true });
  return new Promise((resolve) => {
    socket.once('connect', () => {
      socket.disconnect();
      resolve('connected');
    });
    socket.once('connect_error', (error: Error & { data?: { code: string } }) =>
      resolve(error.data?.code ?? error.message),
    );
  });
}

onEachDatabase(
  (app) => {
    let ada: Person;
    let ben: Person;
    let secret: string;
    let header: Json;
    let claims: Json;
    let parts: string[];

    beforeAll(async () => {
      [ada, ben] = await Promise.all([person(app().url, 'ada'), person(app().url, 'ben')]);
      secret = app().get(Config).jwtSecret;
      parts = ada.accessToken.split('.');
      [header, claims] = parts
        .slice(0, 2)
        .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json) as [Json, Json];
    });

    it('S4-02 S5-09 an access token is HS256, says what it is, and lives five minutes', () => {
      expect(header).toEqual({ alg: 'HS256', typ: 'at+jwt' });
      expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub']);
      expect(claims.sub).toBe(ada.id);
      expect(Number(claims.exp) - Number(claims.iat)).toBe(300);
    });

    it('S4-02 what the forgeries below are made of passes when it is unchanged, so each fails for its own change', async () => {
      const same = signed(header, claims, secret);
      expect((await rest(app().url, 'GET', '/me', undefined, same)).status).toBe(200);
      expect(await connectError(app().url, same)).toBe('connected');
    });

    const now = () => Math.floor(Date.now() / 1000);
    const benClaims = (): Json =>
      JSON.parse(Buffer.from(ben.accessToken.split('.')[1]!, 'base64url').toString()) as Json;
    const withHeader = (over: Json, key = secret, algorithm = 'HS256') =>
      signed({ ...header, ...over }, claims, key, algorithm);
    const withClaims = (over: Json) => signed(header, { ...claims, ...over }, secret);
    const without = (name: string) =>
      signed(header, Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name)), secret);
    const unsigned = (alg: string) => `${encode({ ...header, alg })}.${parts[1]}.`;
    const rsaSigned = () => {
      const text = `${encode({ ...header, alg: 'RS256' })}.${parts[1]}`;
      return `${text}.${sign('sha256', Buffer.from(text), rsa.privateKey).toString('base64url')}`;
    };
    const flipped = (text: string, at: number) =>
      text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);

    const forgeries: [string, () => string][] = [
      ['no algorithm, unsigned', () => unsigned('none')],
      ['algorithm None, unsigned', () => unsigned('None')],
      ['algorithm NONE, unsigned', () => unsigned('NONE')],
      ['HS256, unsigned', () => unsigned('HS256')],
      ['no algorithm, with the old signature', () => `${encode({ ...header, alg: 'none' })}.${parts[1]}.${parts[2]}`],
      ['HS384 with the right secret', () => withHeader({ alg: 'HS384' }, secret, 'HS384')],
      ['HS512 with the right secret', () => withHeader({ alg: 'HS512' }, secret, 'HS512')],
      ['HS384 in the header, signed as HS256', () => withHeader({ alg: 'HS384' })],
      ['lower-case hs256', () => withHeader({ alg: 'hs256' })],
      ['RS256 of a foreign key', () => rsaSigned()],
      ['HS256 with a public key as secret', () => withHeader({}, publicPem)],
      ['a list of algorithms', () => withHeader({ alg: ['HS256'] })],
      ['no algorithm in the header', () => signed({ typ: 'at+jwt' }, claims, secret)],
      ['type JWT', () => withHeader({ typ: 'JWT' })],
      ['type refresh', () => withHeader({ typ: 'refresh' })],
      ['type in capitals', () => withHeader({ typ: 'AT+JWT' })],
      ['no type', () => signed({ alg: 'HS256' }, claims, secret)],
      ['a type in a list', () => withHeader({ typ: ['at+jwt'] })],
      ['a critical extension', () => withHeader({ crit: ['b64'], b64: false })],
      ['a key id that is a path', () => withHeader({ kid: '../../../../dev/null' })],
      ['a key in the header', () => withHeader({ jwk: { kty: 'oct', k: encode('secret') } }, 'secret')],
      ['a key address', () => withHeader({ jku: 'https://example.org/keys.json' })],
      ['an empty secret', () => withHeader({}, '')],
      ['a foreign secret', () => withHeader({}, 'x'.repeat(64))],
      ['a secret with a space behind', () => withHeader({}, `${secret} `)],
      ['another issuer', () => withClaims({ iss: 'elsewhere' })],
      ['a list of issuers', () => withClaims({ iss: ['parley'] })],
      ['no issuer', () => without('iss')],
      ['another audience', () => withClaims({ aud: 'elsewhere' })],
      ['a list of audiences', () => withClaims({ aud: ['parley-api', 'elsewhere'] })],
      ['no audience', () => without('aud')],
      ['no end', () => without('exp')],
      ['an end as text', () => withClaims({ exp: String(now() + 300) })],
      ['an end in a year', () => withClaims({ exp: now() + 31_536_000 })],
      [
        'an end beyond all numbers',
        () => signed(header, JSON.stringify(claims).replace(/"exp":\d+/, '"exp":1e400'), secret),
      ],
      ['no beginning', () => without('iat')],
      ['a time before which it does not hold', () => withClaims({ nbf: now() + 3600 })],
      ['no person', () => without('sub')],
      ['a person that is an object', () => withClaims({ sub: { $ne: null } })],
      ['a person that is SQL', () => withClaims({ sub: "' OR '1'='1" })],
      ['a person who does not exist', () => withClaims({ sub: newId() })],
      ['no session', () => without('sid')],
      ['a session that does not exist', () => withClaims({ sid: newId() })],
      ['the session of somebody else', () => withClaims({ sid: benClaims().sid })],
      ['somebody else with the own session', () => withClaims({ sub: ben.id })],
      [
        'the claims of somebody else under the own signature',
        () => `${parts[0]}.${ben.accessToken.split('.')[1]}.${parts[2]}`,
      ],
      ['a signature with its first character changed', () => `${parts[0]}.${parts[1]}.${flipped(parts[2]!, 0)}`],
      ['half a signature', () => `${parts[0]}.${parts[1]}.${parts[2]!.slice(0, 20)}`],
      ['two signatures', () => `${parts.join('.')}.${parts[2]}`],
      ['claims that are null', () => signed(header, null, secret)],
      ['claims that are a list', () => signed(header, [claims], secret)],
      ['claims that are no JSON', () => signed(header, 'not json', secret)],
      ['a header that is null', () => signed(null, claims, secret)],
      ['a header that is no JSON', () => signed('not json', claims, secret)],
      ['no header', () => `.${parts[1]}.${parts[2]}`],
      ['two dots', () => '..'],
      ['a word', () => 'token'],
      ['the refresh token', () => ada.refreshToken],
      ['very many dots', () => '.'.repeat(2000)],
      ['a very long token', () => `${parts[0]}.${'A'.repeat(3000)}.${parts[2]}`],
    ];

    it(`there are at least forty kinds of forgery (${forgeries.length})`, () =>
      expect(forgeries.length).toBeGreaterThanOrEqual(40));

    it.each(forgeries)('S4-02 a forged token does not pass, on HTTP or socket: %s', async (_what, forge) => {
      const token = forge();
      const answer = await rest(app().url, 'GET', '/me', undefined, token);
      expect(answer.status).toBe(401);
      expect(['auth.invalid_token', 'auth.session_ended']).toContain(answer.error.code);
      expect(await connectError(app().url, token)).toBe(answer.error.code);
    });

    it('S5-09 an expired token has a code of its own', async () => {
      const token = withClaims({ iat: now() - 301, exp: now() - 1 });
      const answer = await rest(app().url, 'GET', '/me', undefined, token);
      expect([answer.status, answer.error.code]).toEqual([401, 'auth.token_expired']);
      expect(await connectError(app().url, token)).toBe('auth.token_expired');
    });

    it.each([[undefined], [null], [42], [['a.b.c']], [{ token: 'x' }], ['']])(
      'a handshake with %j as token is refused',
      async (token) => {
        expect(await connectError(app().url, token)).toBe('auth.invalid_token');
      },
    );

    it.each([
      ['no header', undefined, 'auth.required'],
      ['another scheme', 'Basic YWRhOnNlY3JldA==', 'auth.invalid_token'],
      ['no token', 'Bearer', 'auth.invalid_token'],
      ['two tokens', 'Bearer a.b.c d.e.f', 'auth.invalid_token'],
      ['a list of headers', 'Bearer a.b.c, Bearer d.e.f', 'auth.invalid_token'],
    ])('S4-02 REST refuses %s', async (_what, authorization, code) => {
      const response = await fetch(`${app().url}/api/v1/me`, { headers: authorization ? { authorization } : {} });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect((await response.json()) as object).toMatchObject({ code });
    });
  },
  { ACCESS_TOKEN_SECONDS: '' },
); // the default
