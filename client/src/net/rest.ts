import { isProblem, ownError, ParleyError } from '../errors.js';
import type { Settings } from '../options.js';

/** One HTTP call, below /api/v1. */
export interface RestCall {
  method: string;
  path: string;
  query?: Record<string, unknown>;
  body?: unknown;
  /** Sent as `Authorization: Bearer …`. */
  token?: string;
  /** Milliseconds; the setting's `restTimeout` unless given. */
  timeout?: number;
}

/** Speaks HTTP and turns whatever does not succeed into a `ParleyError`. */
export class Rest {
  constructor(private readonly settings: Settings) {}

  /**
   * @returns the answer's JSON; null for an empty one.
   * @throws ParleyError the server's problem; `client.unreachable` when no connection came about or it broke off; `client.unexpected_answer`.
   */
  async call({
    method,
    path,
    query,
    body,
    token,
    timeout = this.settings.timing.restTimeout,
  }: RestCall): Promise<unknown> {
    const { url, cookie, fetch } = this.settings;
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${url}/api/v1${path}${queryOf(query)}`, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        credentials: cookie ? 'include' : 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(timeout),
      });
      text = await response.text();
    } catch (error) {
      throw ownError('client.unreachable', error);
    }
    return readAnswer(response, text);
  }

  /** Asks for what is handed out as a file, however long that takes. @throws ParleyError as `call`. */
  async file({ path, token }: Required<Pick<RestCall, 'path' | 'token'>>): Promise<Blob> {
    const { url, fetch } = this.settings;
    const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
    let response: Response;
    try {
      response = await fetch(`${url}/api/v1${path}`, { headers, credentials: 'omit', cache: 'no-store' });
      if (response.ok) return await response.blob();
    } catch (error) {
      throw ownError('client.unreachable', error);
    }
    readAnswer(response, await response.text());
    throw ownError('client.unexpected_answer');
  }
}

/** What answered, however it was asked. */
interface Answered {
  ok: boolean;
  status: number;
  headers: Pick<Headers, 'get'>;
}

/** The JSON of an answer; null for an empty one. @throws ParleyError when it is a problem, or no answer of Parley's. */
export function readAnswer({ ok, status, headers }: Answered, text: string): unknown {
  if (text === '' && ok) return null;
  const json = parse(text);
  if (ok && json !== undefined) return json;
  if (isProblem(json)) throw new ParleyError(json);
  const seconds = Number(headers.get('retry-after') ?? NaN);
  const retryAfter = Number.isFinite(seconds) ? { retryAfter: seconds } : {};
  const title = 'What answered does not speak Parley';
  // A page of a proxy in front of a stopped server is a 5xx: it passes. Anything else is a wrong address.
  throw new ParleyError({ code: 'client.unexpected_answer', status: ok ? 404 : status, title, ...retryAfter });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // told apart from JSON above: JSON has no undefined
  }
}

function queryOf(query: Record<string, unknown> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  if (given.length === 0) return '';
  return `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
}
