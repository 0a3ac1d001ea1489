import { ownError } from '../errors.js';
import { readAnswer } from '../net/rest.js';
import { multipart } from './multipart.js';

/** A file on its way out. */
interface FileCall {
  method: 'POST' | 'PUT';
  /** The whole address. */
  address: string;
  token: string;
  file: Blob;
  name: string;
  /** Ends it; what it is aborted with is what the call rejects with. */
  signal: AbortSignal;
  /** Bytes of the file that were handed to the network. */
  onSent: (bytes: number) => void;
}

/** What differs between platforms: how one learns how much was taken. */
export type SendFile = (call: FileCall) => Promise<unknown>;

/**
 * How files are sent here: by XMLHttpRequest in browsers, whose fetch tells nothing of what it has sent, else by fetch with a body that is read as
 * it is taken. Both throw a `ParleyError` for whatever the server does not take, or the signal's reason.
 */
export function senderFor(fetch: typeof globalThis.fetch): SendFile {
  return typeof XMLHttpRequest === 'undefined' ? (call) => sendByFetch(fetch, call) : sendByXhr;
}

async function sendByFetch(fetch: typeof globalThis.fetch, call: FileCall): Promise<unknown> {
  const { method, address, token, file, name, signal, onSent } = call;
  const { body, contentType } = multipart(file, name, onSent);
  const headers = { accept: 'application/json', authorization: `Bearer ${token}`, 'content-type': contentType };
  const init = {
    method,
    headers,
    body,
    duplex: 'half',
    signal,
    cache: 'no-store',
    credentials: 'omit',
  } as const;
  let response: Response;
  let text: string;
  try {
    response = await fetch(address, init);
    text = await response.text();
  } catch (error) {
    throw signal.aborted ? signal.reason : ownError('client.unreachable', error);
  }
  return readAnswer(response, text);
}

function sendByXhr({ method, address, token, file, name, signal, onSent }: FileCall): Promise<unknown> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    const end = (settle: () => void) => (): void => {
      signal.removeEventListener('abort', abort);
      settle();
    };
    request.open(method, address);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('authorization', `Bearer ${token}`);
    // What stands around the file counts as well, nearly all of it before the file.
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onSent(Math.min(file.size, Math.max(0, loaded - (total - file.size)))),
    );
    request.addEventListener(
      'load',
      end(() => resolve(request)),
    );
    request.addEventListener(
      'error',
      end(() => reject(ownError('client.unreachable'))),
    );
    request.addEventListener(
      'abort',
      end(() => reject(signal.reason as Error)),
    );
    signal.addEventListener('abort', abort);
    const form = new FormData();
    form.append('file', file, name);
    request.send(form);
  }).then((request) => answerOf(request as XMLHttpRequest));
}

function answerOf(request: XMLHttpRequest): unknown {
  const { status } = request;
  const headers = { get: (name: string) => request.getResponseHeader(name) };
  return readAnswer({ ok: status >= 200 && status < 300, status, headers }, request.responseText);
}
