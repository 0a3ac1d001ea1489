import { v7 } from 'uuid';

/** A new UUIDv7: made by the server, sorted by time of birth, lower case, 36 characters. */
export function newId(): string {
  return v7();
}

/** When an id of ours was made, in milliseconds since 1970: its first 48 bits (RFC 9562, 5.7). */
export function bornAt(id: string): number {
  return parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/**
 * The name of a stream and, at the same time, of the room that hears it: `<kind>:<uuid>`, for example `channel:0190…`.
 * The platform gives no meaning to the kind; those who register snapshots and audiences do.
 */
export type StreamId = `${string}:${string}`;

/** The part of a stream's name before the colon. */
export function streamKind(stream: string): string {
  return stream.slice(0, stream.indexOf(':'));
}

/** The part of a stream's name after the colon: the id of what the stream belongs to. */
export function streamSubject(stream: string): string {
  return stream.slice(stream.indexOf(':') + 1);
}
