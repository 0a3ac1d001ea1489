import google, { type StrategyOptions } from 'passport-google-oauth20';
import { fetchJson } from './fetch-json.js';
import type { GoogleSettings } from '../../platform/config/config.js';

/** Where Passport keeps what it has to find again when the browser comes back. */
export type StateStore = NonNullable<StrategyOptions['store']>;

interface Options extends GoogleSettings {
  callbackUrl: string;
  store: StateStore;
}

type Done = (error: { statusCode: number; data?: unknown } | Error | null, text?: string, response?: unknown) => void;
type Ask = (
  method: string,
  url: string,
  headers: Record<string, string> | null,
  body: string,
  token: string | null,
  done: Done,
) => void;

/**
 * Passport's strategy with another way to ask. Its own waits for ever, keeps an answer of any size, and lets the process die of one that is JSON and
 * no object (`null`): it reads fields of it in an event of the socket, where nobody catches. It also sends the access token in the address.
 */
export class GoogleStrategy extends google.Strategy {
  constructor({ clientId, clientSecret, authorizationUrl, tokenUrl, userinfoUrl, ...rest }: Options) {
    const { callbackUrl, store, timeoutMs } = rest;
    super(
      {
        ...{ clientID: clientId, clientSecret, callbackURL: callbackUrl, scope: ['openid', 'email', 'profile'] },
        ...{ authorizationURL: authorizationUrl, tokenURL: tokenUrl, userProfileURL: userinfoUrl },
        ...{ pkce: true, store },
      },
      (_accessToken, _refreshToken, profile, done) => done(null, profile),
    );
    const ask: Ask = (method, url, headers, body, token, done) => {
      const bearer: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
      const request = { method, headers: { ...headers, ...bearer }, ...(method === 'POST' && { body }) };
      fetchJson(url, request, timeoutMs)
        .then((text) => done(null, text, {}))
        .catch((error: Error) => done(error)); // also what `done` itself throws
    };
    // oxlint-disable-next-line no-underscore-dangle -- what Passport lets subclasses use
    Object.assign(this._oauth2, { _request: ask });
  }
}
