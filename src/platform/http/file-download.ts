import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { create as disposition } from 'content-disposition';
import type { Request, Response } from 'express';
import { fail } from '../errors/problem.js';

/** A file as it is handed out. */
export interface OutgoingFile {
  /** What it is called when it is saved. */
  name: string;
  contentType: string;
  /** Bytes. */
  size: number;
  /** Shown in place; otherwise saved. Only for what no browser runs: pictures that were drawn anew, sound and video. */
  inline: boolean;
  /** Other content has another mark: the part of the ETag between its quotes. */
  mark: string;
  /** Opens it, all or a range of bytes, both ends included. */
  open(range?: { start: number; end: number }): Promise<Readable>;
}

/**
 * What somebody uploaded can do nothing where it is opened as a page: it is no document of ours, runs nothing and reaches nobody (OWASP File Upload
 * Cheat Sheet). A browser may show what it is.
 */
const SANDBOX = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'";

/**
 * Answers a request with a file: whole, one range of it (206), or nothing where the caller has it already (304). Caches have to ask each time, so
 * they never answer for longer than the permission lasts.
 * @throws Problem `range.unsatisfiable`, and what `open` throws, as long as nothing was answered; what breaks off later closes the connection.
 */
export async function sendFile(request: Request, response: Response, file: OutgoingFile): Promise<void> {
  const { name, contentType, size, inline, mark } = file;
  response.set({
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, no-cache',
    'Content-Disposition': disposition(name, { type: inline ? 'inline' : 'attachment' }),
    'Content-Security-Policy': SANDBOX,
    'Content-Type': contentType,
    'Cross-Origin-Resource-Policy': 'same-site',
    ETag: `"${mark}"`,
  });
  response.vary('Authorization');
  if (request.fresh) return void response.status(304).end();
  const range = rangeOf(request, size, `"${mark}"`);
  if (range) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${size}`);
  response.set('Content-Length', String(range ? range.end - range.start + 1 : size));
  if (request.method === 'HEAD' || size === 0) return void response.end();
  const content = await file.open(range).catch((error: unknown) => {
    // What is answered instead is not the file, and must not be kept in its place.
    for (const name of ['ETag', 'Content-Range', 'Content-Disposition', 'Content-Length', 'Accept-Ranges'])
      response.removeHeader(name);
    response.set('Cache-Control', 'no-store');
    throw error;
  });
  try {
    await pipeline(content, response);
  } catch (error) {
    // Whoever turns away in the middle of a film is no fault of ours; what broke on our side is told by the connection's end.
    if (!response.headersSent) throw error;
    response.destroy();
  }
}

/** The one range that was asked for; undefined for all of it, also where several were asked for or the copy that is to be continued is another. */
function rangeOf(request: Request, size: number, etag: string): { start: number; end: number } | undefined {
  const continued = request.headers['if-range'];
  if (continued !== undefined && continued !== etag) return undefined;
  const ranges = request.range(size, { combine: true });
  if (ranges === -1) {
    request.res?.set('Content-Range', `bytes */${size}`);
    throw fail('range.unsatisfiable');
  }
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return undefined;
  const [{ start, end }] = ranges as unknown as [{ start: number; end: number }];
  return { start, end };
}
